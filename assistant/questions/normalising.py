"""A question as it is read: cleaned, abbreviations written out, diacritics restored, places by their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.language.addresses import read_addresses
from assistant.language.diacritics import Restorer
from assistant.language.dotted import with_sections
from assistant.language.english import is_english
from assistant.language.lexicon import expand_abbreviations, load_abbreviations, load_lexicon
from assistant.language.measures import write_out_units
from assistant.language.places import correct_places
from assistant.language.text import clean, fold, has_diacritics
from assistant.language.values import find_values
from assistant.questions.documents import DocumentNames

# Where initials may be those of a place: behind a word that says where; in capitals anywhere, unless they abbreviate something.
_INITIALS = re.compile(
    r"(?<![^\W_])(?P<before>(?:ở|o|tại|tai|bên|ben|tp\.?|thành phố|thanh pho|tỉnh|tinh)\s+"
    r"|(?P<of>(?:của|cua|vụ|vu|bản|ban)\s+)|(?<=^)|(?P<inside>(?<=[^\W\d_,]\s)))"
    r"(?P<initials>[^\W\d_]{2,4})(?![^\W_]|\.\w)",
    re.IGNORECASE,
)

_FAR_MORE = 10  # times that documents say one of two words of the same letters


@dataclass(frozen=True)
class Normaliser:
    """Normalises questions by the syllables and the names of some documents."""

    names: DocumentNames
    abbreviations: Path | None = None

    @cached_property
    def restorer(self) -> Restorer:
        """The syllables of the documents; learned with the first question."""
        return Restorer.learn(document.text for document in self.names.documents)

    @cached_property
    def initials(self) -> dict[str, str]:
        """The initials of the places that documents are of, where they are of one: "ct" for Cần Thơ."""
        named: dict[str, set[str]] = {}
        for document in self.names.documents:
            syllables = (document.place or "").split()
            if len(syllables) > 1:
                named.setdefault("".join(fold(s)[0] for s in syllables), set()).add(" ".join(syllables))
        return {initials: places.pop() for initials, places in named.items() if len(places) == 1}

    def _write_out_initials(self, typed: re.Match[str]) -> str:
        place = self.initials.get(fold(typed["initials"]))
        told = place and ((typed["before"] and not typed["of"]) or typed["initials"].isupper())
        if typed["inside"] is not None and (
            fold(typed["initials"]) in load_abbreviations()[1] or typed.string.isupper()
        ):
            told = False
        return f"{typed['before']}{place}" if told else typed.group()

    def normalise(self, question: str) -> str:
        """The question cleaned, abbreviations written out, diacritics restored (English is left as it is)."""
        text = with_sections(clean(question))
        if is_english(text):
            return text
        text = correct_places(text)
        # Addresses and numbers of documents are no words to be restored.
        addresses: dict[tuple[int, int], list[str]] = {}
        for address in read_addresses(text):  # "điểm a, b khoản 2" names two at once
            addresses.setdefault((address.start, address.end), []).append(address.written)
        kept = [(start, end, ", ".join(written)) for (start, end), written in addresses.items()]
        for value in find_values(text):
            if value.kind == "document" and all(value.end <= s or e <= value.start for s, e, _ in kept):
                kept.append((value.start, value.end, "".join(value.written.split())))
        pieces, position = [], 0
        for start, end, written in sorted(kept):
            pieces += [self._write_out(text[position:start], text), written]
            position = end
        written = self._named(text, "".join(pieces) + self._write_out(text[position:], text))
        written = write_out_units(written)
        # "con qd 12?" goes on from the turn before; no document is a child.
        names = self.names.by_number(written).spans
        return f"còn {written[4:]}" if written[:4] == "con " and any(s == 4 for s, _ in names) else written

    def _named(self, typed: str, written: str) -> str:
        """A question typed without diacritics, with what documents call their targets where it has words that they hardly say."""
        if has_diacritics(typed):
            return written
        for term in load_lexicon().comparison["target_words"]:
            first, _, second = term.partition(" ")
            said = self.restorer.bigrams[first, second]
            for found in re.finditer(rf"(?<![^\W_]){fold(term)}(?![^\W_])", fold(written)):
                first, _, second = written[slice(*found.span())].lower().partition(" ")
                if self.restorer.bigrams[first, second] * _FAR_MORE < said:  # "chi tiêu"
                    written = f"{written[: found.start()]}{term}{written[found.end() :]}"
        return written

    def _write_out(self, text: str, question: str) -> str:
        """A stretch of a question with its abbreviations written out, diacritics restored, places by name."""
        text = self.restorer.write_out_contractions(expand_abbreviations(text, self.abbreviations))
        text = _INITIALS.sub(self._write_out_initials, text)
        pieces, position = [], 0
        for place in self.names.places(text):
            typed = text[place.start : place.end]
            named = place.written if typed.lower() == typed or typed == fold(typed) else typed
            pieces += [self.restorer.restore(text[position : place.start], within=question), named]
            position = place.end
        return "".join(pieces) + self.restorer.restore(text[position:], within=question)
