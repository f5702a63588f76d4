"""What the operations take, checked and described."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.types import RowFilter

HISTORY_TURNS = 200  # that may be sent; the core reads the last few of them
NAMES = 50


def _check_unicode(text: str) -> str:
    """JSON can write halves of characters (lone surrogates), which no response could repeat."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("not Unicode text: it has a lone surrogate") from None
    return text


Text = Annotated[str, AfterValidator(_check_unicode)]
Name = Annotated[Text, Field(min_length=1, max_length=200)]
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


class AskRequest(_Request):
    """A question with the questions before it."""

    question: Text = Field(
        description="The question, with or without diacritics.",
        examples=["ty le lao dong qua dao tao cua hue den 2030"],
    )
    history: list[Text] = Field(
        default=[],
        max_length=HISTORY_TURNS,
        description="The user's earlier questions, oldest first.",
        examples=[[]],
    )


class SearchRequest(_Request):
    """A query for clauses."""

    query: Text = Field(description="What the clauses are about.", examples=["đào tạo giáo viên"])
    k: int = Field(default=10, ge=1, le=100, description="How many clauses, best first.")


class RowQuery(_Request):
    """Which rows of a register are wanted. Repeat a parameter for several values; empty ones bound nothing."""

    periods: Names = Field(default=[], description="Years or spans: `2030`, `2030-2035`.")
    agencies: Names = Field(default=[], description="Agencies as they are typed: `Sở GDĐT`.")
    roles: Names = Field(default=[], description="Roles of agencies, as the rows name them.")
    kinds: Names = Field(default=[], description="`quantitative`, `qualitative`.")
    text: Text | None = Field(
        default=None, max_length=200, description="Words that the row holds, with or without diacritics."
    )

    def filter(self) -> RowFilter:
        """The same for the core."""
        rows = self.model_dump(exclude={"text"})
        return RowFilter(text=self.text, **{name: tuple(values) for name, values in rows.items()})
