"""Numbers and labels as they stand on charts and cards: scores, intervals, changes, names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from cxdata.charts import letters
from cxdata.text import Text
from cxdata.text.amounts import change as change
from cxdata.text.amounts import interval as interval
from cxdata.text.amounts import score as score
from cxdata.text.amounts import span as span

_LETTER = {15: 8.1, 13: 6.9}
"""Mean width of a letter of Inter, semi-bold, in pixels."""


def escaped(label: str) -> str:
    """A label that Plotly shows as it is: its texts understand a little HTML."""
    return label.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ")


def shortened(label: str, most: int) -> str:
    """A long name loses its middle: at word boundaries where that keeps enough of it, else before its last word."""
    label = " ".join(label.split())
    if len(label) <= most:
        return label
    words = label.split(" ")
    pairs = [(words[:i], words[j:]) for i in range(1, len(words)) for j in range(i + 1, len(words))]
    tries = [f"{' '.join(head)} … {' '.join(tail)}" for head, tail in pairs if len(head[-1]) > 1 < len(tail[0])]
    best = max((t for t in tries if len(t) <= most), key=len, default="")
    if len(best) * 3 >= most * 2:
        return best
    tail = f" {words[-1]}" if len(words) > 1 and len(words[-1]) <= most // 2 else label[-((most - 1) * 2 // 5) :]
    return f"{label[: most - 1 - len(tail)].rstrip()}…{tail}"


def within(label: str, size: float, room: float, bold: bool = False) -> str:
    """The label, without its middle where it is wider than `room` pixels."""
    wide = letters.width(label, size, bold)
    most = len(label)
    while wide > room and most > 4:
        most = min(most - 1, int(most * room / wide) + 1)
        wide = letters.width(shortened(label, most), size, bold)
    return shortened(label, most)


def begun(label: str, size: float, room: float, bold: bool = False) -> str:
    """The beginning of a label that is wider than `room` pixels, up to a word's end where that keeps enough of it."""
    if letters.width(label, size, bold) <= room:
        return label
    kept = next((i for i in range(len(label) - 1, 0, -1) if letters.width(f"{label[:i]}…", size, bold) <= room), 1)
    part = label[:kept].rstrip()
    whole = part.rsplit(" ", 1)[0] if label[kept] != " " else part
    return f"{(whole if len(whole) * 3 >= kept * 2 else part).rstrip(' ,;:·')}…"


def width(label: str, size: int = 15) -> float:
    """About how many pixels a bold label takes."""
    return len(label) * _LETTER[size]


def part(days: tuple[date, date], text: Text) -> str:
    """Some days of a period, shortly: "Oct", "Nov–Dec", "26–31 Oct"."""
    first, last = days
    months = [text.month_name(day, short=True) for day in days]
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return months[0] if first.month == last.month else f"{months[0]}–{months[1]}"
    if first == last:
        return f"{first.day} {months[0]}"
    return (
        f"{first.day}–{last.day} {months[1]}"
        if first.month == last.month
        else f"{first.day} {months[0]} – {last.day} {months[1]}"
    )


def apart(places: Sequence[float], least: float, bottom: float, top: float) -> list[float]:
    """The places moved as little as needed to lie `least` apart, in their order, between bottom and top."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    groups: list[tuple[float, int]] = []  # mean of the wished places, members

    def first(group: tuple[float, int]) -> float:
        wished, many = group
        half = (many - 1) * least / 2
        return max(min(wished, top - half), bottom + half) - half

    for i in order:
        groups.append((places[i], 1))
        while len(groups) > 1 and first(groups[-2]) + groups[-2][1] * least > first(groups[-1]):
            (one, many), (two, more) = groups[-2], groups[-1]
            groups[-2:] = [((one * many + two * more) / (many + more), many + more)]
    spread = [first(group) + step * least for group in groups for step in range(group[1])]
    found = [0.0] * len(places)
    for i, place in zip(order, spread, strict=True):
        found[i] = place
    return found
