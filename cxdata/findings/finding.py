"""What a finding is: a fact worth a sentence, with its evidence, its verdict, and the view that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, Self

from cxdata.choice import Choice
from cxdata.schema import Metric

Kind = Literal[
    "change", "mix", "contradiction", "unowned", "shared", "misplaced", "shift", "limits", "goal", "pile_up", "fewer",
    "thin", "effect", "no_effect", "overdue", "unworked",
]  # fmt: skip
Word = Literal["real", "sample", "fact", "signal", "check", "few"]
"""What a finding claims. "real" and "sample" by a test of the workspace's one family; "signal" by a rule of charts;
"fact" without any uncertainty; "check" asks somebody to look; "few" says that the answers cannot bear a claim."""

Test = Literal["difference", "mix", "gap", "shift", "limits", "power", "rule", "count", "effect"]
RANKS: Final[Mapping[Word, int]] = {"real": 0, "sample": 1, "fact": 1, "signal": 2, "check": 3, "few": 3}


@dataclass(frozen=True)
class Evidence:
    """The numbers behind a finding; points for NPS, percent or percentage points for CSAT and CES.

    `score`, `before`: now, and what it is held against; `change` with its 95 % interval `low`, `high`. `p` of the test,
    `q` within the workspace's family.
    """

    test: Test
    n: int
    n_before: int | None = None
    score: float | None = None
    before: float | None = None
    change: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    q: float | None = None


@dataclass(frozen=True)
class Link:
    """The view that shows a finding: a page's stem, what is selected there, and the page's own parameters."""

    page: str
    choice: Choice
    own: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """`labels`: whom it is about, names as they stand in the data, none for the whole. `facts`: what else the sentence
    of its kind says. `weight`: size times the root of the share of answers that it touches, in NPS points."""

    kind: Kind
    word: Word
    metric: Metric
    labels: tuple[str, ...]
    evidence: Evidence
    weight: float
    link: Link
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def worse(self) -> bool | None:
        """Whether it speaks of a loss; None where it speaks of neither loss nor gain."""
        change = self.evidence.change
        return None if change is None or self.kind == "goal" else change < 0

    def told(self, **facts: Any) -> Self:
        """The same with more to say."""
        return replace(self, facts={**self.facts, **facts})
