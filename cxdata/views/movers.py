"""The card of what lost and won most: differences with their intervals, sorted under their verdicts."""

from __future__ import annotations

import polars as pl

from cxdata.card import Card, Changes
from cxdata.charts import words
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.finding import incomparable
from cxdata.views.judged import Judged, summary
from cxdata.views.timeline import blank

MOST, MOST_REAL = 10, 7


def movers(judged: Judged, text: Text, key: str = "overview.changes") -> Card:
    """Real changes first, the largest losses on top; then the largest that could be chance; too few in words."""
    answers, metric = judged.answers, judged.whole.metric
    against = wording.than(answers, judged.dimension)
    tested = judged.rows.filter(pl.col("change").is_not_null())
    shown = chosen(tested)
    subtitle = ", ".join([
        text(f"findings.over.{against}", metric=text(f"metric.{metric}")),
        wording.period(answers, text),
    ])  # fmt: skip
    few = judged.rows.filter(pl.col("change").is_null() & (pl.col("n_after") > 0)).sort("n_after", descending=True)
    if tested.is_empty():
        return _empty(judged, text, key, subtitle)
    title = summary(judged, text)
    more = [text("overview.shown_of", shown=shown.height, all=tested.height)] if shown.height < tested.height else []
    if few.height:
        more.append(text("overview.too_few", labels=wording.named(few["label"].to_list(), text, 3)))
    n = int(tested["n_after"].sum())
    return Card(
        key=key,
        title=title,
        subtitle=subtitle,
        foot=wording.foot(answers, text, n, *more, scopes=["touchpoints"]),
        method=wording.method(answers, n, text, judged.whole, "changes"),
        alt=_alt(title, subtitle, shown, judged, text),
        chart=Changes(frame(shown), wording.unit(metric), against in wording.BESIDE),
        table=_table(judged, text),
        n=n,
        verdict=judged.lead["verdict"] if judged.lead else "chance",
    )


def chosen(tested: pl.DataFrame) -> pl.DataFrame:
    """The rows to draw: up to seven that differ beyond chance, losses first, then the largest others, worst first."""
    sure = pl.col("verdict").is_in(["real", "sample"])
    size = pl.col("change").abs()
    firm = tested.filter(sure).sort(size, descending=True).head(MOST_REAL).sort("change")
    loose = tested.filter(~sure).sort(size, descending=True).head(MOST - firm.height).sort("change")
    return pl.concat([firm, loose])


def frame(rows: pl.DataFrame) -> pl.DataFrame:
    """`label, n, score, change, low, high, verdict` as the chart wants them."""
    renamed = {"n_after": "n", "score_after": "score"}
    return rows.rename(renamed).select("label", "n", "score", "change", "low", "high", "verdict")


def incomparable_title(judged: Judged, text: Text) -> str:
    """Whether there is nothing on the other side, or too little."""
    nothing = not judged.rows["n_before"].sum()
    return wording.capital(text("findings.no_comparison" if nothing else "findings.verdict.few"))


def _empty(judged: Judged, text: Text, key: str, subtitle: str) -> Card:
    some = judged.rows.filter(pl.col("n_after") > 0)
    if some.is_empty():
        return _nothing(judged, text, key)
    title = incomparable_title(judged, text)
    said = text("overview.nothing_to_compare")
    few = text("overview.too_few", labels=wording.named(some["label"].to_list(), text, 3))
    said = f"{said} {wording.capital(few)}."
    if not judged.rows["n_before"].sum():
        said = incomparable(judged, text)
    return Card(
        key=key,
        title=title,
        subtitle=subtitle,
        foot=wording.foot(judged.answers, text, int(some["n_after"].sum()), scopes=["touchpoints"]),
        method=wording.method(judged.answers, int(some["n_after"].sum()), text, judged.whole, "changes"),
        alt=said,
        chart=None,
        table=_table(judged, text),
        n=int(some["n_after"].sum()),
        verdict="few",
        empty=said,
    )


def _nothing(judged: Judged, text: Text, key: str) -> Card:
    """No touchpoint at all, none for this metric, or none in this period: each asks for something else."""
    snapshot, metric = judged.answers.snapshot, judged.whole.metric
    name = text(f"metric.{metric}")
    if snapshot.has_touchpoints(metric):
        return blank(key, text("overview.silent_touchpoints"), text("overview.touchpoints_elsewhere", metric=name))
    others = [text(f"metric.{other}") for other in snapshot.metrics if snapshot.has_touchpoints(other)]
    if others:
        said = text("overview.touchpoints_of", metric=name, others=text.list(others))
        return blank(key, text("overview.metric_without_touchpoints", metric=name), said)
    return blank(key, text("overview.without_touchpoints"), text("overview.no_touchpoints"))


def _alt(title: str, subtitle: str, rows: pl.DataFrame, judged: Judged, text: Text) -> str:
    unit = wording.unit(judged.whole.metric)
    said = "; ".join(
        text(
            "overview.alt_row",
            label=row["label"],
            change=words.change(row["change"], unit, text),
            verdict=text(f"charts.verdict.{row['verdict']}"),
        )
        for row in rows.to_dicts()
    )
    return text("overview.alt_changes", title=title, subtitle=subtitle, rows=said)


def _table(judged: Judged, text: Text) -> pl.DataFrame:
    """Every member, also those with too few answers, whose score and change are empty."""
    rows = judged.rows
    beside = wording.than(judged.answers, judged.dimension) in wording.BESIDE
    change, before = ("gap", "n_others") if beside else ("change", "n_before")
    known = pl.col("change").is_not_null()
    verdicts = {name: text(f"charts.verdict.{name}") for name in ("real", "sample", "chance", "few")}
    return rows.sort("change", nulls_last=True).select(
        pl.col("label").alias(text("columns.label")),
        pl.col("n_after").alias(text("columns.n")),
        pl.col("n_before").alias(text(f"columns.{before}")),
        pl.col("score_after").round(1, mode="half_away_from_zero").alias(text("columns.score")),
        pl.col("change").round(1, mode="half_away_from_zero").alias(text(f"columns.{change}")),
        pl.when(known).then(pl.col("low").round(1, mode="half_away_from_zero")).alias(text(f"columns.{change}_low")),
        pl.when(known).then(pl.col("high").round(1, mode="half_away_from_zero")).alias(text(f"columns.{change}_high")),
        pl.col("verdict").replace_strict(verdicts, return_dtype=pl.String).alias(text("columns.verdict")),
    )
