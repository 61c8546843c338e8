"""The frame under AppTest, with real workspaces in a home of its own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from cxdata.intake.receipt import Receipt
from tests.workspaces import make_workspace

ROOT = Path(__file__).parents[2]
FRAME = ROOT / "cxdata" / "screen" / "frame.py"
LOCALES = {"pl": "pl-PL", "en": "en-GB"}

Open = Callable[..., AppTest]


def answers() -> pl.DataFrame:
    """36 months of NPS and CSAT: about the company, and on two touchpoints of which Dostawa loses in October 2026."""
    rows = []
    for month in range(36):
        year, number = 2023 + (month + 10) // 12, (month + 10) % 12 + 1
        for at in range(40):
            day = date(year, number, 1) + timedelta(days=at * 27 // 39)
            channel = ("telefon", "sklep", "aplikacja")[at % 3]
            region = ("mazowieckie", "śląskie")[at % 2]
            low = month == 35
            scores = {None: (10, 9, 8, 3)[at % 4], "Dostawa": (2, 9, 3, 5)[at % 4] if low else (10, 9, 9, 6)[at % 4]}
            scores["Infolinia"] = (9, 7, 10, 2)[at % 4]
            for touchpoint, score in scores.items():
                rows.append(
                    ("nps", score, day, touchpoint, channel, region, "Kurier *nie* zadzwonił." if low else None)
                )
            rows.append(("csat", (5, 4, 3, 5)[at % 4], day, None, channel, region, None))
    schema = ["metric", "score", "day", "touchpoint", "channel", "region", "comment"]
    return pl.DataFrame(rows, schema=schema, orient="row", infer_schema_length=None)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "demo.duckdb"
    workspace = make_workspace(path, answers(), settings={"as_of": "2026-10-31"})
    receipt = Receipt(file="answers.csv", import_id=1, rows=5760, loaded=5760, answers=5760).to_json()
    with workspace.connect(write=True) as connection:
        connection.execute("UPDATE imports SET receipt = $receipt", {"receipt": receipt})
    return path


@pytest.fixture
def demo(home: Path, filled: Path) -> Path:
    """A home with a small demo company."""
    shutil.copyfile(filled, home / "demo.duckdb")
    return home


@pytest.fixture
def start(home: Path) -> Open:
    """`start("trends", browser="en", metric="csat")`: the app as a new visitor's link opens it."""

    def opened(page: str = "", browser: str = "pl", **query: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(FRAME), default_timeout=30)
        app.context.update({"locale": LOCALES[browser], "theme": "light"})
        app.query_params.update(query)
        if page:
            app.run()
            app.query_params.update(query)
            app.switch_page(str(ROOT / "pages" / f"{page}.py"))
        app.run()
        return app

    return opened


def said(app: AppTest) -> list[str]:
    """Every sentence of the page's body."""
    return [element.value for element in (*app.title, *app.header, *app.markdown)]


def labels(app: AppTest) -> list[str]:
    """What stands on the buttons."""
    return [button.label for button in app.button]


def wrong(app: AppTest) -> list[str]:
    """Errors and warnings on the page."""
    return [element.value for element in (*app.exception, *app.error, *app.warning)]


def read(app: AppTest) -> list[list[list[str]]]:
    """The tables to read on the page: each with its rows, the headings first."""
    drawn = [element.proto.body for element in app.get("html") if "<table>" in element.proto.body]
    found = [ElementTree.fromstring(body).iter("tr") for body in drawn]
    return [[["".join(cell.itertext()) for cell in row] for row in rows] for rows in found]


def press(app: AppTest, label: str) -> AppTest:
    """Presses the button of that label and lets the page run."""
    next(button for button in app.button if button.label == label).click()
    return app.run()


@dataclass(frozen=True)
class Plot:
    """A chart as the browser gets it: Plotly's figure, and the words for those who do not see it."""

    figure: dict[str, Any]
    alt: str


def plots(app: AppTest) -> list[Plot]:
    """Every chart of the page, in the order in which they stand."""
    found = [element.proto for element in app.get("bidi_component")]
    data = [json.loads(proto.json) for proto in found if proto.component_name == "lad_chart"]
    return [Plot(json.loads(chart["figure"]), chart["alt"]) for chart in data]
