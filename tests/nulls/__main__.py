"""`python -m tests.nulls --companies 200`: the rate of false findings, and how often planted drops are found."""

from __future__ import annotations

import argparse
from itertools import pairwise

import polars as pl

from cxdata.choice import COMPARISONS, PRESETS, Choice
from tests.nulls.running import SEED, caught, nulls, rate

EDGES = (30, 100, 200, 400, 800)


def main() -> None:
    asked = _asked()
    choice = Choice(preset=asked.period, compare=asked.vs)
    if asked.drop:
        for drop in asked.drop:
            found, many, frame = caught(asked.companies, drop, choice, asked.seed)
            print(f"a touchpoint that loses {drop:g} NPS points is called real in {rate(found, many)}")
            print(_by_size(frame))
        return
    hits = signals = 0
    for seen in nulls(asked.companies, choice, asked.seed):
        hits, signals = hits + bool(seen.real), signals + bool(seen.signals)
        if seen.real:
            print(f"company {seen.number}: {'; '.join(said for said in seen.said if said.startswith('real'))}")
    print(f"companies without any planted effect that show a finding called real: {rate(hits, asked.companies)}")
    print(f"that show a signal of the charts, which is never called real: {rate(signals, asked.companies)}")


def _by_size(frame: pl.DataFrame) -> str:
    """Finds by how many answers the fallen touchpoint has in the period."""
    lines = []
    for low, high in pairwise((0, *EDGES, None)):
        part = frame.filter(pl.col("n") >= low, pl.col("n") < high if high else pl.lit(True))
        if part.height:
            sizes = f"{low} to {high - 1}" if high else f"{low} and more"
            lines.append(f"  with {sizes} answers: {part.filter(word='real').height} of {part.height}")
    return "\n".join(lines)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.nulls", description=__doc__)
    parser.add_argument("--companies", type=int, default=200)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--period", choices=PRESETS, default="quarter")
    parser.add_argument("--vs", choices=COMPARISONS, default="year")
    parser.add_argument(
        "--drop", type=float, nargs="*", help="plant a drop of so many points and count how often it is found"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
