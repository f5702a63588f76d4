"""Measurements, each printed by a script of its own: speed, memory, answers within bounds, the way of a question."""
