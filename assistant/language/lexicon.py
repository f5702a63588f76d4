"""The words officials use, as data: kinds of question, stop words, synonyms, English terms, abbreviations."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from assistant.errors import SettingsError
from assistant.language.text import NO_BREAK_SPACE, fold, place_tones
from assistant.language.vocabulary import VOCABULARY

_WORDS = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?")
# An abbreviation whose first word could be a syllable typed without diacritics; "ubnd" and "bca" could not.
_LIKE_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu?|r|s|t|th|tr|v|x)?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?(?!\S)"
)
_CHAT = frozenset(["ko"])  # shorthand that is no syllable of any word, whatever its case


class Phrases(frozenset[str]):
    """A set of phrases that knows the number of words of its longest."""

    longest: int

    def __new__(cls, phrases: Iterable[str]) -> Phrases:
        """The set of the phrases."""
        made = super().__new__(cls, phrases)
        made.longest = max((phrase.count(" ") + 1 for phrase in made), default=0)
        return made


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`lexicon.toml` in the form that matching needs; phrases are lower case with tones in one place."""

    kinds: dict[str, Phrases]  # kind of answer -> the phrases of `kinds.toml` that ask for it
    stop: Phrases
    spoken: Phrases  # of these everyday speech around a question
    general: Phrases  # words that take any subject: a clause that lacks them may answer
    stop_english: frozenset[str]
    of_document: Phrases
    follow_up: tuple[str, ...]
    anaphora: Phrases
    press: Phrases
    countable: Phrases
    whether: frozenset[str]  # with what an English question begins that asks for yes or no
    sums: Phrases  # how the sum of several is asked for
    asks_year: Phrases  # how a year is asked for
    tabular: Phrases  # how a table is asked for
    synonyms: dict[str, tuple[str, ...]]  # phrase -> the phrases of a clause that stand for it
    terms: Phrases  # the phrases that have synonyms
    compounds: Phrases  # those of several words, and other words of several syllables
    english: dict[str, str]  # lower-case English term -> Vietnamese wording, case and commas kept
    phrases: tuple[str, ...]  # every Vietnamese phrase, for the restoration of diacritics
    asked: tuple[str, ...]  # turns of phrase that questions are made of, likewise
    counted: Phrases  # nouns of which targets have so many
    asking: Phrases  # words with which a turn asks
    only: Phrases  # that nothing else is meant
    authorities: Phrases  # that every document names
    accountable: Phrases  # that a body answers for a task, beside those that it leads
    uncounted: tuple[str, ...]  # words before a number that make it no figure of the document
    uncounted_alone: tuple[str, ...]  # words before it that do where no unit stands behind it
    uncounted_after: tuple[str, ...]  # words behind it that do
    per: tuple[str, ...]  # units that an amount is asked for each of, behind a bare "1": "bao nhiêu 1 năm"
    comparison: dict[str, tuple[str, ...]]  # what a comparison asks to see -> how it is said
    computed: dict[str, re.Pattern[str]]  # "ratio", "difference": how it is asked for
    membership: tuple[re.Pattern[str], ...]  # how it is asked whether a thing is one of those just listed
    membership_bare: tuple[re.Pattern[str], ...]  # the same, typed without diacritics
    registers: dict[
        str, Phrases
    ]  # what is asked of a whole register, such as "targets", "percent", "deadlines"
    roles: dict[str, Phrases]  # role in a duty -> how it is asked for
    bodies: dict[str, Phrases]  # how the names of bodies begin -> how all of them are asked for


def words(text: str) -> list[str]:
    """Lower-case words with their diacritics, tones in one place."""
    lower = text.lower().replace("’", "'").replace(NO_BREAK_SPACE, ".")
    return list(map(_with_placed_tones, _WORDS.findall(lower)))


# Texts are made of few different words, so each is put right once; a call for every word of a text takes four times as long.
_with_placed_tones = lru_cache(maxsize=65536)(place_tones)


