"""The changes that editors make: each is noted at once and brought into the index in the background."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, count

from assistant.documents.additions import Addition
from assistant.documents.corpus import slug
from assistant.documents.corrections import check_card
from assistant.editing.errors import ChangeError, ConflictError
from assistant.editing.indexing import Indexing
from assistant.editing.journal import Act, Journal, new_act
from assistant.editing.previews import Preview, preview_file
from assistant.editing.standings import Standing, Standings
from assistant.editing.uploads import Upload, Uploads
from assistant.errors import AssistantError, UnknownDocumentError
from assistant.index import BuildReport
from assistant.index.purging import purge_index
from assistant.index.versions import forget_versions
from assistant.indexing import build
from assistant.settings import Settings
from assistant.types import Document

_LONGEST_ID = 80


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A file to be added, what is corrected on its card, and the document whose new version it is."""

    upload: Upload
    card: Mapping[str, str | None]
    replaces: str | None = None
    seen: str | None = None  # the revision of that document


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A document that was taken out. `undo` is the act that brings it back; `ours`: its file was added by an editor."""

    id: str
    title: str
    undo: int | None
    ours: bool


class Desk:
    """Takes changes and builds the index after them. Safe to share between threads, of one process."""

    def __init__(
        self,
        settings: Settings,
        documents: Callable[[], Collection[Document]],
        *,
        make: Callable[..., BuildReport] = build,
        preview: Callable[..., Preview] = preview_file,
        follow: Callable[[], object] = lambda: None,
    ) -> None:
        """`documents` gives those of the index; `make` builds it, `preview` reads a file: here, or in a process of their own.

        `follow` has whoever answers go on from the newest index, and returns when they do.
        """
        self._settings = settings
        self._documents = documents
        self._lock = threading.RLock()
        self.journal = Journal(settings.additions_path())
        self.standings = Standings(settings)
        purge = partial(_purge, settings, follow)
        self.indexing = Indexing(settings, self.journal, self.standings, make, purge, self._lock)
        self.uploads = Uploads(settings, documents, preview=preview)
        if self.journal.waiting():  # of a process that was stopped
            self.indexing.start()

    def add(self, who: str, items: Sequence[NewDocument]) -> list[Act]:
        """Adds files, each as a document of its own or as the new version of one; all or none.

        Raises: NotReadyError, ConflictError, ChangeError, UnknownDocumentError, CorpusError for a card, NoRoomError.
        """
        if not items:
            raise ChangeError("no file was named", hint="send a file first")
        with self._lock:
            for item in items:
                item.upload.preview()
                check_card(item.card)
                self._refuse_known(item)
                if item.replaces:
                    self._check_seen(item.replaces, item.seen)
            acts: list[Act] = []
            try:
                for item in items:
                    acts.append(self._add(who, item))
            except BaseException:
                self.indexing.take_back(acts, "no_room")
                raise
            for item in items:
                self.uploads.release(item.upload)
            self.indexing.start()
        return acts

    def correct(
        self,
        who: str,
        document_id: str,
        given: Mapping[str, str | None],
        taken_back: Collection[str] = (),
        *,
        seen: str | None = None,
    ) -> Act:
        """Corrects the card of a document, or takes corrections back. Raises: as `add` does."""
        with self._lock:
            document = self._find(document_id)
            self._check_seen(document_id, seen)
            before = self.standings.of(document_id)
            card = dict(before.card)
            if unknown := [name for name in taken_back if name not in card]:
                raise ChangeError(f"{unknown[0]} was not corrected", hint="look at the document again")
            card = {name: value for name, value in card.items() if name not in taken_back}
            card |= check_card(given)
            after = replace(before, card=tuple(sorted(card.items())))
            if after == before:
                raise ChangeError("nothing would change", hint="change a field first")
            title = given.get("short_title") or document.short_title
            return self._do(new_act(who, "corrected", document_id, title, before, after))

    def withdraw(self, who: str, document_id: str, *, seen: str | None = None) -> Act:
        """Takes a document out of the index; its file stays. Raises: as `add` does."""
        with self._lock:
            document = self._find(document_id)
            self._check_seen(document_id, seen)
            before = self.standings.of(document_id)
            after = replace(before, withdrawn=True)
            return self._do(new_act(who, "withdrawn", document_id, document.short_title, before, after))

    def undo(self, who: str, number: int) -> Act:
        """Brings a document back to where it stood before an act. Raises: ChangeError, ConflictError, NoRoomError."""
        with self._lock:
            act = self.journal.get(number)
            if act is None or act.outcome != "done" or act.before is None:
                raise ChangeError("this cannot be undone", hint="the list of changes shows what can be")
            current = self.standings.of(act.document)
            if current != act.after:
                raise ConflictError(
                    f"“{act.title}” was changed again since", hint="undo the later change first"
                )
            return self._do(new_act(who, "undone", act.document, act.title, current, act.before, number))

    def delete(self, who: str, document_id: str) -> Act:
        """Deletes a withdrawn document for good: its files, its versions, its card, what could bring it back.

        Raises: ChangeError for one that is not withdrawn, or whose file is not of an editor; NoRoomError.
        """
        with self._lock:
            standing = self.standings.of(document_id)
            if not standing.withdrawn:
                raise ChangeError("only a withdrawn document is deleted", hint="withdraw it first")
            if standing.added is None:
                raise ChangeError(
                    "its file lies in the folder of the documents",
                    hint="who keeps the folder removes it there",
                )
            title = next((act.title for act in self.journal.last(document=document_id)), document_id)
            paths = {standing.added.path, *self.journal.forget_standings(document_id)}
            # Its own document of the corpus folder stays withdrawn: the older file there must not come back.
            self.standings.put(document_id, Standing(None, standing.added.replaces))
            for path in paths:
                self.standings.remove_file(path)
            forget_versions(self._settings.index_path(), document_id)
            act = self.journal.add(new_act(who, "deleted", document_id, title, None, None))
            self.indexing.start()  # it is done when no index holds a word of it
            return act

    def _add(self, who: str, item: NewDocument) -> Act:
        upload, preview = item.upload, item.upload.preview()
        path = self.standings.take_file(upload.path, upload.sha256)
        title = item.card.get("short_title") or item.card.get("title") or preview.card["short_title"]
        card = tuple(sorted(check_card(item.card).items()))
        if item.replaces:
            before = self.standings.of(item.replaces)
            beside = before.added.replaces if before.added else True
            added = Addition(item.replaces, path, beside)
            after = Standing(added, False, tuple(sorted({**dict(before.card), **dict(card)}.items())))
            return self._note(new_act(who, "replaced", item.replaces, str(title), before, after))
        taken = {document.id for document in self._documents()}
        taken.update(one.id for one in self.standings.additions().added)
        taken.update(self.standings.additions().withdrawn)
        identifier = _new_id(upload.path.stem, taken, self.journal)
        after = Standing(Addition(identifier, path), False, card)
        # Undone it is withdrawn, and not gone: it can still be deleted for good.
        return self._note(
            new_act(who, "added", identifier, str(title), replace(after, withdrawn=True), after)
        )

    def _refuse_known(self, item: NewDocument) -> None:
        upload = item.upload
        known = [document.short_title for document in self._documents() if document.sha256 == upload.sha256]
        for one in self.standings.additions().added:
            if upload.sha256[:32] in one.path:
                known += [act.title for act in self.journal.last(document=one.id, limit=1)]
        if known:
            raise ChangeError(
                f"this very file is there already: “{known[0]}”",
                hint="drop it; if the document is withdrawn, bring that one back",
            )

    def _find(self, document_id: str) -> Document:
        found = next((one for one in self._documents() if one.id == document_id), None)
        if found is None:
            raise UnknownDocumentError("there is no such document", hint="look at the list again")
        return found

    def _check_seen(self, document_id: str, seen: str | None) -> None:
        """Refuses a change of somebody who has not seen how the document stands now."""
        self._find(document_id)
        if seen is not None and seen != self.standings.revision(document_id):
            last = self.journal.last(document=document_id, limit=1)
            by = f" by {last[0].who}" if last else ""
            raise ConflictError(
                f"the document was changed meanwhile{by}", hint="look at it again, then decide"
            )

    def _do(self, act: Act) -> Act:
        act = self._note(act)
        self.indexing.start()
        return act

    def _note(self, act: Act) -> Act:
        """Changes how a document stands, and notes it: both or neither."""
        if act.after and act.after.withdrawn:
            self._keep_one(act.document)
        current = self.standings.of(act.document)
        act = self.journal.add(act)
        try:
            self.standings.put(act.document, act.after or Standing())
        except AssistantError as error:
            with suppress(AssistantError):
                self.standings.put(act.document, current)
            self.journal.settle([act], "failed", error.code)
            raise
        return act

    def _keep_one(self, document_id: str) -> None:
        """The index needs a document."""
        additions = self.standings.additions()
        left = {document.id for document in self._documents()} | {one.id for one in additions.added}
        if not left - set(additions.withdrawn) - {document_id}:
            raise ChangeError("this is the only document", hint="add another one first")


def _purge(settings: Settings, follow: Callable[[], object]) -> None:
    follow()
    purge_index(settings)


def _new_id(stem: str, taken: Collection[str], journal: Journal) -> str:
    """An id from the name of a file that no document has or had."""
    base = slug(stem)[:_LONGEST_ID].strip("-")
    names = chain([base], (f"{base}-{number}" for number in count(2)))
    return next(name for name in names if name not in taken and not journal.last(document=name, limit=1))


def list_withdrawn(journal: Journal, standings: Standings) -> list[Withdrawn]:
    """The documents that were taken out, by their titles."""
    additions = standings.additions()
    found = []
    for name in additions.withdrawn:
        acts, current = journal.last(document=name), standings.of(name)
        before = (a.id for a in acts if a.after == current and a.before and not a.before.withdrawn)
        title = acts[0].title if acts else name
        found.append(Withdrawn(name, title, next(before, None), additions.find(name) is not None))
    return sorted(found, key=lambda one: one.title)
