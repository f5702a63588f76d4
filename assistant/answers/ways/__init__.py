"""The ways to answer: one module for each kind of question that has a way of its own."""
