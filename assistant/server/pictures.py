"""Pictures of the pages of originals: drawn when they are asked for, kept beside the index."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

from assistant.readers.pictures import draw_page

WIDTH = 1400  # pixels: legible on a screen of twice the density
MOST_KEPT = 400
_AT_ONCE = 2


class PagePictures:
    """The pictures, in a folder; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drawing = threading.Semaphore(_AT_ONCE)

    def picture(self, data: bytes, sha256: str, number: int) -> bytes:
        """A page, from 1, of the PDF with this content, as PNG. Raises: CorpusError."""
        path = self._folder / f"{sha256[:32]}-{number}.png"
        with suppress(OSError):
            return path.read_bytes()
        with self._drawing:
            drawn = draw_page(data, number, WIDTH)
        with suppress(OSError):  # a picture that cannot be kept is drawn again
            self._folder.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(f".{threading.get_ident()}.part")
            part.write_bytes(drawn)
            part.replace(path)
            self._forget()
        return drawn

    def _forget(self) -> None:
        kept = sorted(self._folder.glob("*.png"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-MOST_KEPT]:
            path.unlink(missing_ok=True)
