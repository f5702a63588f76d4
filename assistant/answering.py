"""Extractive answers: the clauses that answer, the answer first, and an honest "not stated" where none does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.drafting import Draft
from assistant.evidence import POSSIBLE, SURE, Evidence, Judge, best_of, chunk_periods
from assistant.lexicon import find_phrases, load_lexicon, words
from assistant.listing import Listing, Outline
from assistant.phrases import say
from assistant.structure import plain, unmarked
from assistant.text import fold
from assistant.types import AbstentionReason, Catalog, Coverage, Document, Hit, Query, Responsibility, Section, Target
from assistant.understanding import asked_period_text
from assistant.values import find_values

_MARGIN = 0.1  # evidence this close to the best also answers
_LEAST_COVERAGE = 0.52
_CLOSER = 0.12  # a clause that covers so much more of the question is the one that is asked about
_ALIKE = 0.5
_ALIKE_DUTY = 0.3
_MAX_CLAUSES = 4
_MAX_LIST = 40
_ABOUT_DOCUMENT = frozenset(["ký", "ban", "hành", "phát", "người", "văn"])


@dataclass(frozen=True, slots=True)
class _Finding:
    """What one document says to a question."""

    document: Document
    evidence: tuple[Evidence, ...]

    @property
    def strength(self) -> float:
        return self.evidence[0].strength


class Answerer:
    """Composes answers from one catalog; holds no state of a conversation."""

    def __init__(self, catalog: Catalog, judge: Judge) -> None:
        self.catalog = catalog
        self.judge = judge
        self.documents = {d.id: d for d in catalog.documents}
        self.sections = {(s.document_id, s.id): s for s in catalog.sections}
        self.outline = Outline(catalog, judge)
        self.targets: dict[tuple[str, str], list[Target]] = {}
        for target in catalog.targets:
            self.targets.setdefault((target.document_id, target.section_id), []).append(target)
        self.duties: dict[tuple[str, str], Responsibility] = {(r.document_id, r.section_id): r for r in catalog.responsibilities}

    def answer(self, query: Query, hits: Sequence[Hit], *, allowed: frozenset[str] = frozenset()) -> Draft:
        """The draft of an answer; `allowed` bounds the documents, all when empty. Hits are of all documents."""
        draft = Draft(self.documents)
        if not words(query.text):
            return self._abstain(draft, query, "ambiguous", say("ambiguous", query.language))
        scope = [d for d in self.catalog.documents if not allowed or d.id in allowed]
        known = {d.place for d in scope}
        for former in query.former_places:
            place = next((p for p in query.places), "")
            draft.add(say("former_place", query.language, former=former, place=place), kind="framing")
        missing = [p for p in query.places if p not in known]
        if missing and len(missing) == len(query.places):
            return self._no_place(draft, query, missing, scope, hits)
        if query.places:
            scope = [d for d in scope if d.place in query.places]
        evidence = self._assess(query, hits)
        in_scope = {d.id for d in scope}
        within = [e for e in evidence if e.chunk.document_id in in_scope]
        for place in missing:
            draft.add(say("absent_place", query.language, place=place, known=", ".join(sorted(filter(None, known)))), kind="absence")
        if query.section:
            return self._section(draft, query, scope)
        if query.focus_words and not query.values and set(query.focus_words) <= _ABOUT_DOCUMENT and query.kind in ("when", "who", "open", "value"):
            return self._about_document(draft, query, scope, within)
        if query.other_agencies and not self._names_agency(query, within):
            return self._no_agency(draft, query, scope, within)
        if query.kind == "compare":
            return self._compare(draft, query, scope, within, evidence)
        if query.agencies and (query.kind in ("duties", "list", "count", "open") or not query.focus_words):
            if self._duties(draft, query, scope, within):
                return draft
        if query.kind in ("list", "count", "open", "duties"):
            listing = self.outline.find(query, scope, sure=query.kind in ("open", "duties"))
            if listing:
                return self._list(draft, query, listing)
        return self._lookup(draft, query, scope, within, evidence)

    def _assess(self, query: Query, hits: Sequence[Hit]) -> list[Evidence]:
        if not hits:
            return []
        best, worst = hits[0].score, hits[-1].score
        return [self.judge.assess(query, hit, best_score=best, worst_score=worst) for hit in hits]

    def order(self, query: Query, hits: Sequence[Hit]) -> list[Hit]:
        """The hits with those that answer first."""
        scope = {d.id for d in self.catalog.documents if not query.places or d.place in query.places}
        evidence = self._assess(query, hits)

        def value(item: Evidence) -> float:
            fits = 0.0 if item.period_fits is None else 0.1 if item.period_fits else -0.3
            fits += 0.0 if item.agency_fits is None else 0.15 if item.agency_fits else -0.3
            return self._rank(query, item) + fits - (0.0 if item.chunk.document_id in scope or not scope else 1.0)

        return [item.hit for item in sorted(evidence, key=value, reverse=True)]

    # One question, one clause per document.

    def _lookup(
        self, draft: Draft, query: Query, scope: Sequence[Document], within: Sequence[Evidence], everywhere: Sequence[Evidence]
    ) -> Draft:
        findings = self._findings(query, scope, within)
        if query.agencies and findings and self._done_by_other(findings[0].evidence[0].coverage, within):
            findings = []
        if not findings:
            return self._not_stated(draft, query, scope, within, everywhere)
        preferred = self._preferred(query, findings)
        for finding in [*preferred, *self._counterparts(query, preferred, scope, within)]:
            self._state(draft, query, finding)
        return draft

    def _done_by_other(self, own: float, within: Sequence[Evidence]) -> bool:
        """Whether the task that the question gives to a body is plainly another's; `own` is the body's best coverage."""
        others = (e for e in within if e.agency_fits is False and (e.chunk.document_id, e.chunk.section_id) in self.duties)
        return own < 0.85 and any(e.coverage >= own + 0.15 for e in others)

    def _counterparts(
        self, query: Query, findings: Sequence[_Finding], scope: Sequence[Document], within: Sequence[Evidence]
    ) -> list[_Finding]:
        """Clauses of other plans that say the same thing of their place in slightly other words."""
        first = findings[0]
        if first.document.tier != "official" or query.kind == "list":
            return []
        found = {f.document.id for f in findings}
        model = first.evidence[0]
        counterparts = []
        for document in scope:
            if document.id in found or document.tier != "official":
                continue
            alike = [
                e for e in within
                if e.chunk.document_id == document.id and e.strength >= POSSIBLE and e.period_fits == model.period_fits
                and e.agency_fits is not False and e.premise_fits and (query.kind != "value" or e.value_fits)
                and self._alike(model, e)
            ]  # fmt: skip
            if alike:
                counterparts.append(_Finding(document, (max(alike, key=lambda e: e.strength),)))
        return counterparts

    def _alike(self, first: Evidence, second: Evidence) -> bool:
        """Whether two clauses are the same clause of two plans: shared words, and the same body where one has a duty."""
        duties = [self.duties.get((e.chunk.document_id, e.chunk.section_id)) for e in (first, second)]
        if (duties[0] is None) != (duties[1] is None):
            return False
        same_body = duties[0] is not None and duties[1] is not None and duties[0].agency_name == duties[1].agency_name
        return likeness(first, second) >= (_ALIKE_DUTY if same_body else _ALIKE)

    def _findings(self, query: Query, scope: Sequence[Document], within: Sequence[Evidence]) -> list[_Finding]:
        """For each document the clauses that answer, strongest document first."""
        findings = []
        for document in scope:
            of_document = [e for e in within if e.chunk.document_id == document.id]
            own = [e for e in of_document if self._answers(query, e)]
            own.sort(key=lambda e: -self._rank(query, e))
            if own and not (query.kind == "value" and self._amount_left_open(own[0], of_document)):
                findings.append(_Finding(document, tuple(self._chosen(query, own))))
        findings.sort(key=lambda f: -f.strength)
        if len(findings) < 2 or findings[0].document.tier != "official":
            return findings
        return [findings[0], *(self._like_first(query, findings[0], f, within) for f in findings[1:])]

    @staticmethod
    def _amount_left_open(best: Evidence, of_document: Sequence[Evidence]) -> bool:
        """Whether another clause is plainly the one that speaks of the subject, and gives no amount for it."""
        return any(
            not e.value_fits and not e.marginal and e.period_fits is not False and e.coverage >= best.coverage + _CLOSER
            for e in of_document
        )

    def _like_first(self, query: Query, first: _Finding, other: _Finding, within: Sequence[Evidence]) -> _Finding:
        """Another plan's finding, or its clause that says the same as the first plan's where that answers as well."""
        model, own = first.evidence[0], other.evidence[0]
        alike = [
            e for e in within
            if e.chunk.document_id == other.document.id and self._answers(query, e) and e.strength >= own.strength - 2 * _MARGIN
            and self._alike(model, e)
        ]  # fmt: skip
        best = max(alike, key=lambda e: likeness(model, e), default=own)
        return other if best in other.evidence[:1] else _Finding(other.document, (best,))

    def _answers(self, query: Query, evidence: Evidence) -> bool:
        """Whether a clause answers: it speaks of the subject, and nothing in the question contradicts it."""
        if evidence.period_fits is False or evidence.agency_fits is False or not evidence.premise_fits:
            return False
        if query.periods and evidence.period_fits is None and query.kind == "value":
            return False
        if query.kind == "value" and (not evidence.value_fits or evidence.marginal):
            return False
        if not query.focus_words:
            return bool(query.agencies or query.values) and evidence.retrieval > 0.5
        if query.kind == "value" and query.language == "vi" and self.judge.unknown(query.focus_words[0]) and query.focus_words[0] in evidence.missing:
            return False  # "lương giáo viên": what is asked the amount of comes first
        if query.agencies and evidence.coverage < SURE:
            return False  # the body is named; that alone makes no clause about the task
        covered = evidence.coverage >= (_LEAST_COVERAGE if query.language == "vi" else POSSIBLE)
        return (evidence.strength >= SURE and covered) or (evidence.coverage >= SURE and evidence.strength >= POSSIBLE)

    def _rank(self, query: Query, evidence: Evidence) -> float:
        """Strength, and whether the clause has what the kind of question asks for."""
        duty = self.duties.get((evidence.chunk.document_id, evidence.chunk.section_id))
        target = (evidence.chunk.document_id, evidence.chunk.section_id) in self.targets
        bonus = 0.0
        if query.kind in ("who", "duties") and duty:
            bonus += 0.12
        if query.kind == "where_to" and duty and duty.recipient:
            bonus += 0.2
        if query.kind == "when" and (any(v.kind == "date" for v in find_values(evidence.chunk.text)) or (duty and duty.deadline)):
            bonus += 0.15
        if query.kind == "value" and target and evidence.value_fits:
            bonus += 0.1
        if evidence.period_fits:
            bonus += 0.08
        return evidence.strength + bonus

    def _chosen(self, query: Query, ranked: list[Evidence]) -> list[Evidence]:
        """The best clause and those that are as good: other periods of a target, further clauses of an open question."""
        first = ranked[0]
        chosen = [first]
        for evidence in ranked[1:]:
            if len(chosen) == _MAX_CLAUSES or evidence.strength < first.strength - _MARGIN:
                break
            if query.kind in ("value", "when", "where_to", "yes_no"):
                other_period = not query.periods and chunk_periods(evidence.chunk)[:1] not in [chunk_periods(c.chunk)[:1] for c in chosen]
                if not (other_period and abs(evidence.coverage - first.coverage) < 0.05 and query.kind == "value"):
                    continue
            elif evidence.coverage < first.coverage - 0.05:
                continue
            chosen.append(evidence)
        return chosen

    def _preferred(self, query: Query, findings: list[_Finding]) -> list[_Finding]:
        """Of documents that all answer: those of nearly the same strength; press only where no plan says it as well."""
        official = [f for f in findings if f.document.tier == "official"]
        press = [f for f in findings if f.document.tier == "press"]
        best = findings[0].strength
        if query.press and press and press[0].strength >= best - _MARGIN:
            return [press[0]]
        if official and (query.places or official[0].strength >= best - 2 * _MARGIN):
            places = {f.document.place for f in official}
            kept = [f for f in official if query.places or f.strength >= official[0].strength - 1.5 * _MARGIN]
            return kept + [f for f in press if query.places and f.document.place not in places]
        return [f for f in findings if f.strength >= best - _MARGIN]

    def _state(self, draft: Draft, query: Query, finding: _Finding) -> None:
        """The answer in a few words where a register has it, then the clause."""
        document = finding.document
        for evidence in finding.evidence:
            section = self.sections[document.id, evidence.chunk.section_id]
            self._lead(draft, query, document, section)
            self._clause(draft, query, document, evidence)
        if document.tier == "press" and say("press_only", query.language) not in draft.warnings:
            draft.warnings.append(say("press_only", query.language))

    def _lead(self, draft: Draft, query: Query, document: Document, section: Section) -> None:
        key = (document.id, section.id)
        duty = self.duties.get(key)
        place = document.place or document.short_title
        if query.kind == "value" and (row := self._asked_target(query, self.targets.get(key, []))):
            period = f" ({asked_period_phrase(row, query.language)})" if row.period else ""
            text = say("lead_target", query.language, amount=amount_text(row), indicator=row.indicator, period=period, place=place)
            draft.add(text, section)
        elif query.kind == "who" and duty:
            draft.add(say("lead_agency", query.language, agency=duty.agency_name, place=place, role=duty.role), section)
        elif query.kind == "when" and duty and duty.deadline:
            draft.add(say("lead_deadline", query.language, deadline=duty.deadline, place=place), section)
        elif query.kind == "where_to" and duty and duty.recipient:
            draft.add(say("lead_recipient", query.language, recipient=duty.recipient, place=place), section)

    def _asked_target(self, query: Query, rows: Sequence[Target]) -> Target | None:
        """The row of a clause that the question is about, where that is clear."""
        rows = [r for r in rows if r.value is not None]
        scored = sorted(((self._row_share(query, row), -n) for n, row in enumerate(rows)), reverse=True)
        if not scored or scored[0][0] < 0.5 or (len(scored) > 1 and scored[1][0] > scored[0][0] - 0.1):
            return None
        return rows[-scored[0][1]]

    def _row_share(self, query: Query, row: Target) -> float:
        held = {fold(word) for word in words(row.indicator)}
        weights = [(self.judge.weight(word), fold(word) in held) for word in query.focus_words]
        total = sum(weight for weight, _ in weights)
        return sum(weight for weight, there in weights if there) / total if total else 0.0

    def _clause(self, draft: Draft, query: Query, document: Document, evidence: Evidence, *, bullet: bool = False) -> None:
        key = "press_clause" if document.tier == "press" else "clause"
        section = self.sections[document.id, evidence.chunk.section_id]
        duty = self.duties.get((document.id, section.id))
        where = self._label(document) + (f", {duty.agency_name}" if duty else "")
        whole = (section.start, section.end) == (evidence.chunk.start, evidence.chunk.end)
        text = unmarked(section) if whole else plain(evidence.chunk.text)
        draft.add(say(key, query.language, where=where, text=text.rstrip(" ;,")), section if whole else evidence.chunk, bullet=bullet)

    def _label(self, document: Document) -> str:
        """What a document is called in an answer: its place where that is enough, else its short title."""
        same = [d for d in self.catalog.documents if d.place == document.place and d.tier == document.tier]
        unique = len(same) == 1 or document.tier == "press"
        return document.place if document.place and unique else document.short_title

    def _about_document(self, draft: Draft, query: Query, scope: Sequence[Document], within: Sequence[Evidence]) -> Draft:
        """Who signed a document, or its date, from its head and foot."""
        part = "nơi nhận" if query.kind == "who" else "phần mở đầu"
        for document in scope if query.places else [d for d in scope if d.tier == "official"]:
            own = [e for e in within if e.chunk.document_id == document.id and e.chunk.address.startswith(part)]
            day = document.date.split("-") if document.date else []
            key = f"{int(day[2])}/{int(day[1])}/{day[0]}" if day else None
            stated = [e for e in own if query.kind == "who" or any(v.kind == "date" and v.key == key for v in find_values(e.chunk.text))]
            if stated and (query.kind == "who" or key):
                self._clause(draft, query, document, stated[-1 if query.kind == "who" else 0])
            else:
                draft.add(say("absent", query.language, place=self._label(document), about=""), kind="absence")
        if not any(line.kind == "stated" for line in draft.lines):
            draft.reason = "not_in_corpus"
        return draft

    # Duties, lists, comparisons: composed from the registers and the clause tree.

    def _duties(self, draft: Draft, query: Query, scope: Sequence[Document], within: Sequence[Evidence]) -> bool:
        """A body's duties, all of them or those that the question is about; False where another way must answer."""
        strength = {(e.chunk.document_id, e.chunk.section_id): e for e in within}
        written = 0
        total = 0
        for document in scope:
            rows = [r for r in self.catalog.responsibilities if r.document_id == document.id and r.agency_name in query.agencies]
            if not rows:
                continue
            if query.focus_words and query.kind != "count":
                about = [r for r in rows if (e := strength.get((r.document_id, r.section_id))) and e.coverage >= SURE]
                if not about:
                    continue
                best = max(strength[r.document_id, r.section_id].coverage for r in about)
                if self._done_by_other(best, within):
                    continue
                rows = [r for r in about if strength[r.document_id, r.section_id].coverage >= best - 0.1]
            total += len(rows)
            sections = [self.sections[r.document_id, r.section_id] for r in rows]
            agency = rows[0].agency_name
            draft.add(
                say("duties", query.language, place=self._label(document), agency=agency, count=len(rows)), *sections, kind="derived"
            )
            for section in sections:
                draft.add(unmarked(section).rstrip(" ;,"), section, bullet=True)
            written += len(rows)
        if written:
            draft.coverage = Coverage(written, total)
        return bool(written)

    def _list(self, draft: Draft, query: Query, listings: Sequence[Listing]) -> Draft:
        shown = total = 0
        for listing in listings:
            document = self.documents[listing.parent.document_id]
            items = listing.items[:_MAX_LIST]
            heading = unmarked(listing.parent).rstrip(" :")
            draft.add(
                say("list", query.language, where=self._label(document), heading=heading, count=len(listing.items)),
                listing.parent, *items, kind="derived",
            )  # fmt: skip
            for item in items:
                draft.add(unmarked(item).rstrip(" ;,"), item, bullet=True)
            if len(items) < len(listing.items):
                draft.add(say("more", query.language, count=len(listing.items) - len(items)), listing.parent, kind="derived")
            shown += len(items)
            total += len(listing.items)
        draft.coverage = Coverage(shown, total)
        return draft

    def _compare(
        self, draft: Draft, query: Query, scope: Sequence[Document], within: Sequence[Evidence], everywhere: Sequence[Evidence]
    ) -> Draft:
        sides = [d for d in scope if d.tier == "official"] or list(scope)
        if len(query.places) > 1:
            sides = [d for d in scope if d.place in query.places]
            plans = {d.place for d in sides if d.tier == "official"}
            sides = [d for d in sides if d.tier == "official" or d.place not in plans]
        if query.agencies and not query.focus_words and self._duties(draft, query, sides, within):
            return draft
        if not query.focus_words and (listings := self.outline.find(query, sides)):
            return self._list(draft, query, listings)
        as_value = replace(query, kind="value")
        found = {f.document.id: f for f in self._findings(as_value, sides, within)}
        if len(found) < len(sides):
            as_clause = replace(query, kind="who" if self._asks_who(query) else "open")
            others = {f.document.id: f for f in self._findings(as_clause, sides, within)}
            if len(others) > len(found):
                as_value, found = as_clause, others
        if not found:
            return self._not_stated(draft, query, scope, within, everywhere)
        if len(sides) == 2:
            found = self._pair(as_value, sides, within, found)
        amounts: list[tuple[Document, Target, Section]] = []
        for document in sides:
            finding = found.get(document.id)
            if finding is None:
                continue
            section = self.sections[document.id, finding.evidence[0].chunk.section_id]
            row = self._asked_target(query, self.targets.get((document.id, section.id), []))
            if row is not None:
                amounts.append((document, row, section))
        if len(amounts) == 2 and len(found) == 2:
            self._verdict(draft, query, amounts)
        for document in sides:
            if document.id in found:
                self._state(draft, as_value, found[document.id])
            elif len(sides) <= 4:
                draft.add(say("only_here", query.language, place=self._label(document)), kind="absence")
        return draft

    @staticmethod
    def _asks_who(query: Query) -> bool:
        return bool(find_phrases(words(query.read), load_lexicon().kinds["who"]))

    def _pair(
        self, query: Query, sides: Sequence[Document], within: Sequence[Evidence], found: dict[str, _Finding]
    ) -> dict[str, _Finding]:
        """Of two documents the pair of clauses that both answer and say the same thing, not each one's best."""
        candidates = [
            sorted(
                (e for e in within if e.chunk.document_id == side.id and self._answers(query, e)), key=lambda e: -self._rank(query, e)
            )[:5]
            for side in sides
        ]
        if not all(candidates):
            return found
        first, second = max(
            ((a, b) for a in candidates[0] for b in candidates[1]),
            key=lambda pair: self._rank(query, pair[0]) + self._rank(query, pair[1]) + likeness(*pair),
        )
        return {sides[0].id: _Finding(sides[0], (first,)), sides[1].id: _Finding(sides[1], (second,))}

    def _verdict(self, draft: Draft, query: Query, amounts: list[tuple[Document, Target, Section]]) -> None:
        (first, first_row, first_section), (second, second_row, second_section) = amounts
        if first_row.unit != second_row.unit or first_row.period != second_row.period:
            return
        assert first_row.value is not None and second_row.value is not None
        values: dict[str, object] = {
            "first": first.place or first.short_title, "second": second.place or second.short_title,
            "first_amount": amount_text(first_row), "second_amount": amount_text(second_row),
        }  # fmt: skip
        if first_row.value == second_row.value:
            key = "equal" if amount_text(first_row) == amount_text(second_row) else "not_comparable"
        else:
            key = "higher"
            if first_row.value < second_row.value:
                values = {"first": values["second"], "second": values["first"], "first_amount": values["second_amount"], "second_amount": values["first_amount"]}
        draft.add(say(key, query.language, **values), first_section, second_section, kind="derived")

    def _section(self, draft: Draft, query: Query, scope: Sequence[Document]) -> Draft:
        """The clause of an address, with what stands below it."""
        label = (query.section or "").split(".")
        found = False
        for document in scope:
            own = [s for s in self.catalog.sections if s.document_id == document.id]
            section = next((s for s in own if _ends_with(s.address, label)), None)
            if section is None:
                continue
            found = True
            below = [s for s in own if s.parent == section.id]
            draft.add(say("clause", query.language, where=self._label(document), text=plain(section.text).rstrip(" ;,")), section)
            for child in below[:_MAX_LIST]:
                draft.add(unmarked(child).rstrip(" ;,"), child, bullet=True)
            draft.coverage = Coverage(min(len(below), _MAX_LIST), len(below)) if below else None
        if not found:
            place = ", ".join(self._label(d) for d in scope)
            return self._abstain(draft, query, "not_in_corpus", say("absent_section", query.language, section=query.section, place=place))
        return draft

    # What is not stated.

    def _not_stated(
        self, draft: Draft, query: Query, scope: Sequence[Document], within: Sequence[Evidence], everywhere: Sequence[Evidence]
    ) -> Draft:
        """An abstention that says what is missing and shows the way on."""
        if not query.focus_words and not (query.agencies or query.values or query.periods):
            reason: AbstentionReason = "ambiguous" if len(words(query.text)) < 6 else "out_of_scope"
            return self._abstain(draft, query, reason, say(reason, query.language))
        place = ", ".join(self._label(d) for d in scope if d.tier == "official" or query.places) or ", ".join(self._label(d) for d in scope)
        nearest = best_of(within)
        subject = best_of(e for e in within if e.coverage >= SURE)
        if query.values and subject and not subject.premise_fits and subject.period_fits is not False:
            self._abstain(draft, query, "wrong_premise", say("wrong_value", query.language, value=", ".join(v.written for v in query.values)))
            self._show(draft, query, "nearest", subject)
            return draft
        if query.periods and subject and subject.period_fits is False:
            asked = ", ".join(asked_period_text(p, query.language) for p in query.periods)
            periods = sorted({chunk_periods(e.chunk)[0] for e in within if e.coverage >= SURE and chunk_periods(e.chunk)})
            known = ", ".join(asked_period_text(p, query.language) for p in periods)
            self._abstain(draft, query, "wrong_premise", say("absent_period", query.language, place=place, asked=asked, known=known))
            self._show(draft, query, "nearest", subject)
            return draft
        if query.agencies and subject and subject.agency_fits is False:
            names = ", ".join(query.agencies)
            self._abstain(draft, query, "wrong_premise", say("absent_agency_task", query.language, place=place, agency=names))
            self._show(draft, query, "nearest", subject)
            return draft
        missing = [w for w in (nearest.missing if nearest else query.focus_words)]
        about = f" ({' '.join(missing)})" if missing and len(missing) <= 6 else ""
        if nearest is None or (nearest.coverage < 0.3 and nearest.strength < POSSIBLE):
            return self._abstain(draft, query, "out_of_scope", say("out_of_scope", query.language))
        key = "absent" if query.places else "absent_everywhere"
        self._abstain(draft, query, "not_in_corpus", say(key, query.language, place=place, about=about))
        ids = {d.id for d in scope}
        other = best_of(e for e in everywhere if e.chunk.document_id not in ids and self._answers(query, e))
        if other and self.documents[other.chunk.document_id].tier == "official":
            self._show(draft, query, "elsewhere", other)
        elif nearest.strength >= POSSIBLE:
            self._show(draft, query, "nearest", nearest)
        return draft

    def _no_place(self, draft: Draft, query: Query, missing: list[str], scope: Sequence[Document], hits: Sequence[Hit]) -> Draft:
        known = ", ".join(sorted({d.place for d in scope if d.place}))
        self._abstain(draft, query, "not_in_corpus", say("absent_place", query.language, place=", ".join(missing), known=known))
        elsewhere = replace(query, places=())
        other = best_of(e for e in self._assess(elsewhere, hits) if self._answers(elsewhere, e))
        if other and self.documents[other.chunk.document_id].tier == "official":
            self._show(draft, query, "elsewhere", other)
        return draft

    def _no_agency(self, draft: Draft, query: Query, scope: Sequence[Document], within: Sequence[Evidence]) -> Draft:
        place = ", ".join(self._label(d) for d in scope if d.tier == "official") or self._label(scope[0])
        agency = ", ".join(query.other_agencies)
        self._abstain(draft, query, "wrong_premise", say("absent_agency", query.language, place=place, agency=agency))
        nearest = best_of(e for e in within if e.coverage >= SURE)
        if nearest and query.focus_words:
            self._show(draft, query, "nearest", nearest)
        return draft

    @staticmethod
    def _names_agency(query: Query, within: Iterable[Evidence]) -> bool:
        """Whether a clause names the body and speaks of the subject, though it gives the body no duty."""
        return any(e.agency_fits and (not query.focus_words or e.coverage >= POSSIBLE) for e in within)

    def _show(self, draft: Draft, query: Query, key: str, evidence: Evidence) -> None:
        document = self.documents[evidence.chunk.document_id]
        section = self.sections[document.id, evidence.chunk.section_id]
        draft.add(say(key, query.language, where=self._label(document), text=plain(evidence.chunk.text).rstrip(" ;,")), section)

    @staticmethod
    def _abstain(draft: Draft, query: Query, reason: AbstentionReason, text: str) -> Draft:
        draft.reason = reason
        draft.add(text, kind="absence")
        return draft


def likeness(first: Evidence, second: Evidence) -> float:
    """Share of the words of two clauses that both have, 0 to 1."""
    a, b = ({fold(w) for w in words(plain(e.chunk.text))} for e in (first, second))
    return len(a & b) / len(a | b) if a | b else 0.0


def amount_text(row: Target) -> str:
    """A target's amount as it is said: "tối thiểu 20%", "60% trở lên"."""
    number = f"{row.value:g}".replace(".", ",")
    unit = row.unit or ""
    amount = number + (unit if unit.startswith("%") else f" {unit}")
    if row.comparator == "trở lên":
        return f"{amount.strip()} trở lên"
    return f"{row.comparator} {amount}".strip() if row.comparator else amount.strip()


def asked_period_phrase(row: Target, language: str) -> str:
    """The period of a target as it is said."""
    first, _, last = (row.period or "").partition("-")
    if last:
        return f"giai đoạn {first}-{last}" if language == "vi" else f"{first}-{last}"
    return f"đến năm {first}" if language == "vi" else f"by {first}"


def _ends_with(address: str, label: list[str]) -> bool:
    parts = address.replace("mục ", "").split(", ")[-1].split(".")
    return [p.lower() for p in parts] == [p.lower() for p in label] and address.count(",") == 0
