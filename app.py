"""`python app.py` is `policy-assistant serve`: it builds the index if there is none and serves the page."""

from __future__ import annotations

import sys

from assistant.cli import main

if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
