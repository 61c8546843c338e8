"""The cards of change: what departments moved and what other shares did, and one touchpoint taken apart by channel."""

from __future__ import annotations

import polars as pl

from cxdata.card import MARKED, Card, Shift, Waterfall
from cxdata.charts import words as shown
from cxdata.scan.composition import OTHERS
from cxdata.text import Text, rounded
from cxdata.text.adding import adding
from cxdata.views import wording
from cxdata.views.departments import words
from cxdata.views.departments.change import Change, Inside
from cxdata.views.departments.facts import Facts
from cxdata.views.departments.owned import CHANNEL

KEY, INSIDE = "departments.change", "departments.inside"


def card(facts: Facts, text: Text) -> Card:
    """The waterfall from the period before to the chosen one."""
    owned, change = facts.owned, facts.change
    if change is None:
        return words.empty(KEY, text("departments.change.none_title"), missing(facts, text))
    chart = waterfall(facts, change, text)
    before, after = _periods(facts, text)
    ends = {
        name: shown.score(value, owned.unit, text, 1)
        for name, value in (("before", change.before), ("after", change.after))
    }
    rows = words.told(chart.frame.select("label", "value").iter_rows(), owned, text)
    return Card(
        key=KEY,
        title=title(facts, change, text),
        subtitle=text("departments.change.subtitle", metric=words.metric(owned, text), before=before, after=after),
        foot=words.foot(owned, text, change.n, text("departments.change.sums")),
        method=words.method(owned, change.n, text, "split", "change"),
        alt=text("departments.change.alt", **ends, rows=rows),
        chart=chart,
        table=table(facts, change, text),
        n=change.n,
    )


def missing(facts: Facts, text: Text) -> str:
    """Why there is no change, and what to choose instead."""
    earlier = facts.owned.answers.compared.earlier
    if earlier is None:
        return text("departments.change.none_rest")
    return text("departments.change.none", period=text.period(*earlier))


def _periods(facts: Facts, text: Text) -> tuple[str, str]:
    compared = facts.owned.answers.compared
    before = text.period(*compared.earlier) if compared.earlier else ""
    return before, text.period(*compared.span)


def title(facts: Facts, change: Change, text: Text) -> str:
    """Whether departments or other shares moved the score; only what is real is called so."""
    owned = facts.owned
    total = _total(change)
    size = {"amount": words.amount(total, owned, text, sign=True)}
    moved = [*words.real(change.parts, -1), *words.real(change.parts, 1)]
    if moved:
        return text("departments.change.title_departments", **size, labels=wording.named(moved, text))
    steps = waterfall(facts, change, text).frame
    mixed = rounded(float(steps.filter(kind="mix")["value"].sum()), 1)
    sure = "real" in (facts.mix, facts.channels)
    if sure and mixed * total > 0 and abs(mixed) > abs(total) / 2:
        return text("departments.change.title_mix", **size)
    if MARKED.isdisjoint([facts.mix, facts.channels, *change.parts["verdict"].to_list()]):
        return text("departments.change.title_chance", **size)
    parts = {
        "rate": text.number(total - mixed, 1, sign=True),
        "mix": text.number(mixed, 1, sign=True),
    }
    return text("departments.change.title", **size, **parts)


def _total(change: Change) -> float:
    """The change as it is printed: the difference of the printed ends."""
    return rounded(rounded(change.after, 1) - rounded(change.before, 1), 1)


def waterfall(facts: Facts, change: Change, text: Text) -> Waterfall:
    """Before; the two mixes, which are nobody's; nobody, misplaced, departments; after. As printed it adds up."""
    before, after = _periods(facts, text)
    steps = []
    for key, mix, verdict in (("mix", change.mix, facts.mix), ("channel_mix", change.channels, facts.channels)):
        if abs(mix.value) >= 1e-9:
            ends = (mix.low, mix.high) if mix.p is not None else None
            steps.append(words.step(text(f"departments.{key}"), "mix", mix.value, ends, change.n, verdict))
    for row in words.named(change.parts, text).to_dicts():
        ends = (row["low"], row["high"])
        steps.append(words.step(row["label"], row["kind"], row["value"], ends, row["n"], row["verdict"]))
    printed = adding([step["value"] for step in steps], _total(change))
    frame = pl.DataFrame(steps, schema=words.STEPS, orient="row")
    return Waterfall(
        frame=frame.with_columns(pl.Series("value", printed, dtype=pl.Float64)),
        unit=facts.owned.unit,
        start=rounded(change.before, 1),
        end=rounded(change.after, 1),
        start_label=wording.capital(before),
        end_label=wording.capital(after),
        ranged=text("departments.range"),
    )


def table(facts: Facts, change: Change, text: Text) -> pl.DataFrame:
    """Every touchpoint's part, with scores hidden where there are too few answers; the columns of points sum up.

    What moved within channels, and what their shares did, stand with their verdicts where a touchpoint has several.
    """
    inner = [facts.inner.get(label, (None, None)) for label in change.touchpoints["label"].to_list()]
    verdicts = [
        pl.Series(
            text(f"departments.columns.verdict_{name}"),
            [None if pair[at] is None else text(f"departments.verdict.{pair[at]}") for pair in inner],
            dtype=pl.String,
        )
        for at, name in ((0, "rate"), (1, "channels"))
    ]
    enough = {side: pl.col(f"n_{side}") >= 30 for side in ("before", "after")}
    return change.touchpoints.select(
        pl.col("label").alias(text("departments.panel.touchpoint")),
        pl.col("n_before").alias(text("columns.n_before")),
        pl.col("n_after").alias(text("columns.n")),
        *(
            (100 * pl.col(f"weight_{side}")).round(1).alias(text(f"departments.columns.share_{side}"))
            for side in enough
        ),
        *(
            pl.when(some).then(pl.col(f"score_{side}").round(1)).alias(text(f"departments.columns.score_{side}"))
            for side, some in enough.items()
        ),
        *(
            pl.when(enough["before"] & enough["after"])
            .then(pl.col(name).round(2))
            .alias(text(f"departments.columns.{name}"))
            for name in ("mix", "channels", "rate")
        ),
    ).with_columns(verdicts)


