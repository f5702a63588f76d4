"""Questions in English: told from Vietnamese ones, their policy terms turned into the words of plans."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product

from assistant.judging import judging
from assistant.language.diacritics import is_syllable
from assistant.language.lexicon import load_abbreviations, load_lexicon, words
from assistant.language.places import find_places
from assistant.language.text import CAPITALS, fold, has_diacritics
from assistant.language.values import find_values

_QUOTED = re.compile(r"“[^“”]*”")  # a document's own words, as an English question quotes them
_NAME = re.compile(rf"(?<=[a-z,] )(?:[{CAPITALS}][^\W\d_]*\s+)+[{CAPITALS}][^\W\d_]*\b")
_ASIDE = re.compile(r"\([^()]*\)")  # the Vietnamese name of a body, as an English question adds it
_ACRONYM = re.compile(r"\b[A-Z][A-Z&]+\b")


def is_english(text: str) -> bool:
    """Whether a question is English: words that no Vietnamese could be, and few that only Vietnamese could.

    Names of places, numbers of documents and quoted words stand in questions of both languages and are left out. Words that
    Vietnamese has from English ("robot", "stem") tell neither, and short forms that are typed tell Vietnamese.
    """
    text = _ASIDE.sub(" ", _QUOTED.sub(" ", text)) if words(_ASIDE.sub(" ", text)) else text
    for place in reversed(find_places(text)):
        text = text[: place.start] + " " + text[place.end :]
    for value in reversed(find_values(text)):
        if value.kind == "document":
            text = text[: value.start] + " " + text[value.end :]  # "60/QĐ-UBND" is of neither language
    # STEM, R&D and GRDP stand in Vietnamese questions too; "Mr Võ Văn Hoan" is a name in an English one.
    text = _NAME.sub(" ", _ACRONYM.sub(" ", text))
    tokens = [word for word in words(text) if not word.isdigit()]
    if any(map(has_diacritics, tokens)):
        return False
    vocabulary, short_forms = _vocabulary(), load_abbreviations()[1].keys()
    english = {t for t in tokens if not vocabulary.isdisjoint((t, *english_bases(t)))}
    certain = [t for t in tokens if t in english - _loans() - short_forms and not is_syllable(t)]
    neither = [t for t in tokens if t in short_forms or (t not in english and is_syllable(t))]
    least, most = judging().typing.english_words, judging().typing.vietnamese_words
    return bool(certain) and len(certain) >= least * len(tokens) and len(neither) <= most * len(tokens)


@cache
def _vocabulary() -> frozenset[str]:
    """Every word of the English terms and function words."""
    lexicon = load_lexicon()
    return lexicon.stop_english | {word for phrase in lexicon.english for word in phrase.split()}


@cache
def _loans() -> frozenset[str]:
    """Words of English terms that their Vietnamese wordings have as well."""
    terms = load_lexicon().english.items()
    return frozenset(word for term, wording in terms for word in term.split() if word in words(wording))


def translate(text: str) -> str:
    """An English question with its policy terms in Vietnamese; names, figures and unknown words stay."""
    return _translate(text, gap=None)


def read_english(text: str) -> str:
    """A translated question with "…" for each English function word: what the subject is read from."""
    for place in reversed(find_places(text)):
        text = text[: place.start] + place.written + text[place.end :]  # "Can" of Can Tho is no verb
    return _translate(re.sub(r"(?<=\w)['’]s\b", " …", text), gap="…")


def _translate(text: str, *, gap: str | None) -> str:
    text = _universities(text)
    longest = _longest_english()
    pieces, position = [], 0
    matches = list(re.finditer(r"[^\W\d_]+(?:['’&-][^\W\d_]+)*", text))
    index = 0
    while index < len(matches):
        for length in range(min(longest, len(matches) - index), 0, -1):
            start, end = matches[index].start(), matches[index + length - 1].end()
            found = _english_term(text[start:end])
            if found is not None:
                pieces += [text[position:start], found]
                position = end
                index += length - 1
                break
        else:
            start, end = matches[index].span()
            word = text[start:end].lower()
            in_range = word == "to" and text[:start].rstrip()[-1:].isdigit()  # "2030 to 2035" stays
            if gap is not None and word in load_lexicon().stop_english and not in_range:
                pieces += [text[position:start], gap]
                position = end
        index += 1
    return "".join(pieces) + text[position:]


@cache
def _longest_english() -> int:
    return max(key.count(" ") for key in load_lexicon().english) + 1


def english_name(wording: str) -> str | None:
    """What English calls a term or a body of the plans, in small letters; None where no one term stands for all of it."""
    return _english_names().get(fold(wording))


@cache
def _english_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for term, wording in load_lexicon().english.items():
        names.setdefault(fold(wording), term)  # the usual one stands first
    return names


@lru_cache(maxsize=8192)
def _english_term(typed: str) -> str | None:
    """The Vietnamese wording of an English term as it is typed, else of a form that `english_bases` takes it back to."""
    if re.search(r"[,;:.?!()]", typed):
        return None  # no term goes across punctuation
    lexicon = load_lexicon()
    for spelling in dict.fromkeys([typed, typed.replace("-", "")]):
        term = words(fold(spelling.replace("’", "'")))
        if (exact := lexicon.english.get(" ".join(term))) is not None:
            return exact
        if len(term) == 1 and term[0] in lexicon.stop_english:
            continue
        for bases in product(*((word, *english_bases(word)) for word in term)):
            if (found := lexicon.english.get(" ".join(bases))) is not None:
                return found
    return None


def english_bases(word: str) -> list[str]:
    """What an English word may be a form of: without 's, plural, -ing or -ed, and with British -ise; none is checked."""
    stem = re.sub(r"'s$|'$", "", word)
    bases = [stem]
    if stem.endswith(("ies", "ied")):
        bases.append(stem[:-3] + "y")
    if stem.endswith("es"):
        bases.append(stem[:-2])
    if stem.endswith("s") and not stem.endswith("ss"):
        bases.append(stem[:-1])
    for ending in ("ing", "ed"):
        if stem.endswith(ending) and re.search("[aeiouy]", bare := stem[: -len(ending)]):
            bases += [bare + "e", bare]
            if bare[-1] == bare[-2:-1]:
                bases.append(bare[:-1])  # "planned" is of "plan"
    bases += [base.replace("iz", "is") for base in bases if "iz" in base]
    return [base for base in dict.fromkeys(bases) if len(base) > 2 and base != word]


def _universities(text: str) -> str:
    """The text with "X University" and "University of X" turned into "Đại học X" where X is a place."""
    for place in reversed(find_places(text)):
        before, name, after = text[: place.start], place.written, text[place.end :]
        if (behind := re.match(r"(?:'s)?\s+university\b(?!\s+of\b)", after, re.IGNORECASE)) is not None:
            text = f"{before}Đại học {name}{after[behind.end() :]}"
        elif (ahead := re.search(r"\buniversity of\s+$", before, re.IGNORECASE)) is not None:
            text = f"{before[: ahead.start()]}Đại học {name}{after}"
    return text
