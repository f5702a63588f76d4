"""Opens a PDF, or says in one sentence why that cannot be done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from assistant.errors import CorpusError


@contextmanager
def open_document(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """The document with its form fields; closed in the end.

    Raises: CorpusError where it is encrypted or damaged.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise CorpusError(
                "is protected by a password", hint="save it without a password and put that file in its place"
            ) from error
        raise CorpusError(
            "is no PDF file that can be opened; it is damaged or cut off",
            hint="get the file again from where it came",
        ) from error
    try:
        document.init_forms()
        yield document
    finally:
        document.close()
