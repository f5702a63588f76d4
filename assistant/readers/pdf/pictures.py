"""Pictures of pages, for a reader who wants to see the original."""

from __future__ import annotations

import io

from assistant.errors import CorpusError

from .opening import open_document

_WIDEST = 2400  # pixels
_MOST_PIXELS = 12_000_000  # of a picture: a long drawing gets a narrower one


def page_picture(data: bytes, number: int, width: int) -> bytes:
    """A page of a PDF, counted from 1, as PNG of this width in pixels, or narrower where the page is very long.

    What form fields and annotations show is on it. Raises: CorpusError where the file or the page cannot be read.
    """
    with open_document(data) as document:
        if not 1 <= number <= len(document):
            raise CorpusError(f"has no page {number}", hint=f"its pages are 1 to {len(document)}")
        page = document[number - 1]
        page_width, page_height = page.get_size()
        scale = min(max(width, 1), _WIDEST) / max(page_width, 1.0)
        scale = min(scale, (_MOST_PIXELS / max(page_width * page_height, 1.0)) ** 0.5)
        bitmap = page.render(scale=scale, may_draw_forms=True)
        picture = io.BytesIO()
        bitmap.to_pil().save(picture, "PNG")
        bitmap.close()
        return picture.getvalue()
