"""Follow-ups: a question that leans on the turns before it, rewritten so that it stands alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from assistant.language.lexicon import words
from assistant.language.places import find_places, present_name
from assistant.language.text import fold, has_diacritics
from assistant.language.values import YEAR, find_values, name_periods
from assistant.messages.phrases import period_phrase
from assistant.questions.about import fact_behind, is_of_cited
from assistant.questions.addressing import at_an_address, figure_of_clause
from assistant.questions.before import Resolved
from assistant.questions.corrections import any_of, as_compared, conversation
from assistant.questions.differing import asks_difference
from assistant.questions.ellipsis import SHORT, FollowUp, Reader, counted_elsewhere, is_foreign
from assistant.questions.figures import asked_figure, belongs_to_name
from assistant.questions.mentioned import cited_resolution, in_full, of_cited_document, of_quoted, supposing
from assistant.questions.references import find_references
from assistant.questions.rewriting import (
    replace_period,
    replace_places,
    topic_of,
    without_figures,
    without_periods,
    without_places,
)
from assistant.questions.shown import Shown
from assistant.questions.things import of_noun_told, without_communes
from assistant.questions.undertakings import proper_name
from assistant.types import Query

_BODY = "…"  # in the place of a body while the places beside it are replaced
_AGAINST = re.compile(r"(?<!\w)(?:so voi|compared (?:to|with))(?!\w)")
_ORDINAL = re.compile(r"\s*(?:cai\s+)?(?P<ordinal>thu\s+[^\W_]+)[\s?.!…]*")  # "còn thứ ba?"


def resolve(
    reader: Reader,
    text: str,
    before: Query,
    talked_of: Sequence[str],
    shown: Callable[[], Shown | None],
    *,
    pointed: bool = False,
    bound: bool = False,
    named: str | None = None,
    joined: bool = False,
) -> Resolved:
    """A follow-up rewritten so that it stands alone, and a second reading where the first may not be meant.

    What brings a subject of its own only inherits the place; what brings none takes over the subject; in between,
    the evidence decides which reading holds. `joined`: it was asked in one turn with the question before, so that
    both are rather of one subject.
    """
    bare = in_full(without_frame(text), text)
    now = reader.parse(bare)
    if bare != text and (whole := reader.parse(text)).language != now.language:
        bare, now = text, whole  # "what about 2035?" is English, "2035" is not
    thread = named if named and fold(named) not in fold(before.text) else None
    said = (pointed, bound, thread, joined)
    follow_up = FollowUp(reader, bare, talked_of, now, before, bare != text, shown, *said)
    rewrites = (
        _of_a_figure,
        at_an_address,
        of_cited_document,
        of_quoted,
        _of_its_document,
        _of_another_body,
        _about_a_comparison,
        _comparing,
        _of_another_item,
        _elliptic,
        _of_another_document,
    )
    for rewrite in rewrites:
        if (rewritten := rewrite(follow_up)) is not None:
            return Resolved(rewritten)
    return _leaning(follow_up)


@cache
def _frame(*, bare: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    frame = conversation()["follow_ups"]
    opens, kept, ends = (any_of(frame[name], bare=bare) for name in ("opens", "kept_before", "ends"))
    return (
        re.compile(rf"(?:{opens})(?![^\W_])[\s,:]+(?=[“\"‘]?\w)(?!(?:{kept})(?![^\W_]))"),
        re.compile(rf"(?<=\w)[\s,]+(?:{ends})(?=[\s?.!…]*$)"),
    )


@cache
def _except(*, bare: bool) -> re.Pattern[str]:
    frame = conversation()["except"]
    opens, shown, goes_on, ends = (
        any_of(frame[name], bare=bare) for name in ("opens", "shown", "goes_on", "ends")
    )
    lead = rf"\W*(?:{opens})\s+(?:\w+\s+){{1,{frame['longest']}}}?(?:(?:{shown})(?![^\W_])[\s,]*)+"
    return re.compile(rf"^{lead}(?:(?:{goes_on})\s+)?(?P<asked>\w.*?)[\s,]+(?:{ends})[\s?.!…]*$")


def without_frame(text: str) -> str:
    """A follow-up without "còn … thì sao"."""
    bare = not has_diacritics(text)
    if found := _except(bare=bare).search(as_compared(text, bare=bare)):
        return text[slice(*found.span("asked"))]
    opening, ending = _frame(bare=bare)
    if found := opening.match(as_compared(text, bare=bare)):
        text = text[found.end() :]
    if found := ending.search(as_compared(text, bare=bare)):
        text = text[: found.start()] + text[found.end() :]
    return text


def _of_a_figure(it: FollowUp) -> str | None:
    """ "Con số 3 ở đâu ra?": of what was asked before, its own figures left out."""
    if asked_figure(it.text) is None:
        return None
    if it.now.places or it.now.documents:
        return it.text
    return f"{it.text.rstrip(' ?.!')}: {without_figures(topic_of(it.subject))}"


def _of_its_document(it: FollowUp) -> str | None:
    """ "Ban hành ngày nào?", "ai ký?": of the document that the question before is about."""
    asked, before = it.now.facts, it.before
    if before.facts and "grounds" in before.facts.names and is_of_cited(it.text):
        return it.subject  # the number, the day and the issuer of what a document rests on are told together
    if asked is None and before.facts and (fact := fact_behind(it.text)):
        it = replace(it, text=fact, now=it.reader.parse(fact))
        asked = it.now.facts
    if asked is None or asked.of.focus_words or it.now.places or it.now.documents or it.now.addresses:
        return None
    whole = it.refers and before.documents and len(before.focus_words) <= SHORT  # of nothing but the document
    if "recipients" in asked.names and before.facts is None and not whole:
        return None  # "gửi cho ai" goes on with what is to be sent
    if before.unindexed and not before.documents:
        return f"{it.text.rstrip(' ?.!')}: {before.unindexed[0]}"
    if before.facts is None and (cited := cited_resolution(it)):
        return f"{it.text.rstrip(' ?.!')}: {cited}"
    bounds = it.article_before or it.document_before or " và ".join(it.places_before)
    named = _bounds_before(it) if before.documents else bounds
    if not named:
        return None
    bound = f"{it.text.rstrip(' ?.!')} ({named})"
    return (
        bound if it.reader.parse(bound).facts else f"{named}: {it.text}"
    )  # "when is it dated?" asks with its end


def _of_another_body(it: FollowUp) -> str | None:
    """ "Còn Sở Tài chính?": the same of another body."""
    before = (*it.before.agencies, *it.before.other_agencies)
    now = (*it.now.agencies, *it.now.other_agencies)
    supposes = (
        it.now.values and without_communes(it) != it.text
    )  # "phường xã bên Lào Cai thì hạn 31/12 phải không?"
    if it.names_body and not it.own and before and set(now) != set(before) and not supposes:
        return _replace_agency(it)
    if it.names_body and not it.own and it.before.addresses and it.now.kind == "open":
        asked = (
            "what does it do" if it.now.language == "en" else "có nhiệm vụ gì"
        )  # a clause of another body was read
        bounds = _bounds_before(it) if it.before.documents else " và ".join(it.places_before)
        return f"{it.text.rstrip(' ?.!')} {asked} ({bounds})" if bounds else None
    return None


def _about_a_comparison(it: FollowUp) -> str | None:
    """ "Huế thấp hơn ở chỉ tiêu nào?": the sides and the period that were compared."""
    compared = it.before.kind == "compare" and it.before.places
    if it.now.aspect and compared and (it.now.registered or not it.before.focus_words):
        return _with_sides(it.text, it.now, it.before)
    return None


def _comparing(it: FollowUp) -> str | None:
    """What compares takes its sides from what was talked of, and its subject where it brings none."""
    if it.now.kind != "compare":
        compared = it.before.kind == "compare" and len(it.before.places) > 1
        if it.goes_on and compared and it.own and not it.now.places:
            compare = "compare" if it.now.language == "en" else "so sánh"
            return f"{compare} {_with_sides(it.text, it.now, it.before)}"
        return None
    topic = without_places(topic_of(it.context))
    if not it.now.places and len(it.talked_of) > 1:
        if it.now.periods:
            topic = without_periods(topic)
        alone = len(it.own) > 1 and not it.narrows
        about = it.text if alone else f"{it.text.rstrip(' ?.!')}: {topic}"
        return f"{about.rstrip(' ?.!')} ({' và '.join(it.talked_of)})"
    if len(it.now.places) > 1:
        asks_more = it.pointed and it.now.aspect and not it.own  # "hai nơi này nơi nào nhiều hơn?"
        asks_more = asks_more or (
            asks_difference(it.text) and len(it.own) <= 1
        )  # "Sơn La thêm nước nào so với Lào Cai?"
        return f"{it.text.rstrip(' ?.!')}: {topic}" if asks_more else it.text
    if it.now.places and it.before.places and it.own and _AGAINST.search(fold(it.text)):
        sides = dict.fromkeys([*it.before.places, *it.now.places])
        return f"{it.text.rstrip(' ?.!')} ({' và '.join(sides)})"
    if it.now.places and it.before.places and not it.own:
        sides = dict.fromkeys([*it.before.places, *it.now.places])
        return f"{without_places(it.text).rstrip(' ?.!')}: {topic} ({' và '.join(sides)})"
    return None


def _of_another_item(it: FollowUp) -> str | None:
    """ "Còn quan điểm thứ sáu?" after "quan điểm thứ tư nói gì": the same of another item of that name."""
    asked, before = (_item_named(text) for text in (it.text, it.context))
    if before and before["noun"] and (alone := _ORDINAL.fullmatch(fold(it.text))):
        noun, ordinal = it.context[slice(*before.span("noun"))], it.text[slice(*alone.span("ordinal"))]
        return f"{it.context[: before.start()]}{noun} {ordinal}{it.context[before.end() :]}"
    if asked is None or before is None or it.now.places or it.now.documents:
        return None
    same = fold(asked["noun"] or asked["noun_en"]) == fold(before["noun"] or before["noun_en"])
    if not same or not set(it.own) <= set(words(it.text[slice(*asked.span())])):
        return None
    return f"{it.context[: before.start()]}{it.text[slice(*asked.span())]}{it.context[before.end() :]}"


def _item_named(text: str) -> re.Match[str] | None:
    return next((found for rule, found in find_references(text) if rule.stands_for == "item"), None)


def _elliptic(it: FollowUp) -> str | None:
    """ "Còn Cần Thơ thì sao?": the same of another place or period."""
    asks_on = (it.now.places or it.now.periods) and it.now.kind in ("open", "value", "compare")
    if not (it.elliptic and asks_on) or it.now.addresses:
        return None
    merged = figure_of_clause(it) or (_asked_anew(it.subject) if it.before.language == "vi" else it.subject)
    if it.now.places:
        for place in it.before.places:
            if present_name(place) is None:  # of a document, and in no list
                merged = merged.replace(place, it.now.places[0])
        merged = replace_places(merged, it.now.places, it.before.language)
    if it.now.periods:
        merged = _with_period(merged, it)
    if it.now.kind == "compare" and it.before.kind != "compare":
        return f"{it.text.rstrip(' ?.')}: {merged}"
    said = it.now.places or len(it.before.focus_words) > SHORT  # a subject of many words needs no document
    document = "" if said else it.document_before
    return f"{merged.rstrip(' ?.!')} ({document})" if document else merged


def _with_period(merged: str, it: FollowUp) -> str:
    named = next(iter(name_periods(it.text)), None)
    phrase = it.text[named.start : named.end] if named else str(it.now.periods[0])
    if named and named.rule == "year" and named.start == named.years:
        old = next(iter(name_periods(merged)), None)
        if old and old.rule == "year" and old.start < old.years:  # "còn 2027?" after "trong năm 2026"
            return f"{merged[: old.years]}{phrase}{merged[old.end :]}"
        phrase = f"{'by' if it.before.language == 'en' else 'đến năm'} {phrase}"
    if it.before.periods:
        return replace_period(merged, phrase)
    return f"{merged.rstrip(' ?.!')} {phrase}"


def _of_another_document(it: FollowUp) -> str | None:
    """ "Còn quyết định 12?": the same of another document."""
    if not (it.elliptic and it.now.documents and it.now.kind == "open"):
        return None
    if it.now.addresses:
        return it.text
    return f"{without_places(it.subject).rstrip(' ?.!')} ({_named_documents(it.reader, it.text)})"


def _leaning(it: FollowUp) -> Resolved:
    """The subject of the question before, where this one has none; else its place, and the subject as a second reading."""
    text, now, before = it.text, it.now, it.before
    topic = _of_clause(it) or of_noun_told(it) or topic_of(it.subject)
    if now.places:
        topic = without_places(topic)
    if now.periods:
        topic = without_periods(topic)
    if before.values and _supposes(it.context):
        topic = without_figures(topic)
    joint = " " if topic.startswith("(") else ": "  # nothing is left of it but where it was asked
    asked = without_communes(it) if now.places else text
    merged = f"{asked.rstrip(' ?.!')}{joint}{topic}" if topic else text
    if it.elliptic or (it.refers and len(it.own) <= SHORT and not it.asks_mention):
        said = now.places or now.documents or now.unindexed or len(before.focus_words) > SHORT
        document = "" if said else it.document_before
        bound = Resolved(f"{merged} ({document})", merged) if document else Resolved(merged)
        return _of_thread(it, merged) or bound
    compared = before.kind == "compare" and not it.demonstrates
    compares = compared or (now.kind == "compare" and not it.compares_things)
    leans = it.pointed or it.refers or it.demonstrates
    elsewhere = not leans and (counted_elsewhere(it) if it.goes_on else is_foreign(it))
    named = now.documents or now.unindexed
    stays = not named and not any(d.place in now.places for d in it.reader.documents)
    if before.documents and stays and not compares and not elsewhere:
        text = f"{text.rstrip(' ?.!')} ({_bounds_before(it)})"
    open_to = not (now.places or named or before.documents or elsewhere or compares)
    document = it.document_before if open_to else ""
    places = it.places_before if open_to and not document else ()
    inherits = bool(places or document)
    unbound = text if document else None
    if document:
        text = f"{text.rstrip(' ?.!')} ({document})"
    if places:
        place = f"{'in' if now.language == 'en' else 'ở'} {' và '.join(places)}"
        text = f"{text.rstrip(' ?.!')} ({place})"
    goes_on = now.kind == "value" or (
        now.kind == "open" and before.kind == "value" and (it.refers or it.goes_on)
    )
    if inherits and before.periods and not now.periods and goes_on:
        text = f"{text} {period_phrase(before.periods[0], now.language)}"
    named_whole = it.names_body or now.kind == "duties" or it.of_named  # "Công an Sơn La được giao gì?"
    whole = bool(now.places) and named_whole
    shared = len(it.own) <= SHORT and not (it.bound or whole or it.asks_mention)
    if shared and it.joined and not (now.places or named or it.names_body or now.kind == "duties"):
        return Resolved(merged, text)  # "Quỹ Sáng kiến do ai góp, ai giữ?"
    return Resolved(text, merged if shared else unbound)


def _of_thread(it: FollowUp, merged: str) -> Resolved | None:
    """ "Bao giờ bắt đầu?" two turns behind "Quỹ Sáng kiến": of the fund, or else of what was asked of it in between."""
    named = it.named or (proper_name(it.context) if it.says_general and not it.own else None)
    bounded = it.refers or it.goes_on or it.now.places or it.now.periods or it.now.kind == "open"
    first = (
        it.joined and len(it.before.focus_words) > SHORT
    )  # of several questions, which says what all are about
    if named is None or bounded or first:
        return None
    where = f" ({' và '.join(it.before.places)})" if it.before.places else ""
    return Resolved(f"{it.text.rstrip(' ?.!')}: {named}{where}", merged)


def _supposes(text: str) -> bool:
    """Whether a question only asks if what it says is so: "…, đúng không?"."""
    bare = not has_diacritics(text)
    return supposing(bare=bare).search(as_compared(text, bare=bare)) is not None


def _asked_anew(text: str) -> str:
    """What a question supposes, asked for: "Lào Cai trồng 40 ha chè, phải không?" becomes "Lào Cai trồng bao nhiêu ha chè"."""
    found = [
        v for v in find_values(text) if v.kind in ("percent", "number") and not re.fullmatch(YEAR, v.written)
    ]
    figures = [v for v in found if not belongs_to_name(text, v.start, v.end)]
    if len(figures) != 1 or (ending := supposing(bare=False).search(as_compared(text, bare=False))) is None:
        return text
    (figure,) = figures
    asked = "bao nhiêu %" if figure.kind == "percent" else "bao nhiêu"
    return f"{text[: figure.start]}{asked}{text[figure.end : ending.start()]}".rstrip(" ,;")


def _of_clause(it: FollowUp) -> str | None:
    """The words of the clause that the question before asked for by its address; "ai chủ trì việc đó?" is about these."""
    if not it.before.addresses or it.now.kind == "open" or it.now.addresses:
        return None
    shown = it.shown()
    if shown is None or shown.first is None:
        return None
    said = shown.first.opening
    if it.before.places and not it.now.places:
        said = f"{said} ({' và '.join(it.before.places)})"
    return said


def _named_documents(reader: Reader, text: str) -> str:
    return " và ".join(text[start:end] for start, end in reader.document_names(text))


def _bounds_before(it: FollowUp) -> str:
    """The documents that the question before names, with the place beside them: plans of several places may be called so."""
    named = _named_documents(it.reader, it.context)
    if not it.before.places or it.now.places:
        return named
    english = it.now.language == "en"
    return f"{named} {'of' if english else 'của'} {(' and ' if english else ' và ').join(it.before.places)}"


def _with_sides(text: str, now: Query, before: Query) -> str:
    """A question about a comparison, with the places and the period that were compared."""
    sides = list(dict.fromkeys([*now.places, *before.places]))
    words_of_period = (
        "" if now.periods else "".join(f" {period_phrase(p, now.language)}" for p in before.periods)
    )
    joined = (" và " if now.language == "vi" else " and ").join(sides)
    return f"{text.rstrip(' ?.!')} ({joined}){words_of_period}"


def _replace_agency(it: FollowUp) -> str:
    context, text = it.context, it.text
    _, _, spans = it.reader.read_agencies(context)
    _, _, new = it.reader.read_agencies(text)
    if not spans or not new:  # named in English, so the spans are those of the translation
        return f"{text.rstrip(' ?.!')}: {topic_of(context)}"
    start, end = min(spans)
    body = text[new[0][0] : new[0][1]]
    if not it.now.places or (find_places(body) and not find_places(context[:start] + context[end:])):
        return context[:start] + body + context[end:]
    around = f"{context[:start]}{_BODY}{context[end:]}"
    return replace_places(around, it.now.places, it.before.language).replace(_BODY, body)
