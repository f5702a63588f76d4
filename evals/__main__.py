"""`python -m evals`: the `eval` commands without the rest of the command line."""

from __future__ import annotations

import sys

from assistant.errors import AssistantError
from evals.cli import app


def main() -> None:
    """Run a command; an expected failure is told in two lines."""
    try:
        app(prog_name="python -m evals")
    except AssistantError as error:
        print(f"error: {error.message}", file=sys.stderr)
        if error.hint:
            print(f"hint: {error.hint}", file=sys.stderr)
        sys.exit(error.exit_status)


if __name__ == "__main__":
    main()
