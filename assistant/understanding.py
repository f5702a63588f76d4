"""A question understood: language, kind of answer, places, periods, agencies, values, and what it is about.

This is the only module that reads the words of a question. Follow-ups are resolved into a question that stands alone
and is then read like any other, so that what was understood can be shown to the person who asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from itertools import product
from pathlib import Path

from assistant.lexicon import expand_abbreviations, find_phrases, load_lexicon, words
from assistant.phrases import period_phrase
from assistant.places import as_typed, find_places
from assistant.registers import standard_agencies
from assistant.restoring import Restorer, is_syllable
from assistant.text import clean, fold, has_diacritics, lexical_terms
from assistant.types import Catalog, Query, QuestionKind
from assistant.values import Value, find_periods, find_values

_SECTION = re.compile(
    r"\b(?:mục|phần|điểm|khoản|điều|section|item)\s+((?:[IVX]+|\d{1,2})(?:[.\s,-]+(?:\d{1,2}|[a-zđ])(?![\w]))*)\b",
    re.IGNORECASE,
)
_POINT_FIRST = re.compile(
    r"\bđiểm\s+([a-zđ])\s+(?:khoản|mục)?\s*(\d{1,2})?\s*(?:của\s+)?mục\s+([IVX]+)(?:\.(\d{1,2}))?",
    re.IGNORECASE,
)
# A head word alone names no body, save that there is one police force.
_TOO_GENERAL = frozenset(
    [
        "don vi",
        "cac don vi",
        "dai hoc",
        "truong dai hoc",
        "co so",
        "cac co so",
        "cac nganh",
        "so, nganh",
        "cac so",
    ]
)
_NUMBERED = re.compile(
    r"(?:kế hoạch|quyết định|nghị quyết|chỉ thị|công văn|thông tư|nghị định|plan|decision)\s+(?:số\s+|no\.?\s*)?(\d{1,5})(?![\d.,%])",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?:bao nhiêu|mấy|số lượng|về số)\s+((?:[^\W\d]+\s?){1,3})")
_PERCENT_ASKED = re.compile(r"phần trăm|%|tỷ lệ|tỉ lệ|tỷ trọng|percent|\bshare\b|proportion|\brate\b")
# A body's full name in capitals: one that neither the corpus nor the list of bodies knows is still a body.
_NAMED_BODY = re.compile(
    r"(?:Trường Đại học|Trường Cao đẳng|Đại học|Học viện|Viện|Sở|Cục|Chi cục|Tập đoàn|Công ty|Ngân hàng)(?:\s+(?:[A-ZĐÀ-Ỹ][\wà-ỹ]*|và|-))*\s+[A-ZĐÀ-Ỹ][\wà-ỹ]*"
)
_ARTICLES = re.compile(r"^(?:các|những|mỗi|toàn bộ)\s+")
_AGENCY_TAIL = re.compile(
    r"\s+(?:thành phố|tỉnh|trên địa bàn.*|liên quan|có liên quan|cấp tỉnh|của thành phố|của tỉnh)(?:\s+(?:thành phố|tỉnh))?$"
)


@dataclass(frozen=True)
class Understanding:
    """Reads questions against one catalog: its agencies, its places, its syllables."""

    catalog: Catalog
    restorer: Restorer
    abbreviations: Path | None = None

    @classmethod
    def of(cls, catalog: Catalog, *, abbreviations: Path | None = None) -> Understanding:
        """An understanding that has learned the catalog's texts."""
        return cls(catalog, Restorer.learn(d.text for d in catalog.documents), abbreviations)

    @cached_property
    def agencies(self) -> dict[str, str]:
        """Folded ways to name a body that has duties -> its canonical name, longest first."""
        names: dict[str, str] = {}
        for row in self.catalog.responsibilities:
            for spelling in agency_spellings(row.agency_name):
                names.setdefault(fold(spelling), row.agency_name)
        return dict(sorted(names.items(), key=lambda item: -len(item[0])))

    @cached_property
    def other_agencies(self) -> dict[str, str]:
        """Folded names of bodies that exist but have no duties here."""
        names = {fold(s): name for name in standard_agencies() for s in agency_spellings(name)}
        return {folded: name for folded, name in names.items() if folded not in self.agencies}

    @cached_property
    def _written(self) -> dict[str, tuple[str, ...]]:
        """Folded ways to name a body -> those ways with their diacritics."""
        spellings: dict[str, list[str]] = {}
        for name in {*self.agencies.values(), *standard_agencies()}:
            for spelling in agency_spellings(name):
                spellings.setdefault(fold(spelling), []).append(spelling)
        return {folded: tuple(ways) for folded, ways in spellings.items()}

    def standalone(self, question: str, history: Sequence[str]) -> tuple[str, str | None]:
        """(the question with references to earlier turns resolved, another way to resolve it or None)."""
        text = self.normalise(question)
        context, alternative = "", None
        talked_of: list[str] = []
        for turn in history:
            normal = self.normalise(turn)
            context = self._resolve(normal, context, talked_of)[0] if context else normal
            talked_of = list(dict.fromkeys([*talked_of, *(p.name for p in find_places(context))]))
        if context:
            text, alternative = self._resolve(text, context, talked_of)
        return text, alternative

    def normalise(self, question: str) -> str:
        """The question cleaned, abbreviations written out, diacritics restored (English is left as it is)."""
        text = clean(question)
        if is_english(text):
            return text
        text = expand_abbreviations(text, self.abbreviations)
        pieces, position = [], 0
        for place in find_places(text):
            typed = text[place.start : place.end]
            named = place.written if typed.lower() == typed or typed == fold(typed) else typed
            pieces += [self.restorer.restore(text[position : place.start]), named]
            position = place.end
        return "".join(pieces) + self.restorer.restore(text[position:])

    def read(self, question: str, history: Sequence[str] = ()) -> Query:
        """The query of a question and the turns before it."""
        standalone, alternative = self.standalone(question, history)
        query = self._parse(standalone)
        return replace(
            query,
            question=question,
            alternative=alternative,
            accented=has_diacritics(clean(question)) or query.language == "en",
        )

    def _parse(self, text: str) -> Query:
        lexicon = load_lexicon()
        english = is_english(text)
        read = read_english(text) if english else text
        places = find_places(text)
        blanked = _blank(read, [(p.start, p.end) for p in find_places(read)])
        section, section_span = _read_section(blanked)
        if section_span:
            blanked = _blank(blanked, [section_span])
        agencies, other, spans = self._read_agencies(blanked)
        periods = find_periods(blanked)
        values = tuple(v for v in find_values(blanked) if _is_figure(v, blanked))
        without_agencies = _blank(blanked, spans)
        kind = _read_kind(without_agencies if not agencies else blanked, text, bool(agencies or other))
        focus = _focus(without_agencies, [(v.start, v.end) for v in values if v.kind != "document"])
        return Query(
            question=text,
            text=text,
            read=read,
            language="en" if english else "vi",
            kind=kind,
            focus=focus,
            places=tuple(dict.fromkeys(p.name for p in places)),
            former_places=tuple(dict.fromkeys(p.written for p in places if p.is_former)),
            periods=tuple(periods),
            agencies=agencies,
            other_agencies=other,
            values=values,
            numbers=_document_numbers(blanked),
            section=section,
            counted=None if english else _counted(read),
            percent=bool(_PERCENT_ASKED.search(f"{read} {text}".lower())),
            press=bool(find_phrases(words(read), lexicon.press)),
        )

    def _read_agencies(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...], list[tuple[int, int]]]:
        """(known, unknown, their spans) of the bodies that a text names."""
        folded = fold(text)
        spans: list[tuple[int, int]] = []
        known: list[tuple[int, str]] = []
        other: list[tuple[int, str]] = []
        written = self._written
        names = [(spelling, name, known) for spelling, name in self.agencies.items()]
        names += [(spelling, name, other) for spelling, name in self.other_agencies.items()]
        for spelling, name, found in sorted(names, key=lambda item: -len(item[0])):
            for match in re.finditer(rf"(?<![^\W_]){re.escape(spelling)}(?![^\W_])", folded):
                if folded[: match.start()].endswith("co ") and spelling.startswith("so "):
                    continue  # "cơ sở giáo dục" is no Sở Giáo dục
                if not as_typed(text[match.start() : match.end()], written[spelling]):
                    continue  # "chuyển đổi số giao thông" names no Sở Giao thông
                if all(match.end() <= s or e <= match.start() for s, e in spans):
                    spans.append(match.span())
                    found.append((match.start(), name))
        for match in _NAMED_BODY.finditer(text):
            if all(match.end() <= s or e <= match.start() for s, e in spans):
                spans.append(match.span())
                other.append((match.start(), match.group()))
        in_order = [tuple(dict.fromkeys(name for _, name in sorted(found))) for found in (known, other)]
        return in_order[0], in_order[1], spans

    def _resolve(self, text: str, context: str, talked_of: Sequence[str]) -> tuple[str, str | None]:
        """A follow-up rewritten so that it stands alone, and a second reading where the first may not be meant.

        What brings a subject of its own only inherits the place; what brings none takes over the subject; in between,
        the evidence decides which reading holds.
        """
        now, before = self._parse(text), self._parse(context)
        lexicon = load_lexicon()
        tokens = words(text)
        refers = bool(find_phrases(tokens, lexicon.anaphora))
        own = now.focus_words
        if (now.agencies or now.other_agencies) and not own and (before.agencies or before.other_agencies):
            return self._replace_agency(context, text), None  # "Còn Sở Tài chính?": the same of another body
        if now.kind == "compare" and not now.places and len(talked_of) > 1:
            about = text if len(own) > 1 else f"{text.rstrip(' ?.!')}: {_without_places(_topic(context))}"
            return f"{about.rstrip(' ?.!')} ({' và '.join(talked_of)})", None
        elliptic = not own and not ((now.agencies or now.other_agencies) and now.kind == "duties")
        if elliptic and (now.places or now.periods) and now.kind in ("open", "value", "compare"):
            merged = _replace_periods(_replace_places(context, now, before), text, now, before)
            if now.kind == "compare" and before.kind != "compare":
                merged = f"{text.rstrip(' ?.')}: {merged}"
            return merged, None
        topic = _topic(context)
        if now.places:
            topic = _without_places(topic)
        if now.periods:
            topic = _without_periods(topic)
        merged = f"{text.rstrip(' ?.!')}: {topic}"
        if elliptic or (refers and len(own) <= 3):
            return merged, None
        inherits = not now.places and before.places and now.kind != "compare" and before.kind != "compare"
        joined = " và ".join(before.places)
        inherited = (
            f"{text.rstrip(' ?.!')} ({'in' if now.language == 'en' else 'ở'} {joined})" if inherits else text
        )
        if inherits and before.periods and not now.periods and now.kind == "value":
            inherited = f"{inherited} {period_phrase(before.periods[0], now.language)}"
        return inherited, merged if len(own) <= 3 else None

    def _replace_agency(self, context: str, text: str) -> str:
        _, _, spans = self._read_agencies(context)
        _, _, new = self._read_agencies(text)
        if not spans or not new:  # named in English, so the spans are those of the translation
            return f"{text.rstrip(' ?.!')}: {_topic(context)}"
        start, end = min(spans)
        merged = context[:start] + text[new[0][0] : new[0][1]] + context[end:]
        now = self._parse(text)
        return _replace_places(merged, now, self._parse(context)) if now.places else merged


