"""The two registers, computed from the clause tree: targets (chỉ tiêu) and responsibilities (phân công)."""

from __future__ import annotations

from assistant.registers.bodies import agency_name, agency_of_heading, standard_agencies
from assistant.registers.comparison import compare_targets
from assistant.registers.responsibilities import extract_responsibilities
from assistant.registers.targets import extract_targets

__all__ = [
    "agency_name",
    "agency_of_heading",
    "compare_targets",
    "extract_responsibilities",
    "extract_targets",
    "standard_agencies",
]
