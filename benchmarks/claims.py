"""How often a figure that a question states is confirmed or denied rightly: claims made of the clauses of any documents.

`python -m benchmarks.claims FOLDER… --work DIR [--clauses 300] [--seed 0]` takes clauses with two or more figures of one unit.
Of each it states one figure in the words that the clause says it in, once as it is and once with another figure of the same
clause in its place: the first is true, the second is not. Of the registers it asks which of two places sets a target higher: a
verdict has to cite the clause of that target; and the same in words that several targets have, to which any verdict is one on
an unknown target. It prints what was confirmed and denied; `--out` writes each claim with its answer, to be looked through:
what a clause says of two things in the same words no program can tell apart, and what is untrue of one clause may be true of
another, which the figures tell apart.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant import PolicyAssistant
from assistant.documents import read_corpus, unmarked
from assistant.index import build_catalog
from assistant.indexing import build
from assistant.language.lexicon import words
from assistant.language.values import Value, find_values
from assistant.messages.answers import PHRASES
from assistant.messages.phrases import amount_phrase
from assistant.registers.verdicts import unit_class
from assistant.settings import Settings, load_settings
from assistant.types import Section, Target

_PARTS = re.compile(r"[;:()]|,(?!\d)|\.\s|\strong đó\s|\svà\s(?=(?:\S+\s){0,4}\d)")
_JOINED = re.compile(r"(?:và|hoặc|nhưng|thì)\b")  # what begins so says not all of it
_MANIFEST = "manifest.json"
_YEAR = re.compile(r"(?:19|20)\d\d")
_CITES = re.compile(
    r"(?<!\w)(?:điều|khoản|điểm|mục|số|tháng) \d", re.IGNORECASE
)  # numbers of clauses and days
_UNIT = re.compile(r"\s?([^\W\d_]+)")
_LEAST_WORDS, _MOST_WORDS = 3, 30  # of a part that says what its figure is of
_OWN_WORDS = 2  # at least, that tell two parts of a clause apart
_OF_ONE_DOCUMENT = 80  # clauses at most
_DROPPED = 1 / 3  # of the words of a short claim
_VAGUE = 3  # words of an indicator that several have
_NO_YEAR = 9000  # ends a period that names no last year
_COMPARED = ("higher", "equal", "asks_more", "bounds", "other_unit", "other_base")


@dataclass(frozen=True, slots=True)
class Claim:
    """A question, the clause that it is made of, and whether a yes to it is true; None of comparisons."""

    kind: str
    documents: tuple[str, ...]
    section_id: str
    question: str
    true: bool | None
    clause: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A figure of a clause with the words that it is said in."""

    text: str
    value: Value  # offsets are those of `text`
    unit: str

    @property
    def words(self) -> set[str]:
        return {word for word in words(self.text) if not word[0].isdigit()}


def parts_of(text: str) -> Iterator[_Part]:
    """The figures of a clause that are the only ones of their unit in a part of it with enough words to say of what."""
    bounds = [0, *(edge for m in _PARTS.finditer(text) for edge in m.span()), len(text)]
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        part = text[start:end].strip()
        if _JOINED.match(part) or not _LEAST_WORDS <= len(words(part)) <= _MOST_WORDS:
            continue
        figures = [_Part(part, value, _unit(part, value)) for value in find_values(part)]
        for figure in figures:
            if figure.unit and sum(other.unit == figure.unit for other in figures) == 1:
                yield figure


def _unit(text: str, value: Value) -> str:
    """What a figure counts; "" where it is a year, a date or a number without a unit."""
    if value.kind not in ("number", "percent") or _YEAR.fullmatch(value.written) or _CITES.search(text):
        return ""
    unit = _UNIT.match(text, value.end)
    return "%" if value.kind == "percent" else unit[1].lower() if unit else ""


