"""Values of a dimension that may be one and the same, written in two ways: offered for merging, never merged here."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from typing import Final, Literal

import polars as pl

from cxdata.store.snapshot import Snapshot
from cxdata.store.workspace import Workspace

Why = Literal["spelling", "order", "short", "typo"]

_MOST: Final = 5_000
"""Members of a dimension that are compared; in a longer list alike values are no mistakes."""
_LONG: Final = 5
_INITIALS: Final = range(2, 6)


@dataclass(frozen=True, slots=True)
class Offer:
    """Two members that look alike: `code` with fewer answers might count as `into`; n: answers of each."""

    dimension: str
    code: int
    label: str
    n: int
    into: int
    into_label: str
    into_n: int
    why: Why


def offers(workspace: Workspace, snapshot: Snapshot, dimension: str) -> list[Offer]:
    """Pairs of members that count for themselves and look alike, without those that somebody has called different."""
    members = snapshot.members.filter(pl.col("dimension") == dimension, pl.col("canonical") == pl.col("code"))
    labels = {int(code): str(label) for code, label in members.select("code", "label").iter_rows()}
    pairs = alike(labels)
    if not pairs:
        return []
    counts = snapshot.own_counts(dimension)
    different = _apart(workspace, dimension)
    found = []
    for one, other, why in pairs:
        if tuple(sorted((labels[one], labels[other]))) in different:
            continue
        code, into = sorted((one, other), key=lambda each: (counts.get(each, 0), -each))
        found.append(
            Offer(dimension, code, labels[code], counts.get(code, 0), into, labels[into], counts.get(into, 0), why)
        )
    return sorted(found, key=lambda offer: (-offer.n - offer.into_n, offer.label))


def different(workspace: Workspace, offer: Offer, by: str = "") -> None:
    """Remembers that these are two things, so that they are not offered again."""
    one, other = sorted((offer.label, offer.into_label))
    with workspace.connect(write=True) as connection:
        connection.execute(
            "INSERT OR REPLACE INTO apart VALUES ($dimension, $one, $other, $now, $by)",
            {
                "dimension": offer.dimension,
                "one": one,
                "other": other,
                "now": datetime.now(UTC).replace(tzinfo=None),
                "by": by,
            },
        )


def _apart(workspace: Workspace, dimension: str) -> set[tuple[str, ...]]:
    with workspace.connect() as connection:
        rows = connection.sql(
            "SELECT one, other FROM apart WHERE dimension = $name", params={"name": dimension}
        ).fetchall()
    return {(str(one), str(other)) for one, other in rows}


def alike(labels: Mapping[int, str]) -> list[tuple[int, int, Why]]:
    """Pairs of codes whose labels differ by case, accents, spaces or marks; by the order of their words; by being the
    initials of the other; or by one slip in a word of five letters and more. Numbers in them must be the same."""
    if len(labels) > _MOST:
        return []
    words = {code: _words(label) for code, label in labels.items()}
    found: dict[tuple[int, int], Why] = {}
    for why, key in (("spelling", _joined), ("order", _sorted)):
        for group in _grouped({code: key(each) for code, each in words.items() if each}):
            for pair in combinations(sorted(group), 2):
                found.setdefault(pair, why)  # type: ignore[arg-type]
    for pair in _short(words):
        found.setdefault(pair, "short")
    for pair in _slips(words):
        found.setdefault(pair, "typo")
    return [(one, other, why) for (one, other), why in found.items()]


def _words(label: str) -> tuple[str, ...]:
    letters = unicodedata.normalize("NFKD", label.casefold().replace("ł", "l"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return tuple(re.findall(r"[^\W_]+", bare))


def _joined(words: tuple[str, ...]) -> str:
    return "".join(words)


def _sorted(words: tuple[str, ...]) -> str:
    return " ".join(sorted(words))


def _grouped(keys: Mapping[int, str]) -> Iterator[list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for code, key in keys.items():
        groups[key].append(code)
    yield from (group for group in groups.values() if len(group) > 1)


def _short(words: Mapping[int, tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """One label is made of the other's initials: "CC" and "Call Center"."""
    initials: dict[str, list[int]] = defaultdict(list)
    for code, each in words.items():
        if len(each) in _INITIALS:
            initials["".join(word[0] for word in each)].append(code)
    for code, each in words.items():
        if len(each) == 1 and len(each[0]) in _INITIALS and each[0].isalpha():
            yield from ((min(code, other), max(code, other)) for other in initials.get(each[0], []))


def _slips(words: Mapping[int, tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """All words but one are the same, and that one is a slip away."""
    near: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for code, each in words.items():
        for place, word in enumerate(each):
            if len(word) >= _LONG and word.isalpha():
                for less in {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}:
                    near[(*each[:place], None, *each[place + 1 :], less)].add(code)
    pairs = {pair for group in near.values() for pair in combinations(sorted(group), 2)}
    yield from sorted(pair for pair in pairs if _slipped(words[pair[0]], words[pair[1]]))


def _slipped(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    apart = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(apart) == 1 and min(map(len, apart[0])) >= _LONG and _one_slip(*apart[0])


def _one_slip(one: str, other: str) -> bool:
    """Whether a letter was left out, added, changed, or two neighbours swapped."""
    if len(one) > len(other):
        one, other = other, one
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    swapped = one[start : start + 2] == other[start : start + 2][::-1]
    return one[start + 1 :] == other[start + 1 :] or (swapped and one[start + 2 :] == other[start + 2 :])
