"""How documents stand as far as editors decide it: the file that was added, what was corrected, whether it is withdrawn."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.documents.additions import Addition, Additions, read_additions, write_additions
from assistant.documents.corrections import put_corrections, read_corrections
from assistant.editing.errors import NoRoomError
from assistant.settings import Settings

FILES = "files"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a document stands as far as editors decide it: the file that was added, the corrections, whether it is withdrawn."""

    added: Addition | None = None
    withdrawn: bool = False
    card: tuple[tuple[str, str | None], ...] = ()  # in order of the fields

    @classmethod
    def of(cls, text: str) -> Standing:
        """What `written` gave."""
        row = json.loads(text)
        added = Addition(**row["added"]) if row["added"] else None
        return cls(added, row["withdrawn"], tuple((name, value) for name, value in row["card"]))

    def written(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


class Standings:
    """Reads how documents stand, and has them stand otherwise. Not safe to share between threads without a lock."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.additions_path()
        self._corpus = settings.corpus_dir
        self._pictures = settings.index_path() / "pages"

    def additions(self) -> Additions:
        """All that was added and withdrawn. Raises: CorpusError."""
        return read_additions(self._folder)

    def of(self, document_id: str) -> Standing:
        """How a document stands. Raises: CorpusError."""
        additions = self.additions()
        added = additions.find(document_id)
        card = read_corrections(self._folder if added else self._corpus).get(document_id, {})
        return Standing(added, document_id in additions.withdrawn, tuple(sorted(card.items())))

    def revision(self, document_id: str) -> str:
        """What changes with every change of a document by an editor."""
        return hashlib.sha256(f"{document_id} {self.of(document_id).written()}".encode()).hexdigest()[:12]

    def put(self, document_id: str, standing: Standing) -> None:
        """Has a document stand so. Raises: CorpusError, NoRoomError."""
        additions = self.additions()
        added = [one for one in additions.added if one.id != document_id]
        position = next((n for n, one in enumerate(additions.added) if one.id == document_id), len(added))
        if standing.added:
            added.insert(position, standing.added)
        withdrawn = [name for name in additions.withdrawn if name != document_id]
        if standing.withdrawn:
            withdrawn.append(document_id)
        card = dict(standing.card)
        with _disk():
            self._folder.mkdir(parents=True, exist_ok=True)
            if standing.added is None and card != read_corrections(self._corpus).get(document_id, {}):
                put_corrections(self._corpus, document_id, card)
            put_corrections(self._folder, document_id, card if standing.added else {})
            write_additions(self._folder, Additions(tuple(added), tuple(withdrawn)))

    def take_file(self, source: Path, sha256: str) -> str:
        """Keeps a copy of a file; its path in the folder. Raises: NoRoomError."""
        path = Path(FILES, sha256[:32], source.name)
        with _disk():
            (self._folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, self._folder / path)
        return path.as_posix()

    def remove_file(self, path: str) -> None:
        """Removes a file, and the pictures of its pages, unless a document has it."""
        folder = (self._folder / path).parent
        if folder.parent != self._folder / FILES or any(one.path == path for one in self.additions().added):
            return
        shutil.rmtree(folder, ignore_errors=True)
        for picture in self._pictures.glob(f"{folder.name}-*.png"):
            picture.unlink(missing_ok=True)


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NoRoomError(
            f"the change cannot be kept: {error.strerror}",
            hint="tell the administrator: the disk may be full, or ASSISTANT_ADDITIONS_DIR cannot be written",
        ) from None
