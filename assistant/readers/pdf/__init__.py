"""PDF: the glyphs and rules that PDFium finds into paragraphs, tables, letterhead and notes; scans by OCR; pictures of pages."""

from __future__ import annotations

from .pictures import page_picture
from .reader import read

__all__ = ["page_picture", "read"]