@cache
def load_lexicon() -> Lexicon:
    """The built-in lexicon."""
    data = tomllib.loads((VOCABULARY / "lexicon.toml").read_text(encoding="utf-8"))
    units = tomllib.loads((VOCABULARY / "targets.toml").read_text(encoding="utf-8"))["amounts"]
    subjects = tomllib.loads((VOCABULARY / "english.toml").read_text(encoding="utf-8")).values()
    english = {
        term: place_tones(wording) for terms in subjects for wording, said in terms.items() for term in said
    }

    def spell(phrases: list[str]) -> tuple[str, ...]:
        return tuple(" ".join(words(phrase)) for phrase in phrases)

    synonyms: dict[str, list[str]] = {}
    for group in data["synonyms"]["groups"]:
        members = spell(group)
        for member in members:
            synonyms.setdefault(member, []).extend(m for m in members if m != member)
    for asked, *found in map(spell, data["synonyms"]["one_way"]):
        synonyms.setdefault(asked, []).extend(found)
    groups = data["words"]
    asking = tomllib.loads((VOCABULARY / "kinds.toml").read_text(encoding="utf-8"))["kinds"]
    asks: dict[str, list[str]] = {}
    for entry in asking:
        asks.setdefault(entry["kind"], []).extend(spell(entry.get("says", [])))
    kinds = {kind: Phrases(phrases) for kind, phrases in asks.items()}
    vietnamese = [
        *(phrase for phrases in asks.values() for phrase in phrases),
        *spell(groups["stop"]),
        *spell(groups["spoken"]),
        *spell(groups["tabular"]),
        *spell(groups["follow_up"]),
    ]
    vietnamese += [*spell(groups["anaphora"]), *spell(groups["press"]), *spell(groups["countable"])]
    roles, bodies = data["registers"].pop("roles"), data["registers"].pop("bodies")
    registers = [*data["registers"].values(), *roles.values(), *bodies.values()]
    vietnamese += [p for said in registers for p in spell(said)]
    vietnamese += dict.fromkeys([*synonyms, *(other for others in synonyms.values() for other in others)])
    vietnamese += spell(list(dict.fromkeys(english.values())))
    return Lexicon(
        kinds=kinds,
        stop=Phrases(
            [
                *spell(groups["stop"]),
                *spell(groups["spoken"]),
                *spell(groups["tabular"]),
                *(phrase for phrases in kinds.values() for phrase in phrases),
            ]
        ),
        spoken=Phrases(spell(groups["spoken"])),
        general=Phrases(spell(groups["general"])),
        stop_english=frozenset(groups["stop_english"]),
        of_document=Phrases(spell(groups["of_document"])),
        follow_up=spell(groups["follow_up"]),
        anaphora=Phrases(spell(groups["anaphora"])),
        press=Phrases(spell(groups["press"])),
        whether=frozenset(groups["whether"]),
        sums=Phrases(spell(groups["sums"])),
        asks_year=Phrases(spell(groups["asks_year"])),
        tabular=Phrases(spell(groups["tabular"])),
        countable=Phrases(spell(groups["countable"])),
        synonyms={phrase: tuple(dict.fromkeys(others)) for phrase, others in synonyms.items()},
        terms=Phrases(synonyms),
        compounds=Phrases([*(phrase for phrase in synonyms if " " in phrase), *spell(groups["compounds"])]),
        english={" ".join(words(term)): wording for term, wording in english.items()},
        asked=spell(groups["asked"]) + spell(groups["follow_up"]),
        counted=Phrases(spell([*units["people"], *units["counted"]])),
        asking=Phrases(spell(groups["asking"])),
        only=Phrases(spell(groups["only"])),
        authorities=Phrases(spell(groups["authorities"])),
        accountable=Phrases(spell(groups["accountable"])),
        uncounted=spell(groups["uncounted"]),
        uncounted_alone=spell(groups["uncounted_alone"]),
        uncounted_after=spell(groups["uncounted_after"]),
        per=spell(groups["per"]),
        comparison={aspect: tuple(said) for aspect, said in data["comparison"].items()},
        computed={name: re.compile(pattern) for name, pattern in data["computed"].items()},
        membership=tuple(map(re.compile, data["membership"].values())),
        membership_bare=tuple(re.compile(_without_marks(said)) for said in data["membership"].values()),
        registers={k: Phrases(spell(v)) for k, v in data["registers"].items()},
        roles={role: Phrases(spell(said)) for role, said in roles.items()},
        bodies={begin: Phrases(spell(said)) for begin, said in bodies.items()},
        phrases=tuple(p for p in vietnamese if not p.isascii() or fold(p) != p or len(p) < 7),
    )


def _without_marks(pattern: str) -> str:
    """A pattern with its Vietnamese letters as they are typed without diacritics."""
    return "".join(letter if letter.isascii() else fold(letter) for letter in pattern)


def find_phrases(text_words: list[str], phrases: Iterable[str]) -> list[tuple[int, int]]:
    """Word spans (start, end) at which one of the phrases stands, longest first at each place, none inside another."""
    known = phrases if isinstance(phrases, Phrases) else Phrases(phrases)
    spans: list[tuple[int, int]] = []
    position = 0
    while position < len(text_words):
        for length in range(min(known.longest, len(text_words) - position), 0, -1):
            if " ".join(text_words[position : position + length]) in known:
                spans.append((position, position + length))
                position += length - 1
                break
        position += 1
    return spans


