"""Questions understood: what is asked of what, where, of whom and by when; follow-ups; corrections of what was understood."""

from __future__ import annotations

from assistant.questions.documents import leading_number
from assistant.questions.parts import Part, read_parts
from assistant.questions.understanding import Understanding, search_terms

__all__ = [
    "Part",
    "Understanding",
    "leading_number",
    "read_parts",
    "search_terms",
]