def agency_spellings(name: str) -> list[str]:
    """Ways to name a body: in full, without article, place or "thành phố", and for a list of bodies each of them."""
    spellings = [name]
    bare = _ARTICLES.sub("", name[:1].lower() + name[1:])
    bare = bare[:1].upper() + bare[1:]
    spellings.append(bare)
    for place in find_places(bare):
        if place.start > 0:
            spellings.append((bare[: place.start] + bare[place.end :]).strip(" -,"))
    shorter = _AGENCY_TAIL.sub("", bare)
    if len(shorter.split()) >= 2:
        spellings.append(shorter)
    if re.match(r"(?:Ủy ban nhân dân)\s", bare):
        spellings += [
            bare.replace("Ủy ban nhân dân các ", "Ủy ban nhân dân "),
            bare.replace("Ủy ban nhân dân ", "Ủy ban nhân dân các "),
        ]
        spellings += [s.replace(", ", " ") for s in spellings] + [s.replace(", ", " và ") for s in spellings]
        spellings += [
            "chính quyền cấp xã",
            "Ủy ban nhân dân cấp xã",
            "cấp xã",
            "xã phường",
            "xã, phường",
            "các xã, phường",
            "phường xã",
            "Ủy ban nhân dân xã",
            "Ủy ban nhân dân phường",
        ]
    if (department := re.match(r"(Sở|Bộ) (\S+ [^\s,]+),? (?=\S+ \S)", bare)) is not None:
        spellings.append(f"{department[1]} {department[2]}")
    if bare.startswith("Công an"):
        spellings.append("Công an")
    if (university := re.search(r"Đại học .+", bare)) is not None:
        spellings += [university.group(), "Trường " + university.group()]
        spellings += [re.sub(r"\s-\s", " ", s) for s in spellings] + [
            re.sub(r"\s-\s", " và ", s) for s in spellings
        ]
        if (short := [p for p in find_places(university.group())]) and short[0].start > len("Đại học "):
            head = university.group()[: short[0].start].strip(" -")
            spellings += [head, "Trường " + head, re.sub(r"\s-\s", " ", head), re.sub(r"\s-\s", " và ", head)]
    return [s for s in dict.fromkeys(spellings) if len(s) > 4 and fold(s) not in _TOO_GENERAL]


