"""Charts as inline SVG: bars with intervals, and differences around zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

ROW = 30
LABEL = 300
PLOT = 420
VALUE = 70


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart; figures are shares, `shown` is what is written behind the bar."""

    label: str
    value: float
    low: float
    high: float
    shown: str
    emphasised: bool = False


def bar_chart(bars: Sequence[Bar], description: str) -> str:
    """Horizontal bars from 0 to 1 with whiskers over the intervals."""
    return _chart(bars, description, lowest=0.0, highest=1.0)


def difference_chart(bars: Sequence[Bar], description: str) -> str:
    """Bars to the left and right of zero; the scale fits the widest interval."""
    reach = max([0.05, *(abs(edge) for bar in bars for edge in (bar.low, bar.high))])
    return _chart(bars, description, lowest=-reach, highest=reach)


def _chart(bars: Sequence[Bar], description: str, *, lowest: float, highest: float) -> str:
    def across(value: float) -> float:
        return round(LABEL + (min(max(value, lowest), highest) - lowest) / (highest - lowest) * PLOT, 1)

    height = ROW * len(bars) + 12
    zero = across(0.0)
    parts = [
        f'<svg viewBox="0 0 {LABEL + PLOT + VALUE} {height}" role="img"',
        f' aria-label="{escape(description)}" class="chart">',
        f'<line x1="{zero}" y1="2" x2="{zero}" y2="{height - 4}" class="axis"/>',
    ]
    for position, bar in enumerate(bars):
        top = ROW * position + 8
        middle = top + 9
        left, right = sorted((zero, across(bar.value)))
        style = "bar main" if bar.emphasised else "bar"
        parts += [
            f'<text x="{LABEL - 10}" y="{middle + 4}" text-anchor="end">{escape(bar.label)}</text>',
            f'<rect x="{left}" y="{top}" width="{max(right - left, 1):.1f}" height="18" class="{style}"/>',
            f'<path d="M{across(bar.low)} {middle}H{across(bar.high)}" class="whisker"/>',
            f'<text x="{LABEL + PLOT + 8}" y="{middle + 4}" class="figure">{escape(bar.shown)}</text>',
        ]
    return "\n".join([*parts, "</svg>"])
