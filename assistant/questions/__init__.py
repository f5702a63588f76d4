"""Questions understood: what is asked of what, where, of whom and by when; follow-ups; corrections of what was understood."""

from __future__ import annotations

from assistant.questions.conversations import is_joined, main_question, split_correction
from assistant.questions.documents import leading_number
from assistant.questions.parts import Part, parts_words, read_parts
from assistant.questions.shown import Item, Shown
from assistant.questions.understanding import Understanding, search_terms

__all__ = [
    "Item",
    "Part",
    "Shown",
    "Understanding",
    "is_joined",
    "leading_number",
    "main_question",
    "parts_words",
    "read_parts",
    "search_terms",
    "split_correction",
]