def is_english(text: str) -> bool:
    """Whether a question is English: words that no Vietnamese could be, and few that only Vietnamese could.

    Names of places stand in questions of both languages and are left out.
    """
    for place in reversed(find_places(text)):
        text = text[: place.start] + " " + text[place.end :]
    tokens = [token for token in words(text) if not token.isdigit()]
    if any(has_diacritics(token) for token in tokens if token not in ("huế",)):
        return False
    lexicon = load_lexicon()
    vocabulary = lexicon.stop_english | {w for phrase in lexicon.english for w in phrase.split()}
    certain = [t for t in tokens if t in vocabulary and not is_syllable(t)]
    neither = [t for t in tokens if t not in vocabulary and is_syllable(t)]
    return bool(certain) and len(certain) >= 0.2 * len(tokens) and len(neither) <= 0.35 * len(tokens)


def translate(text: str) -> str:
    """An English question with its policy terms in Vietnamese; names, figures and unknown words stay."""
    return _translate(text, gap=None)


def read_english(text: str) -> str:
    """A translated question with "…" for each English function word: what the subject is read from."""
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


def _read_kind(read: str, original: str, has_agency: bool) -> QuestionKind:
    lexicon = load_lexicon()
    tokens, english_tokens = words(read), words(original)

    def has(kind: str) -> bool:
        return bool(
            find_phrases(tokens, lexicon.kinds[kind]) or find_phrases(english_tokens, lexicon.kinds[kind])
        )

    text = " ".join(tokens)
    counted = re.search(
        rf"(?:bao nhiêu|mấy|how many)\s+(?:{'|'.join(map(re.escape, sorted(lexicon.countable, key=len, reverse=True)))})(?! trăm)\b",
        text + " | " + " ".join(english_tokens),
    )
    amount = re.search(
        r"\b(?:bao nhiêu|mấy phần trăm|how many|how much)\b", text + " | " + " ".join(english_tokens)
    )
    if has("compare") or (
        "hơn" in tokens
        and re.search(r"\b(?:nơi|bên|thành phố|địa phương|tỉnh|kế hoạch|ở đâu) ?nào\b|\bđâu\b", text)
    ):
        return "compare"
    if has("where_to"):
        return "where_to"
    if has("when"):
        return "when"
    if counted and not re.search(r"bao nhiêu (?:mục tiêu|chỉ tiêu) phần trăm", text):
        return "count"
    if amount:
        return "value"
    if has("list"):
        return "list"
    if has_agency and has("duties"):
        return "duties"
    if has("who"):
        return "who"
    if has("why"):
        return "why"
    if has("value"):
        return "value"
    if has("yes_no"):
        return "yes_no"
    if has("duties"):
        return "duties"
    return "open"


