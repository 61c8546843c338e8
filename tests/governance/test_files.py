"""Templates, downloads and uploads of the tables, in both languages."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdata.errors import FileRefused
from cxdata.governance.files import MOST, Reject, parsed, together
from cxdata.governance.sheets import download, file_name, template
from cxdata.governance.tables import CX_TEAM, DEPARTMENTS, GOALS, OPERATING, OWNERSHIP, TABLES
from cxdata.governance.uploading import load
from cxdata.reading import read
from cxdata.store.workspace import Workspace
from cxdata.text import LANGS, Lang, Text
from tests.governance.frames import day, departments, frame, goals, ownership

TEMPLATES = Path(__file__).resolve().parents[2] / "data" / "templates"


def table_of(data: bytes, lang: Lang) -> pl.DataFrame:
    """A file as reading hands it over: texts under the headings found, null where a cell is empty."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";" if lang == "pl" else ","))
    cells = [[cell or None for cell in row] for row in rows[1:]]
    return pl.DataFrame(cells, schema=dict.fromkeys(rows[0], pl.String), orient="row")


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("lang", LANGS)
def test_the_shipped_templates_are_those_that_the_spec_makes_and_read_back_whole(name: str, lang: Lang) -> None:
    table = TABLES[name]
    made = template(table, lang)
    assert (TEMPLATES / file_name(table, lang)).read_bytes() == made
    upload = parsed(table, table_of(made, lang))
    assert (upload.rejects, upload.unused) == ((), ())
    assert len(upload.rows) == made.count(b"\n") - 1


@pytest.mark.parametrize("name", TABLES)
def test_a_workbook_says_the_same_as_the_text_file_of_either_language(name: str, tmp_path: Path) -> None:
    table, found = TABLES[name], []
    for lang in LANGS:
        sheet = read(TEMPLATES / file_name(table, lang, "xlsx"), folder=tmp_path)
        found.append(parsed(table, sheet.table, list(sheet.headings)))
        assert read(template(table, lang, "xlsx"), "new.xlsx", folder=tmp_path).table.equals(sheet.table)
        assert found[-1].rows.equals(parsed(table, table_of(template(table, lang), lang)).rows)
    assert [(upload.rejects, upload.unused) for upload in found] == [((), ())] * 2


def test_all_templates_together_make_one_company(tmp_path: Path) -> None:
    for lang in LANGS:
        workspace = Workspace(tmp_path / f"{lang}.duckdb", lang).create()
        for table in TABLES.values():
            loaded = load(workspace, table, table_of(template(table, lang), lang), by="Ala")
            assert (table.name, loaded.rejects, loaded.loaded) == (table.name, (), loaded.rows)


@pytest.mark.parametrize("lang", LANGS)
def test_every_table_column_and_choice_has_words_and_no_two_headings_are_alike(lang: Lang) -> None:
    text = Text(lang)
    for table in TABLES.values():
        assert text(f"governance_table.{table.name}")
        headings = [table.heading(name, lang) for name in table.names]
        assert len(set(headings)) == len(headings)
        for column in table.columns:
            words = [table.word(column.name, choice, lang) for choice in column.choices]
            assert len(set(words)) == len(words)


def test_headings_and_words_are_understood_in_either_language_and_in_any_order() -> None:
    frame = pl.DataFrame(
        {
            "ROLA": ["odpowiada", "Wykonuje", "C – doradza", "informed", "a"],
            "Touch point": ["Kasa"] * 5,
            "uwagi": ["x"] * 5,
            "Valid_from": ["1.01.2026", "2026-01-01", None, "", "2026-02-01"],
            "Dział": ["a", "b", "c", "d", "e"],
        }
    )
    upload = parsed(OWNERSHIP, frame)
    assert upload.rows.equals(
        ownership(
            ("Kasa", "a", "A", day("2026-01-01")),
            ("Kasa", "b", "R", day("2026-01-01")),
            ("Kasa", "c", "C"),
            ("Kasa", "d", "I"),
            ("Kasa", "e", "A", day("2026-02-01")),
        ).drop("id")
    )
    assert (upload.rejects, upload.unused, upload.lines) == ((), ("uwagi",), (2, 3, 4, 5, 6))


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("operacyjny", OPERATING),
        ("Dział operacyjny", OPERATING),
        ("operating", OPERATING),
        ("zespół CX", CX_TEAM),
        ("ZESPOL CX", CX_TEAM),
        ("cx_team", CX_TEAM),
        ("CX team", CX_TEAM),
        ("Customer Experience", CX_TEAM),
    ],
)
def test_kinds_of_departments_are_understood(word: str, meaning: str) -> None:
    assert parsed(DEPARTMENTS, pl.DataFrame({"dział": ["x"], "rodzaj": [word]})).rows["kind"].to_list() == [meaning]


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("relacja", "relationship"),
        ("Punkty styku", "touchpoints"),
        ("punkt styku", "touchpoint"),
        ("touchpoint", "touchpoint"),
    ],
)
def test_scopes_of_goals_are_understood(word: str, meaning: str) -> None:
    row = {"miara": ["NPS"], "zakres": [word], "poziom docelowy": ["36,5"], "termin": ["31.12.2026"]}
    if meaning == "touchpoint":
        row["punkt styku"] = ["Kasa"]
    (found,) = parsed(GOALS, pl.DataFrame(row)).rows.rows(named=True)
    assert (found["scope"], found["target"], found["deadline"]) == (meaning, 36.5, day("2026-12-31"))


