"""Whether a clause bears out what a question states without figures, or denies it: by the check of worded sentences."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from assistant.answers.case import Case
from assistant.answers.draft import Line, cite
from assistant.checks import check_sentence
from assistant.checks.negations import denials
from assistant.checks.reading import read
from assistant.judging import judging
from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.language.places import find_places

_PIECES = re.compile(r"(?<=;)\s|(?<=\w\w\w\.)\s")  # what stands in two of them is not said together
_PARTICLES = ("không", "chưa")
_LOCATIVES = ("ở", "tại", "của", "in")
_LEAST = 3  # words of a subject: of fewer too much may be taken for said


def bears_out(case: Case, line: Line) -> Literal["yes", "no"] | None:
    """Yes where all that the question states stands in the clause of a line; no where only its "not" differs."""
    query = case.query
    asked = (
        query.kind == "yes_no"
        and not (query.values or query.periods or query.language == "en")
        and len(query.focus_words) >= _LEAST
    )
    if not asked or not line.sources or find_phrases(words(query.text), load_lexicon().only):
        return None
    citation = cite(line.sources[0], 1, case.reference.documents)
    said, background = stated_in(query.text), case.reference.background
    title, names = citation.document_title, _names(query.text)
    found = [
        {problem.kind for problem in check_sentence(said, [part], background=background, language="vi")}
        for part in (replace(citation, quote=piece) for piece in _PIECES.split(citation.quote))
        if names <= set(words(" ".join((part.quote, *part.headings, title))))
    ]
    if set() in found:
        return "yes"
    section = case.reference.sections[citation.document_id, line.sources[0].section_id]
    plainly = case.coverage(section) >= judging().choice.others_task
    return "no" if plainly and {"negation"} in found else None


def _names(text: str) -> set[str]:
    """The words of names in a question, but those of the places that bound it."""
    _, *rest = _without_places(text).split() or [""]
    return {word for each in rest if each[:1].isupper() for word in words(each)}


def stated_in(text: str) -> str:
    """What a question for yes or no states: without the words that ask, and the places that bound it."""
    said, lexicon = words(_without_places(text)), load_lexicon()
    while said[-1:] and said[-1] in _LOCATIVES:
        said.pop()  # "(ở Huế)" behind a follow-up
    if said[-1:] and said[-1] in _PARTICLES:
        said.pop()  # "có phải … không?" denies nothing
    asking = {
        position
        for phrases in (lexicon.kinds["yes_no"], lexicon.spoken)
        for start, end in find_phrases(said, phrases)
        for position in range(start, end)
    }
    return " ".join(word for position, word in enumerate(said) if position not in asking)


def denies(text: str) -> bool:
    """Whether what a question for yes or no states has a "not": right and wrong then change places."""
    return any(denials(read(stated_in(text))))


def _without_places(text: str) -> str:
    for place in reversed(find_places(text)):
        text = f"{text[: place.start]} {text[place.end :]}"
    return text