def claims_of_clause(section: Section, chance: random.Random) -> list[Claim]:
    """A true and an untrue claim of a clause, in all of its words and in some; none without two figures of one unit."""
    parts = list(parts_of(unmarked(section)))
    pairs = [
        (one, other)
        for one in parts
        for other in parts
        if one.unit == other.unit
        and one.value.key != other.value.key
        and len(one.words - other.words) >= _OWN_WORDS
        and len(other.words - one.words) >= _OWN_WORDS
    ]
    if not pairs:
        return []
    one, other = chance.choice(pairs)
    made = []
    for kind, (before, behind) in (("whole", _around(one)), ("short", _shortened(one, other, chance))):
        for true, value in ((True, one.value), (False, other.value)):
            said = " ".join(f"{before} {value.written} {behind}".split()).replace(" %", "%")
            question = f"Có phải {said[:1].lower()}{said[1:]}?"
            made.append(Claim(kind, (section.document_id,), section.id, question, true, section.text))
    return made


def _around(part: _Part) -> tuple[str, str]:
    return part.text[: part.value.start], part.text[part.value.end :]


def _shortened(part: _Part, other: _Part, chance: random.Random) -> tuple[str, str]:
    """The words before and behind a figure, some left out, of those that tell it apart never the first half."""
    before, behind = (text.split() for text in _around(part))
    telling = [w for w in before + behind if part.words - other.words & set(words(w))]
    kept = set(telling[: (len(telling) + 1) // 2]) | set(behind[:1])
    drop = [w for w in before + behind if w not in kept and not w.startswith("%")]
    dropped = set(chance.sample(drop, int(len(drop) * _DROPPED)))
    return tuple(" ".join(w for w in side if w not in dropped) for side in (before, behind))  # type: ignore[return-value]


def claims_of_rows(rows: Iterable[Target], chance: random.Random) -> list[Claim]:
    """A true and an untrue claim of the targets of a clause: each with the figure of another of them."""
    by_unit: dict[str, list[Target]] = defaultdict(list)
    for row in rows:
        if row.value is not None and row.upper is None and not row.unsure and row.kind == "quantitative":
            by_unit[unit_class(row.unit)].append(row)
    pairs = [
        (one, other)
        for same in by_unit.values()
        for one in same
        for other in same
        if one.value != other.value
        and (one.indicator_name != other.indicator_name or one.period != other.period)
    ]
    if not pairs:
        return []
    one, other = chance.choice(pairs)
    when = f" năm {one.period.end}" if one.period and one.period.end < _NO_YEAR else ""
    return [
        Claim("row", (one.document_id,), one.section_id, f"Có phải {one.indicator}{when} là {amount_phrase(row)}?",
              row is one, f"{one.quote} | {other.quote}")
        for row in (one, other)
    ]  # fmt: skip


def comparisons(
    targets: Iterable[Target], places: dict[str, str | None], count: int, chance: random.Random
) -> list[Claim]:
    """Which of two places sets a target of the first higher; and the same of words that several of its targets have."""
    rows: dict[str, list[Target]] = defaultdict(list)
    for row in targets:
        if row.value is not None and not row.unsure and places[row.document_id]:
            rows[row.document_id].append(row)
    asked = [
        (row, b) for a in sorted(rows) for row in rows[a] for b in sorted(rows) if places[a] != places[b]
    ]
    made = []
    for row, other in chance.sample(asked, min(count, len(asked))):
        when = f" năm {row.period.end}" if row.period and row.period.end < _NO_YEAR else ""
        sides = f"{places[row.document_id]} và {places[other]} bên nào đặt cao hơn"
        both = (row.document_id, other)
        same = [r.indicator for r in rows[row.document_id] if r.period == row.period]
        told = row.indicator.split()
        phrases = [" ".join(told[n : n + _VAGUE]) for n in range(len(told) - _VAGUE + 1)]
        vague = [each for each in phrases if sum(each in name for name in same) > 1]
        made.append(
            Claim("compared", both, row.section_id, f"{row.indicator}{when}: {sides}?", None, row.quote)
        )
        if vague:
            question = f"{chance.choice(vague)}{when}: {sides}?"
            made.append(Claim("compared vague", both, "", question, None, row.quote))
    return made


def verdict_of(text: str) -> str:
    """What an answer says first: confirmed, partly, denied, compared or none."""
    keys = {"yes": "confirmed", "partly": "partly", "no": "denied", "wrong_value": "denied"}
    for key, verdict in (*keys.items(), *((key, "compared") for key in _COMPARED if key in PHRASES)):
        pattern = re.sub(r"\\\{\w+\\\}", ".+?", re.escape(PHRASES[key][0]))
        if re.match(pattern, text.split("\n")[0]):
            return verdict
    return "none"


def sample(
    folders: Iterable[Path], count: int, compared: int, chance: random.Random, work: Path
) -> list[Claim]:
    """The claims of as many clauses as are wanted; the files that have these are copied into `work`."""
    found: list[list[list[Claim]]] = []  # of each document, and of each of its clauses
    files: dict[str, tuple[Path, str]] = {}
    targets: list[Target] = []
    places: dict[str, str | None] = {}
    for folder in folders:
        corpus = read_corpus(folder)
        catalog = build_catalog(tuple(corpus.documents), Settings(corpus_dir=folder))
        files |= {document.id: (folder, document.file) for document in corpus.documents if document.file}
        places |= {document.id: document.place for document in corpus.documents}
        targets += catalog.targets
        rows: dict[tuple[str, str], list[Target]] = defaultdict(list)
        for row in catalog.targets:
            rows[row.document_id, row.section_id].append(row)
        by_document: dict[str, list[list[Claim]]] = defaultdict(list)
        for section in catalog.sections:
            of_rows = claims_of_rows(rows[section.document_id, section.id], chance)
            of_clause = [] if section.kind == "table_row" else claims_of_clause(section, chance)
            if made := [*of_rows, *of_clause]:
                by_document[section.document_id].append(made)
        for claims in by_document.values():
            found.append(chance.sample(claims, min(_OF_ONE_DOCUMENT, len(claims))))
    chance.shuffle(found)
    found.sort(key=lambda clauses: not any(claim.kind == "row" for claims in clauses for claim in claims))
    clauses = [claims for of_document in found for claims in of_document][:count]
    made = [claim for claims in clauses for claim in claims]
    made += comparisons(targets, places, compared, chance)
    (work / "corpus").mkdir(parents=True, exist_ok=True)
    for name in {name for claim in made for name in claim.documents}:
        folder, file = files[name]
        (work / "corpus" / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / file, work / "corpus" / file)
        if (folder / _MANIFEST).exists():
            shutil.copy(folder / _MANIFEST, work / "corpus" / _MANIFEST)
    return made


def main() -> None:
    """Asks the claims, and prints what was said of them."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.claims", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--work", type=Path, required=True, help="where claims and index lie, and are kept")
    parser.add_argument("--clauses", type=int, default=300)
    parser.add_argument("--compared", type=int, default=60, help="indicators that are compared")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, help="write each claim with its answer, as JSON lines")
    options = parser.parse_args()
    work, kept = options.work, options.work / "claims.jsonl"
    if not kept.exists():
        claims = sample(options.folders, options.clauses, options.compared, random.Random(options.seed), work)
        settings = load_settings(corpus_dir=work / "corpus", index_dir=work / "index")
        build(settings)
        kept.write_text("".join(json.dumps(asdict(c), ensure_ascii=False) + "\n" for c in claims), "utf-8")
    claims = [Claim(**json.loads(line)) for line in kept.read_text("utf-8").splitlines()]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    told = []
    with PolicyAssistant.open(
        load_settings(corpus_dir=work / "corpus", index_dir=work / "index")
    ) as assistant:
        for claim in claims:
            answer = assistant.ask(claim.question, documents=claim.documents)
            verdict = verdict_of(answer.text)
            own = any(c.url.partition("#")[2] == claim.section_id for c in answer.citations)
            if verdict == "compared":
                verdict = (
                    "of the target" if own else "of another target" if claim.section_id else "of any target"
                )
            elif verdict != "none" and not own:
                verdict += " by another clause"
            which = {True: "true", False: "untrue", None: ""}[claim.true]
            counts[f"{claim.kind} {which}".strip()][verdict] += 1
            told.append({"verdict": verdict, "answer": answer.text, **asdict(claim)})
    for kind, verdicts in counts.items():
        print(f"{kind:<14}", ", ".join(f"{name} {count}" for name, count in verdicts.most_common()))
    if options.out:
        options.out.write_text("".join(json.dumps(t, ensure_ascii=False) + "\n" for t in told), "utf-8")


if __name__ == "__main__":
    main()
