"""Behind every chart stand its formula in words, n, what was assumed and what it cannot say, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from cxdata.card import Card, Method
from cxdata.choice import Choice
from cxdata.store.workspace import Workspace
from cxdata.text import LANGS, Lang, Text, catalogue
from cxdata.views.certainty import Setting, certainty
from cxdata.views.departments import departments
from cxdata.views.departments.panel import panel
from cxdata.views.drill import drill
from cxdata.views.drivers import drivers
from cxdata.views.method import PARTS, method
from cxdata.views.overview import overview
from cxdata.views.touchpoints import Asked, consistency_card, touchpoints
from cxdata.views.touchpoints.cell import cell
from cxdata.views.trends import Asked as Drawn
from cxdata.views.trends import Form, trends
from tests.text.test_catalogue import spoken
from tests.views.company import LAST, moved_rows
from tests.views.governed import LEVELS, ROLES, TURNED, governed
from tests.views.test_drivers import NOBODY, rated
from tests.workspaces import make_workspace

CHOICE = Choice(preset="month")


def cards(found: object) -> Iterator[Card]:
    """Every card somewhere in what a view returns."""
    if isinstance(found, Card):
        yield found
    elif isinstance(found, tuple | list):
        for part in found:
            yield from cards(part)
    elif is_dataclass(found):
        for name in fields(found):
            yield from cards(getattr(found, name.name))


@cache
def shown(lang: Lang) -> dict[str, Card]:
    """The cards with a chart of all pages, by their keys."""
    text = Text(lang)
    workspace, snapshot, tables = governed([*moved_rows(14), *TURNED], ROLES, LEVELS)
    line = trends(snapshot, CHOICE, text)
    mapped = touchpoints(snapshot, CHOICE, text, tables)
    point = drill(
        workspace,
        snapshot,
        CHOICE,
        text,
        series=line.cards[0].chart.series[0],
        period=LAST,
        grain="month",  # type: ignore[union-attr]
    )
    found = [
        overview(snapshot, CHOICE, text, tables),
        line,
        trends(snapshot, CHOICE, text, Drawn("channel", form=Form(limits=True, season=True))),
        point,
        consistency_card.card(mapped.grid, mapped.even, text),  # type: ignore[arg-type]
        cell(workspace, mapped, text, tables),
        *(touchpoints(snapshot, CHOICE, text, tables, Asked(mode=mode)) for mode in ("score", "goal", "change")),
        departments(snapshot, tables, CHOICE, text),
        panel(workspace, snapshot, tables, CHOICE, text, "Logistyka"),
        certainty(snapshot, CHOICE, text, Setting()),
        drivers(made().snapshot(), NOBODY, Choice(preset="year"), text),
    ]
    return {card.key: card for card in cards(found) if card.chart is not None}


@cache
def made() -> Workspace:
    return make_workspace(Path(mkdtemp()) / "d.duckdb", rated(600, (1.5, 0.5, 0.1), (0.8, 0.7, 0.5)))


@pytest.mark.parametrize("lang", LANGS)
def test_the_method_of_every_chart_says_four_things(lang: Lang) -> None:
    found = shown(lang)
    pages = {key.split(".")[0] for key in found}
    assert pages == {
        "certainty",
        "overview",
        "trends",
        "drill",
        "touchpoints",
        "departments",
        "drivers",
    }
    assert [key for key, card in found.items() if not isinstance(card.method, Method)] == []
    assert [(key, part) for key, card in found.items() for part in PARTS if not getattr(card.method, part)] == []
    counted = {key: card.n for key, card in found.items() if card.n}
    assert [key for key, n in counted.items() if Text(lang).number(n) not in found[key].method.n] == []  # type: ignore[union-attr]


def test_a_note_that_leaves_a_thing_unsaid_is_no_note() -> None:
    with pytest.raises(ValueError, match="the method of trend does not say: n, assumed"):
        method(Text("en"), None, "trend")


def test_a_note_is_put_together_part_by_part() -> None:
    text = Text("en")
    found = method(text, 1234, "distribution", "nps", "few", "limits")
    assert found.n.startswith("1,234 answers stand behind the chart. Under 10 answers only their number is shown")
    assert found.formula == f"{text('methods.distribution.formula')} {text('methods.nps.formula')}"
    assert found.cannot == text("methods.limits.cannot")


def test_every_note_of_the_catalogue_is_used_and_has_known_parts() -> None:
    notes = [key.split(".") for key in catalogue() if key.startswith("methods.")]
    assert [key for _, key, part in notes if key != "part" and part not in PARTS] == []
    constants, _ = spoken()
    assert sorted({key for _, key, _ in notes} - {"part"} - constants) == []