def _focus(text: str, spans: list[tuple[int, int]]) -> tuple[str | None, ...]:
    """The words that carry the subject, None where something was left out between them."""
    lexicon = load_lexicon()
    blanked = _blank(text, spans)
    focus: list[str | None] = []
    for piece in re.split(r"[,;:.?!…()\"“”]|\s-\s", blanked):
        tokens = [t for t in words(piece) if not re.fullmatch(r"(?:19|20)\d\d", t)]
        terms = find_phrases(tokens, tuple(phrase for phrase in lexicon.synonyms if " " in phrase))
        kept = {
            i
            for start, end in terms
            if " ".join(tokens[start:end]) not in lexicon.stop
            for i in range(start, end)
        }
        covered = {
            i for start, end in find_phrases(tokens, tuple(lexicon.stop)) for i in range(start, end)
        } - kept
        for index, token in enumerate(tokens):
            if index in covered:
                if focus and focus[-1] is not None:
                    focus.append(None)
            else:
                focus.append(token)
        if focus and focus[-1] is not None:
            focus.append(None)
    return tuple(focus[:-1] if focus and focus[-1] is None else focus)


def _document_numbers(text: str) -> tuple[str, ...]:
    """Numbers of documents that a text names, without leading noughts and type: "kế hoạch 0165/KH-UBND" gives 165."""
    named = [match.group(1) for match in _NUMBERED.finditer(text)]
    full = [v.written for v in find_values(text) if v.kind == "document"]
    return tuple(dict.fromkeys(leading_number(number) for number in [*named, *full]))


