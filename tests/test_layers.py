"""Which room may import which, and which tools: the table of the house, held by a walk over every file."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HINGES = {"errors", "schema", "choice", "card", "text", "spreadsheet"}
BELOW_FINDINGS = HINGES | {"store", "statistics", "governance", "scan"}
BELOW_VIEWS = BELOW_FINDINGS | {"charts", "findings"}
ALL = BELOW_VIEWS | {"reading", "intake", "views"}

# room: (our rooms that it may import, tools that it may import)
TABLE: dict[str, tuple[set[str], set[str]]] = {
    "errors": (HINGES, set()),
    "schema": (HINGES, set()),
    "choice": (HINGES, set()),
    "card": (HINGES, {"polars"}),
    "text": (HINGES, {"babel"}),
    "spreadsheet": (HINGES, {"polars"}),
    "reading": ({"errors", "schema"}, {"polars", "duckdb", "numpy", "fastexcel", "pyarrow"}),
    "store": ({"errors", "schema", "choice"}, {"polars", "duckdb", "numpy", "pyarrow"}),
    "intake": ({"errors", "schema", "text", "reading", "store", "governance"}, {"polars", "duckdb"}),
    "statistics": ({"errors"}, {"polars", "numpy", "scipy"}),
    "governance": (
        {"errors", "schema", "text", "spreadsheet", "store", "statistics"},
        {"polars", "duckdb", "numpy", "xlsxwriter"},
    ),
    "scan": ({"errors", "schema", "choice", "card", "store", "statistics"}, {"polars"}),
    "findings": (BELOW_FINDINGS, {"polars", "numpy"}),
    "charts": ({"errors", "schema", "card", "text"}, {"plotly", "polars"}),
    "views": (BELOW_VIEWS, {"polars"}),
    "screen": (ALL, {"streamlit", "polars", "plotly", "starlette"}),
    "command": (ALL - {"charts", "views"}, {"polars", "duckdb"}),
    "pages": ({"screen", "views"}, {"streamlit"}),
    "app": ({"screen", "views"}, {"streamlit", "starlette"}),
}
TABLE["__main__"] = ({"command"}, set())
TABLE["__init__"] = (set(), set())


def room(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return parts[1] if parts[0] == "cxdata" else parts[0]


def imported(path: Path) -> list[tuple[int, str]]:
    """Line and absolute name of every import, inside functions too; `from a import b` counts as a.b."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                found.append((node.lineno, "." * node.level))
            else:
                found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return found


def violations(root: Path) -> list[str]:
    files = [*root.glob("cxdata/**/*.py"), *root.glob("pages/*.py"), *root.glob("app.py")]
    found = []
    for path in sorted(files):
        here = room(path, root)
        ours, tools = TABLE.get(here, (set(), set()))
        for line, name in imported(path):
            head, *rest = name.split(".")
            place = f"{path.relative_to(root)}:{line}"
            if head == "":
                found.append(f"{place}: relative import")
            elif head == "cxdata":
                target = rest[0] if rest else "cxdata"
                if target != here and target not in ours:
                    found.append(f"{place}: {here} may not import {target}")
            elif head not in sys.stdlib_module_names and head not in tools:
                found.append(f"{place}: {here} may not import {head}")
    return found


def test_every_room_imports_only_what_stands_below_it() -> None:
    assert violations(ROOT) == []


@pytest.mark.parametrize(
    ("path", "source", "said"),
    [
        ("cxdata/statistics/a.py", "import duckdb\n", "cxdata/statistics/a.py:1: statistics may not import duckdb"),
        (
            "cxdata/store/b.py",
            "def late():\n    from cxdata import views\n",
            "cxdata/store/b.py:2: store may not import views",
        ),
        ("pages/c.py", "import polars as pl\n", "pages/c.py:1: pages may not import polars"),
        ("cxdata/charts/d.py", "from .look import LIGHT\n", "cxdata/charts/d.py:1: relative import"),
        ("cxdata/elsewhere/e.py", "import polars\n", "cxdata/elsewhere/e.py:1: elsewhere may not import polars"),
    ],
)
def test_a_planted_violation_is_found(tmp_path: Path, path: str, source: str, said: str) -> None:
    planted = tmp_path / path
    planted.parent.mkdir(parents=True)
    planted.write_text(source)
    assert violations(tmp_path) == [said]


def test_no_file_grows_beyond_three_hundred_lines_and_no_page_beyond_a_hundred() -> None:
    files = [*ROOT.glob("cxdata/**/*.py"), *ROOT.glob("pages/*.py"), ROOT / "app.py"]
    most = {path: 100 if path.parent.name == "pages" else 300 for path in files if path.exists()}
    long = {p.relative_to(ROOT).as_posix(): n for p in most if (n := len(p.read_text("utf-8").splitlines())) > most[p]}
    assert long == {}
