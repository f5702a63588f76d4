"""Measurements of speed and memory, each printed by a script of its own."""
