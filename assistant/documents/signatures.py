"""The foot of a document: who signed it, in which office, and to whom it goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.documents.letterheads import card_words
from assistant.language.text import normalise_space, place_tones

_RECIPIENTS = re.compile(r"^(?:Nơi nhận|NƠI NHẬN)\s*:?")
_SIGNED = re.compile(r"\(?\s*(?:đã ký|đã kí|ký tên|daky)[^)]*\)?", re.IGNORECASE)
_LINES_OF_SIGNATURE = 9  # from the office to the name, with the lines that are no longer there
_KEPT = re.compile(r"^(?:\+?\s*)Lưu\b")


@cache
def _offices() -> re.Pattern[str]:
    offices = sorted(map(place_tones, card_words()["signatures"]["offices"]), key=len, reverse=True)
    return re.compile(
        rf"(?<![^\W_])(?!(?<=BAN )BÍ THƯ)(?:(?:PHÓ|QUYỀN|Q\.)\s+)?(?:{'|'.join(map(re.escape, offices))})(?![^\W_])"
    )


@cache
def _ranks() -> re.Pattern[str]:
    ranks = (re.escape(rank).replace(r"\ ", r"\s") for rank in card_words()["signatures"]["ranks"])
    return re.compile(rf"^(?:(?:{'|'.join(ranks)})\s+)+")


def _name(words: str) -> str | None:
    """The words without ranks and titles, where they are a person's name: "Thượng tướng Lê Văn A" is "Lê Văn A"."""
    name = _ranks().sub("", words)
    parts = re.split(r"[ -]", name)
    named = 2 <= len(parts) <= 5 and all(
        part.replace("’", "").replace("'", "").isalpha()
        and part[0].isupper()
        and part[1:].islower() | (part[1:] == "")
        for part in parts
    )
    return name if named else None


def read_signature(text: str) -> tuple[str | None, str | None]:
    """Name and office of who signed: of the first signature that has a name, so that no form below it counts."""
    lines = [_bare(line) for line in text.splitlines() if line.strip(" *_|")]
    for number, line in enumerate(lines):
        for cell in reversed(line):
            if found := _in_cell(cell) or _below(lines, number, cell):
                return found
    return None, None


def _bare(line: str) -> list[str]:
    line = re.sub(r"[*_#]+", "", line).strip()
    parts = line.strip("|").split("|") if line.startswith("|") else re.split(r"\t+|\s{3,}(?![\s/])", line)
    return [normalise_space(part) for part in parts if part.strip()]


def _in_cell(cell: str) -> tuple[str, str | None] | None:
    """The whole signature in one cell, as a row of a table has it."""
    words = normalise_space(_SIGNED.sub(" ", cell)).split()
    capitals = 0
    while capitals < len(words) and words[capitals] == words[capitals].upper():
        capitals += 1
    said = place_tones(" ".join(words[:capitals]))
    if not (_offices().search(said) or re.match(r"T/?M\b", said)):
        return None
    name = _name(" ".join(words[capitals:]))
    return (name, _office(said)) if name else None


def _below(lines: list[list[str]], number: int, cell: str) -> tuple[str, str | None] | None:
    """A signature on lines: the office in capitals, then the name on a line of its own."""
    office = _offices()
    cell = place_tones(cell)
    found = None
    for match in office.finditer(cell):
        found = match
    if found is None or cell != cell.upper() or not _ends_in_office(cell, found) or len(cell) > 80:
        return None
    said = cell
    for following in lines[number + 1 : number + _LINES_OF_SIGNATURE]:
        last = _SIGNED.sub("", following[-1]).strip(" .…")
        if not last:
            continue
        if last == last.upper() and office.search(place_tones(last)) and len(last) <= 80:
            said = f"{said} {place_tones(last)}"
        elif name := _name(last):
            return name, _office(said)
        elif not last.startswith(("-", "+")):  # the recipients go on beside the signature
            return None
    return None


def _ends_in_office(cell: str, office: re.Match[str]) -> bool:
    """Whether the line is an office, with whom it is signed for, and no heading that speaks of one."""
    before = cell[: office.start()].strip()
    return (
        not before
        or re.match(r"(?:T\s?/?\s?M|K\s?/?\s?T|T\s?/?\s?L|TUQ|Q)\b|\bXÁC THỰC|PHÓ\b", before) is not None
        or (_offices().match(cell) is not None)
    )


def _office(said: str) -> str | None:
    """The last office of a signature in running text: "KT. CHỦ TỊCH PHÓ CHỦ TỊCH" is a "Phó Chủ tịch"."""
    office = _offices()
    last = None
    for match in office.finditer(said):
        if last is None or match.group() != "THƯỜNG TRỰC":
            last = match
    if last is None:
        return None
    words = normalise_space(said[last.start() :]).strip(" .,").lower()
    words = words.removeprefix("phó ").removeprefix("quyền ")
    own = words[0].upper() + words[1:]
    for prefix in ("phó", "quyền"):
        if last.group().lower().startswith(f"{prefix} "):
            return f"{prefix.capitalize()} {own}"
    return own


def read_recipients(text: str) -> tuple[str, ...]:
    """To whom the document goes, as its first list of recipients names them, without what is kept on file."""
    lines = iter(text.splitlines())
    for line in lines:
        if _RECIPIENTS.match((cells := _bare(line) or [""])[0]):
            listed = _RECIPIENTS.sub("", cells[0]).strip()
            return tuple(_split(listed) if listed else _listed(lines))
    return ()


def _split(listed: str) -> Iterator[str]:
    for piece in re.split(r"\s*[;,.]?\s*(?:^|\s)[-–+]\s+|;\s*", listed):
        words = piece.strip(" ;,.-–")
        if words and not _KEPT.match(words):
            yield words


def _listed(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        cells = _bare(line)
        if not cells:
            continue
        if not cells[0].startswith(("-", "–", "+")) or _KEPT.match(cells[0].lstrip("-–+ ")):
            return
        yield from _split(cells[0].lstrip("-–+ "))
