"""Scripts, styles and templates of the page, the viewer, the widget and the notices."""

from __future__ import annotations

from pathlib import Path

ASSETS = Path(__file__).parent
