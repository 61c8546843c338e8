"""Companies one after another through the product's own findings: how many show something that is called real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl

from cxdata.choice import Choice
from cxdata.findings import sentences
from cxdata.findings.finding import Finding
from cxdata.findings.ranking import Findings, findings
from cxdata.statistics.estimates import share
from cxdata.text import Text
from tests.nulls.company import Company, Floats, answers
from tests.workspaces import make_workspace

AS_OF = "2026-10-31"
SEED = 215


@dataclass(frozen=True)
class Seen:
    """What was found in one company: its number, the findings called real, how many are signals, all in words."""

    number: int
    real: tuple[Finding, ...]
    signals: int
    said: tuple[str, ...]


def companies(
    many: int, choice: Choice, seed: int = SEED, moved: Callable[[Company, np.random.Generator], Floats] | None = None
) -> Iterator[tuple[int, Company, Findings]]:
    """Findings of made-up companies numbered from 0; every one is the same again for the same seed and number.

    `moved`: points to be planted, as `answers` takes them.
    """
    for number in range(many):
        rng = np.random.default_rng([seed, number])
        company = Company.drawn(rng)
        planted = moved(company, rng) if moved else None
        with TemporaryDirectory() as folder:
            frame = answers(company, rng, planted)
            workspace = make_workspace(Path(folder) / "company.duckdb", frame, settings={"as_of": AS_OF})
            snapshot = workspace.snapshot()
            yield number, company, findings(snapshot, choice)
            snapshot.close()


def nulls(many: int, choice: Choice, seed: int = SEED) -> Iterator[Seen]:
    """What is found where there is nothing to find."""
    text = Text("en")
    for number, _, found in companies(many, choice, seed):
        real = tuple(one for one in found.ranked if one.word == "real")
        said = tuple(f"{one.word}: {sentences.sentence(one, found.ground, text)}" for one in found.ranked)
        yield Seen(number, real, sum(one.word == "signal" for one in found.ranked), said)


def rate(hits: int, many: int) -> str:
    """ "3 of 200: 1.5 % (95 % interval 0.5 to 4.3 %)" """
    found = share(hits, many)
    low, high = (100.0 * float(end) for end in (found.low, found.high))
    return f"{hits} of {many}: {100.0 * hits / many:.1f} % (95 % interval {low:.1f} to {high:.1f} %)"


def collapsed(drop: float, months: int = 3) -> Callable[[Company, np.random.Generator], Floats]:
    """One touchpoint, drawn by its volume, that loses `drop` points in the last months."""

    def moved(company: Company, rng: np.random.Generator) -> Floats:
        planted = np.zeros((company.months, *company.share.shape))
        weight = company.volume[1:] / company.volume[1:].sum()
        planted[-months:, 1 + int(rng.choice(len(weight), p=weight))] = -drop
        return planted

    return moved


def caught(many: int, drop: float, choice: Choice, seed: int = SEED) -> tuple[int, int, pl.DataFrame]:
    """How many of the planted drops are called real, of how many; and per company n, drop seen, and word."""
    rows = []
    for number, company, found in companies(many, choice, seed, collapsed(drop)):
        rng = np.random.default_rng([seed, number])
        Company.drawn(rng)
        label = f"Punkt {int(np.argmin(collapsed(drop)(company, rng)[-1].sum(axis=1)))}"
        mine = [one for one in found.ranked if one.labels[:1] == (label,) and one.worse]
        word = next((one.word for one in mine if one.word == "real"), mine[0].word if mine else "")
        code = next((code for code, name in found.ground.labels.items() if name == label), 0)
        rows.append((number, label, found.ground.sizes.get(("nps", code), 0), word))
    frame = pl.DataFrame(rows, schema=["company", "touchpoint", "n", "word"], orient="row")
    return frame.filter(word="real").height, frame.height, frame
