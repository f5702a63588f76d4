"""What earlier indexes held and the present one does not, removed for good: a document taken out leaves no word behind."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

from assistant.documents.cache import DOCUMENT_CACHE
from assistant.errors import IndexUnavailableError
from assistant.index.build_process import VECTOR_CACHE, remove_obsolete
from assistant.index.generations import obsolete_generations, writing
from assistant.index.history import RECORD
from assistant.index.versions import VERSIONS
from assistant.readers import READING_CACHE
from assistant.settings import Settings

PICTURES = "pages"  # of originals, drawn again when they are asked for


def purge_index(settings: Settings) -> int:
    """After a `whole` build, removes older generations, the record of its changes, pictures, and what was deleted from databases.

    Returns how many generations were removed. Raises: IndexBusyError while another process builds, IndexUnavailableError
    for a folder that cannot be written.
    """
    index = settings.index_path()
    try:
        with writing(index):
            count = len(list(obsolete_generations(index)))
            remove_obsolete(settings)
            (index / RECORD).unlink(missing_ok=True)
            shutil.rmtree(index / PICTURES, ignore_errors=True)
            for name in (VERSIONS, READING_CACHE, DOCUMENT_CACHE, VECTOR_CACHE):
                if (index / name).is_file():
                    with closing(sqlite3.connect(index / name, timeout=10)) as database:
                        database.execute("VACUUM")
    except (OSError, sqlite3.Error) as error:
        raise IndexUnavailableError(
            f"what earlier indexes held in {index} cannot be removed: {error}",
            hint="check that the folder can be written and has room",
        ) from None
    return count
