"""Where Tesseract's model of Vietnamese is, which the extra `ocr` needs beside it."""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import platformdirs

LANGUAGE = "vie"
_PLACES = (
    "/usr/share/tesseract-ocr/*/tessdata", "/usr/share/tessdata", "/usr/share/tesseract/tessdata", "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata", "C:/Program Files/Tesseract-OCR/tessdata",
)  # fmt: skip


@cache
def traineddata() -> Path | None:
    """The folder that Tesseract's model of Vietnamese is in; None where it, or tesserocr, is not installed."""
    if find_spec("tesserocr") is None:
        return None
    folders = [Path(platformdirs.user_data_dir("policy-assistant")) / "tessdata"]
    if prefix := os.environ.get("TESSDATA_PREFIX"):
        folders[:0] = [Path(prefix), Path(prefix) / "tessdata"]
    for place in _PLACES:
        root = Path(Path(place).anchor)
        folders.extend(sorted(root.glob(str(Path(place).relative_to(root))), reverse=True))
    return next((folder for folder in folders if (folder / f"{LANGUAGE}.traineddata").is_file()), None)
