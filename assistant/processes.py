"""How a module of the assistant is run in a process of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any


def module_process(name: str, *arguments: str) -> dict[str, Any]:
    """What `subprocess` needs to run a module by this interpreter: `args`, and an `env` in which the package is found."""
    search_path = [str(Path(__file__).parent.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        "args": [sys.executable, "-P", "-m", name, *arguments],
        "env": os.environ | {"PYTHONPATH": os.pathsep.join(search_path)},
    }