def leading_number(number: str) -> str:
    """The running number of a document number: 165 of 0165/KH-UBND."""
    return re.match(r"\d*", number).group().lstrip("0")  # type: ignore[union-attr]


def _is_figure(value: Value, text: str) -> bool:
    """Whether a number in a question is one that the document must hold, not a year, a decision's or a class's number."""
    if value.kind in ("percent", "date"):
        return True
    if value.kind == "document" or re.fullmatch(r"(?:19|20)\d\d", value.written):
        return False
    lexicon = load_lexicon()
    before, after = words(text[: value.start]), words(text[value.end :])
    return not any(
        " ".join(before[-n:]) in lexicon.uncounted or " ".join(after[:n]) in lexicon.uncounted_after
        for n in (1, 2, 3)
    )


def _counted(text: str) -> str | None:
    """The noun that a "how many" asks the number of: "bao nhiêu giáo viên" gives "giáo viên"."""
    match = _COUNTED.search(" ".join(words(text)))
    if match is None:
        return None
    following = match.group(1).split()
    nouns = [" ".join(following[:n]) for n in (3, 2, 1) if len(following) >= n]
    lexicon = load_lexicon()
    if following[0] in lexicon.stop and not any(n in lexicon.synonyms for n in nouns):
        return None
    return next((n for n in nouns if n in lexicon.synonyms), " ".join(following[:2]))


