"""Evaluation: question sets, metrics, baselines, statistics, reports; no language model, no network."""