def chosen(facts: Facts, asked: str | None = None) -> Inside | None:
    """The touchpoint to take apart: the one asked for, else one whose channels all went against it, else where other
    shares did most."""
    found = facts.insides
    if asked in found:
        return found[asked]
    ranked = sorted(
        found.values(),
        key=lambda one: (not turned(facts, one), facts.inner[one.label][1] != "real", -abs(one.mix)),
    )
    return ranked[0] if ranked else None


def turned(facts: Facts, inside: Inside) -> bool:
    """Every channel went one way and the whole the other, and the shares really changed."""
    return inside.turned and facts.inner[inside.label][1] == "real"


def inside_card(facts: Facts, text: Text, asked: str | None = None) -> Card:
    """One touchpoint's channels before and after."""
    owned, inside = facts.owned, chosen(facts, asked)
    if facts.change is None:
        return words.empty(INSIDE, text("departments.change.none_title"), missing(facts, text))
    if inside is None:
        return words.empty(INSIDE, text("departments.inside.none_title"), text("departments.inside.none"))
    rate, mix = facts.inner[inside.label]
    moved, mixed = adding([inside.rate, inside.mix], inside.after - inside.before)
    head = _inside_title(facts, inside, text)
    before, after = _periods(facts, text)
    chart = Shift(_shifted(inside, text), owned.unit, owned.pool.metric, before, after)
    rows = [
        text(
            "departments.inside.alt_row",
            label=row["label"],
            before=shown.score(row["score_before"], owned.unit, text),
            after=shown.score(row["score_after"], owned.unit, text),
        )
        for row in chart.frame.to_dicts()
    ]
    return Card(
        key=INSIDE,
        title=head,
        subtitle=text(
            "departments.inside.subtitle",
            metric=words.metric(owned, text),
            rate=words.amount(moved, owned, text, sign=True),
            rate_verdict=text(f"departments.verdict.{rate}"),
            mix=words.amount(mixed, owned, text, sign=True),
            mix_verdict=text(f"departments.verdict.{mix}"),
        ),
        foot=words.foot(owned, text, inside.n_after, text("departments.inside.foot")),
        method=words.method(owned, inside.n_after, text, "split", "change"),
        alt=text("departments.inside.alt", title=head, rows="; ".join(rows)),
        chart=chart,
        table=_inside_table(inside, text),
        n=inside.n_after,
        verdict=rate,
    )


def _inside_title(facts: Facts, inside: Inside, text: Text) -> str:
    if not turned(facts, inside):
        size = words.amount(inside.after - inside.before, facts.owned, text, sign=True)
        return text("departments.inside.title", label=inside.label, amount=size)
    way = "turned_down" if inside.after < inside.before else "turned_up"
    sample = "" if facts.inner[inside.label][0] == "real" else "_sample"
    return text(f"departments.inside.{way}{sample}", label=inside.label)


def _labelled(inside: Inside, text: Text) -> pl.DataFrame:
    others = pl.when(pl.col(CHANNEL) == OTHERS).then(pl.lit(text("departments.others")))
    label = others.otherwise(pl.col("label").fill_null(text("words.not_given"))).alias("label")
    return inside.rows.with_columns(label)


def _shifted(inside: Inside, text: Text) -> pl.DataFrame:
    columns = [f"{name}_{side}" for name in ("share", "score", "n") for side in ("before", "after")]
    rows = _labelled(inside, text).rename({f"weight_{side}": f"share_{side}" for side in ("before", "after")})
    rows = rows.sort("score_after", "share_after", descending=True, nulls_last=True)
    whole = pl.DataFrame(
        [
            (
                text("departments.whole_row"), 1.0, 1.0, inside.before, inside.after, inside.n_before, inside.n_after,
                True,
            )
        ],
        schema=["label", *columns, "whole"],
        orient="row",
    )  # fmt: skip
    return pl.concat([rows.select("label", *columns, pl.lit(False).alias("whole")), whole], how="vertical_relaxed")


def _inside_table(inside: Inside, text: Text) -> pl.DataFrame:
    """The channels; the verdict is that of what moved within each."""
    verdicts = {name: text(f"departments.verdict.{name}") for name in ("real", "here", "sample", "chance", "few")}
    return _labelled(inside, text).select(
        pl.col("label").alias(text("dimension.channel")),
        pl.col("n_before").alias(text("columns.n_before")),
        pl.col("n_after").alias(text("columns.n")),
        *(
            (100 * pl.col(f"weight_{side}")).round(1).alias(text(f"departments.columns.share_{side}"))
            for side in ("before", "after")
        ),
        *(
            pl.col(f"score_{side}").round(1).alias(text(f"departments.columns.score_{side}"))
            for side in ("before", "after")
        ),
        pl.col("mix").round(2).alias(text("departments.columns.mix")),
        pl.col("rate").round(2).alias(text("departments.columns.rate")),
        pl.col("verdict")
        .replace_strict(verdicts, return_dtype=pl.String)
        .alias(text("departments.columns.verdict_channel")),
    )