def _read_section(text: str) -> tuple[str | None, tuple[int, int] | None]:
    if (match := _POINT_FIRST.search(text)) is not None:
        letter, number, roman, nested = match.groups()
        parts = [roman.upper(), nested or number or "", letter.lower()]
        return ".".join(p for p in parts if p), match.span()
    match = _SECTION.search(text)
    if (
        match is None
        or re.match(r"điều\s+\d", match.group(), re.IGNORECASE)
        or not re.match(r"[IVX]|\d", match.group(1))
    ):
        return None, None
    labels = re.split(r"[.\s,-]+", match.group(1).strip(" .,-"))
    return ".".join(
        label.upper() if re.fullmatch(r"[IVXivx]+", label) else label.lower() for label in labels
    ), match.span()


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + "." * (end - start) + text[end:] if end - start > 1 else text
    return text


def _topic(context: str) -> str:
    """What a question is about: its words without the question words."""
    lexicon = load_lexicon()
    phrases = tuple(
        p
        for kind in ("who", "when", "where_to", "value", "yes_no", "why", "duties", "list")
        for p in lexicon.kinds[kind]
    )
    keep = ("tỷ lệ", "chỉ tiêu", "hạn", "trách nhiệm", "nhiệm vụ", "mục tiêu")
    result = context.rstrip(" ?.!")
    for phrase in sorted(phrases, key=len, reverse=True):
        if phrase not in keep:
            result = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", result, flags=re.IGNORECASE)
    return " ".join(result.split())


def _replace_places(context: str, now: Query, before: Query) -> str:
    found = find_places(context)
    if not now.places:
        return context
    name = " và ".join(now.places)
    if not found:
        return f"{context.rstrip(' ?.!')} {'in' if before.language == 'en' else 'ở'} {name}"
    for place in reversed(found[1:]):
        context = context[: place.start] + context[place.end :]
    return context[: found[0].start] + name + context[found[0].end :]


def _without_places(text: str) -> str:
    for place in reversed(find_places(text)):
        text = text[: place.start] + text[place.end :]
    return " ".join(text.split())


_PERIOD_WORDS = re.compile(
    r"(?:(?:đến|tới|vào|trong|trước|by|in|until)\s+)?(?:(?:cuối\s+)?(?:năm|giai đoạn|thời kỳ)\s+)?(?:19|20)\d\d(?:\s*(?:-|–|đến|tới|to)\s*(?:năm\s+)?(?:19|20)\d\d)?",
    re.IGNORECASE,
)


def _without_periods(text: str) -> str:
    return " ".join(_PERIOD_WORDS.sub(" ", text).split())


def _replace_periods(context: str, text: str, now: Query, before: Query) -> str:
    if not now.periods:
        return context
    match = _PERIOD_WORDS.search(text)
    phrase = match.group().strip() if match else str(now.periods[0])
    if re.fullmatch(r"(?:19|20)\d\d", phrase):
        phrase = f"{'by' if before.language == 'en' else 'đến năm'} {phrase}"
    if before.periods and (old := _PERIOD_WORDS.search(context)):
        return f"{context[: old.start()]}{phrase}{context[old.end() :]}"
    return f"{context.rstrip(' ?.!')} {phrase}"


def search_terms(query: Query) -> list[str]:
    """What the lexical index is asked for: the question's terms and, once, the synonyms of its phrases."""
    text = translate(query.text) if query.language == "en" else query.text
    terms = lexical_terms(text)
    for start, end in find_phrases(words(text), tuple(load_lexicon().synonyms)):
        for other in load_lexicon().synonyms[" ".join(words(text)[start:end])]:
            terms += [t for t in lexical_terms(other) if t not in terms]
    return terms
