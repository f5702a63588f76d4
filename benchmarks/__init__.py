"""Measurements, each printed by a script of its own: speed, memory, the way of a question through the package."""
