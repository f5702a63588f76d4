"""Documents changed by editors: uploaded and looked at before they are added; corrected, replaced, withdrawn; undone."""

from __future__ import annotations

from assistant.editing.desk import Desk, NewDocument, list_withdrawn
from assistant.editing.journal import Act, Journal
from assistant.editing.previews import Preview
from assistant.editing.uploads import Upload, Uploads

__all__ = [
    "Act",
    "Desk",
    "Journal",
    "NewDocument",
    "Preview",
    "Upload",
    "Uploads",
    "list_withdrawn",
]
