"""The words of officials as data: a TOML file for each kind, read by the module that knows what they mean."""

from __future__ import annotations

from pathlib import Path

VOCABULARY = Path(__file__).parent
