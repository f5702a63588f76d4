"""What is said of two clauses side by side: that they say the same, or what one has and the other lacks."""

from __future__ import annotations

DIFFERENCES: dict[str, tuple[str, str]] = {
    "stated_alike": (
        "{second} nêu như {first}, gần như từng chữ.",
        "{second} states the same as {first}, nearly word for word.",
    ),
    "stated_in_other_words": (
        "{second} có nội dung tương ứng với {first}, lời văn khác đôi chỗ.",
        "{second} has a clause like that of {first}, in partly other words.",
    ),
    "not_alike": (
        "{first} nêu “{first_said}”; {second} nêu “{second_said}”.",
        "{first} has “{first_said}”, {second} “{second_said}”.",
    ),
    "nearly_alike": ("Gần như vậy.", "Nearly the same."),
    "only_one_lists": ("Chỉ {name} nêu: {items}.", "Only {name} lists: {items}."),
    "only_one_has": ("Chỉ {name} có: {items}.", "Only {name} has: {items}."),
    "only_one_cites": ("Chỉ {name} dẫn: {items}.", "Only {name} cites: {items}."),
    "both_cite": ("Cả hai bên đều dẫn: {items}.", "Both cite: {items}."),
    "both_list": ("Cả hai bên đều nêu: {items}.", "Both list: {items}."),
    "both_state": ("Hai bên cùng nêu:", "Both state:"),
    "only_one_states": ("Chỉ {name} nêu:", "Only {name} states:"),
    "other_figures": (
        "Con số khác nhau: {first} nêu {first_said}; {second} nêu {second_said}.",
        "The figures differ: {first} states {first_said}; {second} {second_said}.",
    ),
}
