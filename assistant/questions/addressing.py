"""Clauses that a turn asks for by where they stand, beside or within one that was spoken of: "khoản 4 thì sao?"."""

from __future__ import annotations

import re

from assistant.language.addresses import Address, Step, rank_of, read_addresses, word_of
from assistant.language.values import find_values
from assistant.questions.ellipsis import FollowUp
from assistant.questions.figures import points_at_figure
from assistant.questions.rewriting import without_figures

_BESIDE = frozenset(
    ["cùng", "kế", "tiếp", "theo", "mục", "khoản", "điểm", "điều", "phần", "đủ", "gạch", "đầu", "dòng", "ý"]
)
_MARK = re.compile(r"^(?:[^\W\d_]{1,2}\)|\d+\.|[-+•])\s+")
_FIRST_STATEMENT = re.compile(r"[,;]?\s+trong đó|;|\.\s")
_ROMAN = re.compile(r"[ivx]+")
_TITLE = re.compile(r"“[^”]*”|\"[^\"]*\"")
_ARTICLE, _SECTION, _POINT = (rank_of([Step(level, "")]) for level in ("article", "section", "point"))


def at_an_address(it: FollowUp) -> str | None:
    """ "Khoản 4 thì sao?" after "khoản 3 mục V của Cần Thơ": the clause beside it, or the one within it."""
    if it.now.addresses and (it.now.places or it.now.documents):
        return it.text
    whole = it.now.summary is not None and not it.now.summary.of.focus_words  # "mục VI viết gì"
    beside_it = _BESIDE.issuperset(it.own)  # "khoản 9 cùng mục?", "điểm h kế tiếp, đủ các ý"
    addresses = read_addresses(it.context)
    if len(it.now.addresses) != 1 or len(addresses) != 1:
        return None
    there, asked = addresses[0], it.now.addresses[0]
    beside = address_beside(there, asked)
    if it.own and not (whole or beside_it):
        return _asking_within(it, asked, beside) if min(map(rank_of, asked.segments)) >= _POINT else None
    return f"{it.context[: there.start]}{beside}{it.context[there.end :]}"


def _asking_within(it: FollowUp, asked: Address, beside: str) -> str:
    """ "Ở điểm a thì ai quyết?" behind "mục V.4 của Cần Thơ": of the point of that section, which alone may be any."""
    named = [it.context[start:end] for start, end in it.reader.document_names(it.context)]
    where = " của ".join([*named[:1], *it.places_before[:1]])
    said = f"{it.text[: asked.start]}{beside}{it.text[asked.end :]}".rstrip(" ?.!")
    return f"{said} ({where})" if where else said


def figure_of_clause(it: FollowUp) -> str | None:
    """What a clause that was asked for by its address sets, as a question for its figure: "con số ấy ở Tây Ninh?".

    None where the turn points to no figure and names no period; elsewhere the clause at that address is another.
    """
    points = points_at_figure(it.text) or it.now.periods
    if not (it.before.addresses and points) or it.before.language == "en" or (shown := it.shown()) is None:
        return None
    if shown.first is None or not find_values(shown.first.opening):
        return None
    said = _MARK.sub("", _FIRST_STATEMENT.split(shown.first.opening, maxsplit=1)[0])
    places = f" ở {' và '.join(it.before.places)}" if it.before.places else ""
    return f"{without_figures(said)} bao nhiêu{places}"


def put_beside(address: str, text: str, end: int) -> tuple[str, int]:
    """The address of a clause that was shown, or of the division beside it that a text names up to `end`; and where that begins.

    "khoản 2 mục đó", of a clause in "mục IV.1", is "khoản 2 mục IV".
    """
    asked = next((a for a in read_addresses(text) if a.start < end and not text[a.end : end].strip()), None)
    there = read_addresses(address)
    return (address_beside(there[0], asked), asked.start) if asked and there else (address, end)


def address_beside(there: Address, asked: Address) -> str:
    """The whole address of a division that is asked for where another was spoken of: what it lies in is that one's.

    Beside "điểm a khoản 2 mục III", "khoản 9" is "khoản 9 mục III"; "mục IV.1" says itself where it stands.
    """
    outer = min(map(rank_of, asked.segments))
    least = outer if outer > _SECTION else min(outer, _ARTICLE)
    numbered = [segment[0].label for segment in asked.segments if segment[0].level == "section"]
    kept: list[str] = []
    for segment in sorted(there.segments, key=rank_of):
        # "mục 4" beside "mục III.2" is one of section III.
        within = outer == _SECTION and numbered[0].isdigit() and _ROMAN.fullmatch(segment[0].label)
        limit = _SECTION + 1 if within else least
        held = segment[
            : max(0, limit - rank_of(segment))
        ]  # a part of a dotted label lies one rank further in
        if held:
            kept.append(_written(held, there.written))
    return " ".join([asked.written, *reversed(kept)])


def _written(steps: tuple[Step, ...], address: str) -> str:
    """A division as it is written, "mục III.2", of an address that has it."""
    first = steps[0]
    if first.level == "title":
        title = _TITLE.search(address)
        return f"phần {title.group()}" if title else ""
    labels = ".".join(f"{step.label} (lần {step.copy})" if step.copy else step.label for step in steps)
    if rank_of(steps) <= _SECTION and _ROMAN.match(labels):
        labels = labels.replace(first.label, first.label.upper(), 1)
    return f"{word_of(first.level)} {labels}".rstrip()
