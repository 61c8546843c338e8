"""The company in English: the same rows as in Polish, word for word by the tables beside the Polish ones."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from cxdata.intake import importing
from cxdata.reading import Mapping, read
from cxdata.reading.meaning.suggestion import suggest
from cxdata.store.workspace import Workspace
from data.demo import edition, journey, surveys
from tests.data.conftest import PROJECT

POLISH = re.compile("[ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]")
SAME = {  # words that are the same in both languages, and the product's own keys
    *("E-commerce", "E-mail", "IT", "Marketing", "E-commerce | Marketing"),
    *("nps", "csat", "ces", "relationship", "touchpoint", "touchpoints", "channel"),
    *("A", "R", "C", "I", "operating", "cx_team", "yes", "no", "sponsor", "council", "expert", "ambassador"),
    *("statement", "strategic", "present", "deputy", "excused", "absent", "planned", "running", "done", "stopped"),
}
PEOPLE = {name for name, *_ in journey.toml("council.toml")["people"]}
COMMENTS = ("Komentarz", "Comment")


@pytest.fixture(scope="session")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all files of the company in English."""
    folder = tmp_path_factory.mktemp("english")
    script = PROJECT / "data" / "demo" / "company.py"
    subprocess.run([sys.executable, str(script), str(folder), "--lang", "en"], check=True, timeout=60)
    return folder


def tables(folder: Path) -> list[tuple[str, pl.DataFrame]]:
    """Every file of rows in the order of contents.toml, its cells as text."""
    contents = tomllib.loads((folder / "contents.toml").read_text("utf-8"))
    return [(entry["file"], _texts(folder, entry)) for entry in contents["file"]]


def _texts(folder: Path, entry: dict[str, Any]) -> pl.DataFrame:
    path, rules = folder / entry["file"], {}
    if "mapping" in entry:
        rules = tomllib.loads((folder / entry["mapping"]).read_text("utf-8")).get("read", {})
    if path.suffix == ".xlsx":
        return pl.read_excel(path, sheet_name=rules["sheet"]).cast(pl.String)
    if path.suffix == ".parquet":
        return pl.read_parquet(path).cast(pl.String)
    text = path.read_bytes().decode(rules.get("encoding", "utf-8-sig"))
    separator = ";" if ";" in text.splitlines()[0] else ","
    return pl.read_csv(text.encode(), separator=separator, infer_schema=False)


def test_every_cell_says_the_same_and_every_polish_word_has_one_english_one(company: Path, english: Path) -> None:
    pairs: set[tuple[str, str]] = set()
    for (name, one), (other_name, other) in zip(tables(company), tables(english), strict=True):
        assert (other_name, one.shape) == (edition.dictionary()[name], other.shape)
        for mine, theirs in zip(one, other, strict=True):
            assert mine.is_null().equals(theirs.is_null()), (name, mine.name)
            if mine.name not in COMMENTS:
                both = pl.DataFrame({"pl": mine, "en": theirs}).drop_nulls().unique()
                pairs |= set(both.iter_rows())
    words = {(one, other) for one, other in pairs if re.search(r"[^\W\d_]", one)}
    assert {(one, other) for one, other in pairs - words if one != other} == {("8,5", "8.5")}
    assert len({one for one, _ in words}) == len({other for _, other in words}) == len(words)
    same = {one for one, other in words if one == other and not re.fullmatch(r"(PS|BR|K|D)-[\d/]+", one)}
    assert same == SAME | PEOPLE


def test_no_polish_letter_is_left_but_in_the_names_of_people(english: Path) -> None:
    assert [path.name for path in english.iterdir() if not path.name.isascii()] == []
    for path in english.glob("*.toml"):
        assert path.read_text("utf-8").isascii()
    for name, table in tables(english):
        cells = {cell for column in table for cell in column.unique() if cell and POLISH.search(cell)}
        assert cells <= PEOPLE, name
        assert "".join(table.columns).isascii()


def test_customers_say_as_many_different_things_in_either_language() -> None:
    polish, spoken = journey.toml("voices.toml"), edition.Edition(Path(), "en").voices()
    sizes = {edition.dictionary().get(name, name): [len(v) for v in lists.values()] for name, lists in polish.items()}
    assert {name: [len(v) for v in lists.values()] for name, lists in spoken.items()} == sizes
    slots = re.compile(r"\{(\w+?)_?\}")
    said = {
        slot for lists in spoken.values() for texts in lists.values() for text in texts for slot in slots.findall(text)
    }
    assert said == {*spoken["slots"], "email", "phone", "iban", "pesel", "card"}


def test_a_comment_has_every_gap_filled(english: Path) -> None:
    texts = pl.concat([table[COMMENTS[1]] for _, table in tables(english) if COMMENTS[1] in table.columns]).drop_nulls()
    assert texts.filter(texts.str.contains(r"[{}]")).to_list() == []
    assert texts.n_unique() > 10_000


def test_the_english_surveys_are_understood_without_a_question(english: Path) -> None:
    for name in [*surveys.SHAPES, surveys.LATEST, surveys.RELATIONSHIP]:
        path = english / edition.dictionary()[name]
        found = suggest(read(path, folder=english))
        asked = tuple(replace(question, missing=()) for question in found.mapping.questions)
        meant = replace(_mapping(path), read=found.mapping.read)
        assert (found.sure, found.open, replace(found.mapping, questions=asked)) == (True, (), meant)


def test_the_latest_month_imported_has_the_same_scores_label_by_label(
    company: Path, english: Path, tmp_path: Path
) -> None:
    by = ["touchpoint", "channel", "region"]
    polish, spoken = (
        _imported(edition.Edition(folder, lang).path(surveys.LATEST), tmp_path / f"{lang}.duckdb", by)
        for lang, folder in (("pl", company), ("en", english))
    )
    assert polish.with_columns(pl.col(by).replace(edition.dictionary())).sort(pl.all()).equals(spoken)
    assert spoken["n"].sum() > 3000


def _imported(path: Path, place: Path, by: list[str]) -> pl.DataFrame:
    """What `read` and the shipped mapping make of a file: month, labels, measure, score, n."""
    workspace = Workspace(place, place.stem).create()
    importing.load(workspace, read(path, folder=path.parent), _mapping(path))
    shop = workspace.snapshot()
    counts = pl.concat(shop.tally(metric=metric, by=("month", *by)) for metric in shop.metrics)
    labelled = (
        pl.col(name).cast(pl.Int64).replace_strict(shop.labels(name), default="", return_dtype=pl.String) for name in by
    )
    return counts.with_columns(labelled).sort(pl.all())


def _mapping(survey: Path) -> Mapping:
    return Mapping.of_toml(survey.with_suffix(".toml").read_text("utf-8"))