def test_a_row_with_a_bad_cell_is_left_out_whole_with_line_heading_value_and_reason() -> None:
    frame = pl.DataFrame(
        {
            "c0": ["Kasa", "Kasa", "Dostawa", None, "Kasa"],
            "c1": ["IT", "IT", None, None, "IT"],
            "c2": ["A", "szef", "A", None, "A"],
            "c3": ["2026-01-01", None, "2026-02-30", None, "2026-01-01"],
        }
    )
    upload = parsed(OWNERSHIP, frame, ["punkt styku", "dział", "rola", "od"], [4, 5, 7, 8, 9])
    assert upload.rejects == (
        Reject(5, "rola", "szef", "governance_choice", {"found": "szef"}),
        Reject(7, "od", "2026-02-30", "governance_date", {"found": "2026-02-30"}),
        Reject(9, "punkt styku", "Kasa", "governance_duplicate", {"other": 4, "found": "Kasa"}),
    )
    assert (upload.rows.rows(), upload.lines) == ([("Kasa", "IT", "A", day("2026-01-01"), None)], (4,))
    assert upload.rejected == 3
    assert upload.table.row(0) == (5, "rola", "szef", "governance_choice")


def test_a_file_without_a_needed_column_is_refused_naming_it_in_the_readers_language() -> None:
    with pytest.raises(FileRefused) as caught:
        parsed(OWNERSHIP, pl.DataFrame({"punkt styku": ["Kasa"], "rola": ["A"]}))
    assert [Text(lang).error(caught.value) for lang in LANGS] == [
        "W pliku brakuje kolumny „dział”. Są w nim: punkt styku, rola. Najprościej zacząć od szablonu.",
        "The file lacks the column “department”. It has: punkt styku, rola. The template is the easiest start.",
    ]


def test_a_file_that_is_something_else_by_its_size_is_refused() -> None:
    with pytest.raises(FileRefused, match="governance_rows"):
        parsed(DEPARTMENTS, pl.DataFrame({"dział": ["x"] * (MOST + 1), "rodzaj": ["operacyjny"] * (MOST + 1)}))


def test_a_column_is_found_by_its_proper_heading_before_another_takes_the_word() -> None:
    # "dział" may stand for a goal's owner, but not where "właściciel" is there too.
    frame = pl.DataFrame(
        {"miara": "nps", "zakres": "relacja", "poziom docelowy": "40", "termin": "2026-12-31", "dział": "IT"}
    )
    assert parsed(GOALS, frame).rows["owner"].to_list() == ["IT"]
    both = parsed(GOALS, frame.with_columns(właściciel=pl.lit("Sprzedaż")))
    assert (both.rows["owner"].to_list(), both.unused) == (["Sprzedaż"], ("dział",))


def test_a_download_says_words_of_the_language_and_holds_no_formula() -> None:
    frame = goals(
        ('=HYPERLINK("x")', "nps", "touchpoint", "-Kasa; druga", -3.5, 40.0, day("2026-12-31"), "@IT"),
    )
    assert download(GOALS, frame, "pl").decode() == (
        "\ufeffcel;miara;zakres;punkt styku;poziom wyjściowy;poziom docelowy;termin;właściciel;"
        "początek;punkty kontrolne;cel strategiczny;uzasadnienie\n"
        '"\'=HYPERLINK(""x"")";NPS;punkt styku;"\'-Kasa; druga";-3,5;40;2026-12-31;\'@IT;;;;\n'
    )
    assert download(DEPARTMENTS, departments(("IT", "cx_team")), "en").decode() == (
        "\ufeffdepartment,kind,headcount\nIT,CX team,\n"
    )


WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Z"]), max_size=8).map(lambda text: f"{text}ż")
SIDE = WORDS | st.sampled_from(["=1+1", '"', ";,", "-x", "+y", "@z"])


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(
            SIDE | st.none(),
            st.sampled_from(["csat", "ces"]),
            st.just("touchpoint"),
            SIDE,
            st.none() | st.floats(0, 100),
            st.floats(0, 100),
            st.dates(day("1990-01-01"), day("2100-01-01")),
            SIDE | st.none(),
        ),
        max_size=5,
        unique_by=lambda row: row[6],
    ),
    st.sampled_from(LANGS),
)
def test_what_is_downloaded_reads_back_the_same(rows: list[tuple[object, ...]], lang: Lang) -> None:
    made = frame(GOALS, *rows).drop("id")  # type: ignore[arg-type]
    upload = parsed(GOALS, table_of(download(GOALS, made, lang), lang))
    assert upload.rejects == ()
    plain = [pl.col("name", "touchpoint", "owner").str.strip_prefix("\ufeff").str.strip_chars_start("\ufeff")]
    assert upload.rows.with_columns(plain).rows() == made.with_columns(plain).rows()


def test_an_upload_updates_rows_with_its_keys_and_keeps_or_replaces_the_others() -> None:
    held = departments(("IT", "operating", 1), ("Sprzedaż", "operating", 2))
    uploaded = departments(("sprzedaż", "operating", 9), ("Kadry", "operating", 3)).drop("id")
    assert together(DEPARTMENTS, held, uploaded).rows() == [
        (1, "IT", "operating", 1),
        (2, "sprzedaż", "operating", 9),
        (None, "Kadry", "operating", 3),
    ]
    assert together(DEPARTMENTS, held, uploaded, replace=True)["id"].to_list() == [2, None]
