"""What the operations take, checked and described."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from assistant.types import RowFilter, Turn

HISTORY_TURNS = 200  # that may be sent; the core reads the last few of them
NAMES = 50
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _check_unicode(text: str) -> str:
    """JSON can write halves of characters (lone surrogates), which no response could repeat."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("not Unicode text: it has a lone surrogate") from None
    return text


def _check_date(given: object) -> object:
    """Numbers are dates to pydantic, too, also in a text: seconds since 1970."""
    if not isinstance(given, date) and not (isinstance(given, str) and _ISO_DATE.fullmatch(given)):
        raise ValueError("write a date as YYYY-MM-DD")
    return given


Text = Annotated[str, AfterValidator(_check_unicode)]
Name = Annotated[Text, Field(min_length=1, max_length=200)]
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY), BeforeValidator(_check_date)]
Names = Annotated[list[Name], Field(max_length=NAMES)]


class _Request(BaseModel):
    # What nobody knows is refused: a mistyped bound that is ignored would look like a complete answer.
    model_config = ConfigDict(extra="forbid")

    documents: Names = Field(
        default=[], description="Ids of documents; what is returned comes from these alone.", examples=[[]]
    )
    places: Names = Field(
        default=[], description="Provinces or cities; only their documents are used.", examples=[["Huế"]]
    )


class EarlierTurn(BaseModel):
    """An earlier question, and what its answer understood it as."""

    model_config = ConfigDict(extra="forbid")

    question: Text = Field(description="The question as it was typed.")
    standalone_question: Text | None = Field(
        default=None, description="The field of the same name of the answer to it."
    )


class AskRequest(_Request):
    """A question with the questions before it."""

    question: Text = Field(
        description="The question, with or without diacritics.",
        examples=["ty le lao dong qua dao tao cua hue den 2030"],
    )
    history: list[Text | EarlierTurn] = Field(
        default=[],
        max_length=HISTORY_TURNS,
        description="The user's earlier questions, oldest first: as they were typed, or with the `standalone_question` "
        "of their answers, which says what each was about.",
        examples=[[]],
    )

    language: Literal["vi", "en"] | None = Field(
        default=None,
        description="The language of the page that asks, for turns that have none, such as `ok`. "
        "A question is answered in its own language.",
        examples=["vi"],
    )

    as_of: Day | None = Field(
        default=None, description="What is in force on this day; today where it is null."
    )

    def turns(self) -> list[str | Turn]:
        """The history for the core."""
        return [
            turn if isinstance(turn, str) else Turn(turn.question, turn.standalone_question)
            for turn in self.history
        ]


class SearchRequest(_Request):
    """A query for clauses."""

    query: Text = Field(description="What the clauses are about.", examples=["đào tạo giáo viên"])
    k: int = Field(default=10, ge=1, le=100, description="How many clauses, best first.")


class _Rows(_Request):
    periods: Names = Field(
        default=[], description="Years or spans: `2030`, `2030-2035`.", examples=[["2030"]]
    )
    text: Text | None = Field(
        default=None, max_length=200, description="Words that the row holds, with or without diacritics."
    )
    as_of: Day | None = Field(
        default=None, description="What is in force on this day; today where it is null."
    )

    def filter(self) -> RowFilter:
        """The same for the core."""
        fields = {field.name for field in dataclasses.fields(RowFilter)} - {"text", "as_of"}
        given = self.model_dump(include=fields)
        return RowFilter(
            text=self.text, as_of=self.as_of, **{name: tuple(values) for name, values in given.items()}
        )


class TargetQuery(_Rows):
    """Which targets are wanted. Repeat a parameter for several values; what is not given bounds nothing."""

    kinds: Names = Field(
        default=[], description="`quantitative`, `qualitative`.", examples=[["quantitative"]]
    )


class DutyQuery(_Rows):
    """Which responsibilities are wanted. Repeat a parameter for several values; what is not given bounds nothing."""

    agencies: Names = Field(
        default=[], description="Agencies as they are typed: `Sở GDĐT`.", examples=[["Sở GDĐT"]]
    )
    roles: Names = Field(default=[], description="Roles of agencies, as the rows name them.")


class DeadlineQuery(DutyQuery):
    """Which deadlines are wanted. With a first or a last day, those without a date are left out."""

    after: Day | None = Field(default=None, description="The first day.")
    before: Day | None = Field(default=None, description="The last day.")

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.after and self.before and self.after > self.before:
            raise ValueError("after is the first day, before the last one")
        return self


class CompareQuery(BaseModel):
    """What is set side by side: documents, or the periods of one."""

    model_config = ConfigDict(extra="forbid")

    documents: Names = Field(
        min_length=1,
        description="Ids, numbers or places of documents, in the order of the sides.",
        examples=[["hue-1002", "can-tho-1002"]],
    )
    periods: Names = Field(
        default=[], description="Only this period; of a single document two or more are its sides."
    )
    kinds: Names = Field(default=[], description="`quantitative`, `qualitative`.", examples=[[]])
    text: Text | None = Field(default=None, max_length=200, description="Words that a row holds.")
    as_of: Day | None = Field(
        default=None, description="What is in force on this day; today where it is null."
    )
