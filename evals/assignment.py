"""The best one-to-one pairing of two small sets."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

First = TypeVar("First", bound=Hashable)
Second = TypeVar("Second", bound=Hashable)


def best_pairs(likeness: Mapping[tuple[First, Second], float]) -> dict[First, Second]:
    """The pairing with the greatest sum of likeness; only the pairs that are given, all positive, may be formed.

    Pairs are added along the path that gains most (Bellman-Ford), until no path gains anything.
    """
    pairs: dict[First, Second] = {}
    while True:
        taken = {there: here for here, there in pairs.items()}
        gain = {here: 0.0 for here, _ in likeness if here not in pairs}  # of the best path that ends here
        reached: dict[Second, tuple[float, First]] = {}
        changed = True
        while changed:
            changed = False
            for (here, there), value in likeness.items():
                if here not in gain or pairs.get(here) == there:
                    continue
                total = gain[here] + value
                if there in reached and total <= reached[there][0] + 1e-12:
                    continue
                reached[there] = (total, here)
                changed = True
                if there in taken:
                    gain[taken[there]] = total - likeness[taken[there], there]
        free = [there for there in reached if there not in taken]
        if not free:
            return pairs
        end: Second | None = max(free, key=lambda there: reached[there][0])
        if end is None or reached[end][0] <= 1e-12:
            return pairs
        while end is not None:
            here = reached[end][1]
            freed = pairs.get(here)
            pairs[here] = end
            end = freed
