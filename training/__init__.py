"""Trains the reader on questions written for clauses; needs torch, which nothing else of the project does."""
