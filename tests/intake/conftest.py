"""Files and workspaces for imports: written to disk and read as any other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from cxdata.reading import Mapping, Question, Sheet, read
from cxdata.store.answers import every
from cxdata.store.workspace import Workspace

Written = Callable[..., Sheet]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.at(tmp_path / "firma.duckdb")


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes rows as a file and reads it: `written("a.csv", "id;ocena", "1;9")`; `encoding` as given."""

    def sheet(name: str, *lines: str, encoding: str = "utf-8", **decisions: object) -> Sheet:
        path = tmp_path / name
        path.write_bytes("".join(f"{line}\r\n" for line in lines).encode(encoding))
        return read(path, folder=tmp_path, **({"separator": ";", "header_rows": 1} | decisions))

    return sheet


@pytest.fixture
def mapping() -> Mapping:
    """id, data, polecenie (NPS), zadowolenie (CSAT), punkt, kanał, komentarz."""
    return Mapping(
        id="id",
        at="data",
        date_order="ymd",
        questions=(Question("polecenie", "nps", 0, 10, missing=("99",)), Question("zadowolenie", "csat", 1, 5)),
        dimensions={"touchpoint": "punkt", "channel": "kanał"},
        comments=("komentarz",),
    )


HEADINGS = "id;data;polecenie;zadowolenie;punkt;kanał;komentarz"


@pytest.fixture
def headings() -> str:
    return HEADINGS


@pytest.fixture
def stored() -> Callable[[Workspace], pl.DataFrame]:
    """Every answer in words: key order of day, touchpoint, channel, metric, score."""

    def answers(workspace: Workspace) -> pl.DataFrame:
        with workspace.connect() as connection:
            found: pl.DataFrame = connection.sql(
                "SELECT answers.day, t.label AS touchpoint, c.label AS channel, metric, score "
                f"FROM {every(connection)} AS answers "
                "JOIN measures ON measures.id = answers.measure "
                "LEFT JOIN members AS t ON t.dimension = 'touchpoint' AND t.code = touchpoint "
                "LEFT JOIN members AS c ON c.dimension = 'channel' AND c.code = channel "
                "ORDER BY ALL"
            ).pl()
        return found

    return answers