@lru_cache(maxsize=8)
def load_abbreviations(extra: Path | None = None) -> tuple[re.Pattern[str], dict[str, str]]:
    """(pattern, folded abbreviation -> words) of the built-in abbreviations and those of a user's file.

    Raises: SettingsError when the user's file cannot be read.
    """
    table: dict[str, str] = {}
    for path in (VOCABULARY / "abbreviations.toml", extra):
        if path is None:
            continue
        try:
            entries = tomllib.loads(path.read_text(encoding="utf-8"))["abbreviations"]
            table.update({fold(key): str(value) for key, value in entries.items()})
        except (OSError, KeyError, AttributeError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(
                f"abbreviations file {path} cannot be used: {error}",
                hint='it holds [abbreviations] with lines "CNTT" = "…"',
            ) from None
    keys = sorted(table, key=len, reverse=True)
    pattern = "|".join(
        re.escape(key).replace(r"\ ", r"\s+").replace(r"\-", r"\s?[-–]\s?").replace("\\&", r"\s?&\s?")
        for key in keys
    )
    return re.compile(rf"(?<![\w&/.-])(?:{pattern})(?![\w&])(?!/[a-zđ0-9]|-[a-z]{{2}}/)"), table


@dataclass(frozen=True, slots=True)
class Beside:
    """A short form that the words beside it decide: what it stands for behind the one and ahead of the other, both folded.

    `accented`: how it is written where it has diacritics; None: any way.
    """

    typed: re.Pattern[str]
    accented: re.Pattern[str] | None
    words: str
    behind: re.Pattern[str] | None
    ahead: re.Pattern[str] | None

    def write_out(self, text: str) -> str:
        """The text with the short form written out where its neighbours say so."""
        folded = fold(text)
        for match in reversed(list(self.typed.finditer(folded))):
            before, after = folded[: match.start()], folded[match.end() :]
            written = text[match.start() : match.end()].lower()
            if self.accented and written != match.group() and not self.accented.fullmatch(written):
                continue
            if (self.behind is None or self.behind.search(before)) and (
                self.ahead is None or self.ahead.match(after)
            ):
                text = text[: match.start()] + match.expand(self.words) + text[match.end() :]
        return text


@cache
def load_beside() -> tuple[Beside, ...]:
    """The short forms that the words beside them decide, in their order."""
    entries = tomllib.loads((VOCABULARY / "abbreviations.toml").read_text(encoding="utf-8"))["beside"]
    return tuple(
        Beside(
            re.compile(rf"(?<![\w&/.-])(?:{entry['typed']})(?![\w&/-])"),
            re.compile(entry["accented"]) if "accented" in entry else None,
            entry["words"],
            re.compile(rf"(?:{entry['behind']})$") if "behind" in entry else None,
            re.compile(entry["ahead"]) if "ahead" in entry else None,
        )
        for entry in entries
    )


_DOTTED = ("tp", "tx")  # before a name they are written with a dot, which ends no sentence: "TP. Huế"
_DOT = re.compile(r"\.\s*(?=\w)")


def expand_abbreviations(text: str, extra: Path | None = None) -> str:
    """The text with abbreviations written out.

    "CA" or "TU" could be syllables of a text typed without diacritics, so an abbreviation of that form counts in
    capitals only, and in a text that is wholly in capitals not at all (a shouted sentence is no acronym).
    """
    for beside in load_beside():
        text = beside.write_out(text)
    pattern, table = load_abbreviations(extra)
    shouted = text == text.upper() and len(text.split()) > 4

    def write_out(match: re.Match[str]) -> str:
        typed = text[match.start() : match.end()]
        key = re.sub(
            r"\s?([-–&])\s?", lambda m: m.group(1).replace("–", "-"), re.sub(r"\s+", " ", match.group())
        )
        if _LIKE_SYLLABLE.match(key) and key not in _CHAT and (typed != typed.upper() or shouted):
            return typed
        return table.get(key, typed)

    pieces, position = [], 0
    for match in pattern.finditer(fold(text)):
        pieces += [text[position : match.start()], write_out(match)]
        position = match.end()
        if match.group() in _DOTTED and (dot := _DOT.match(text, position)):
            pieces.append(" ")
            position = dot.end()
    return "".join(pieces) + text[position:]
