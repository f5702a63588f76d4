"""What editors added, replaced and withdrawn: kept in a folder of its own, so that the folder of the documents stays as it is.

library.json         which files were added, which document each is, and what is withdrawn
cards.json           what was corrected on the cards of those that were added
files/SHA256/NAME    the files
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.errors import CorpusError

LIBRARY = "library.json"
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Addition:
    """A file that was added: the id of the document, its path in the folder of the additions.

    `replaces`: it stands for a document of the corpus folder, whose id it has.
    """

    id: str
    path: str
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Additions:
    """All that editors did to the documents, but for their cards; `withdrawn` are ids, of the corpus folder too."""

    added: tuple[Addition, ...] = ()
    withdrawn: tuple[str, ...] = ()

    def find(self, document_id: str) -> Addition | None:
        """What was added under an id."""
        return next((one for one in self.added if one.id == document_id), None)


def read_additions(folder: Path) -> Additions:
    """The additions of a folder, which need not be there. Raises: CorpusError for a file that cannot be used."""
    path = folder / LIBRARY
    try:
        rows = json.loads(path.read_bytes())
        added = tuple(
            Addition(str(row["id"]), str(row["path"]), bool(row["replaces"])) for row in rows["added"]
        )
        withdrawn = tuple(map(str, rows["withdrawn"]))
        if not all(_ID.fullmatch(name) for name in (*withdrawn, *(one.id for one in added))):
            raise ValueError("an id is no slug")
    except FileNotFoundError:
        return Additions()
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise CorpusError(
            f"{path} cannot be used: {error}",
            hint="mend it, or move it away: what editors added and withdrew is forgotten then",
        ) from None
    return Additions(added, withdrawn)


def write_additions(folder: Path, additions: Additions) -> None:
    """Replaces the record in one step. Raises: OSError."""
    rows = {"added": [asdict(one) for one in additions.added], "withdrawn": list(additions.withdrawn)}
    temporary = folder / f".{LIBRARY}.new"
    with temporary.open("w", encoding="utf-8") as file:
        file.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / LIBRARY)
