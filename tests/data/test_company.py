"""The files of the made-up company: the same each time, of every promised shape, with what is promised in them."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import polars as pl
import polars.selectors as cs

from data.demo import journey, surveys
from data.demo.voices import account, pesel

PROJECT = Path(__file__).resolve().parents[2]


def test_two_runs_from_different_places_write_the_same_bytes(company: Path, tmp_path: Path) -> None:
    script = PROJECT / "data" / "demo" / "company.py"
    subprocess.run([sys.executable, str(script), "again"], cwd=tmp_path, check=True, timeout=30)
    first = {path.name: path.read_bytes() for path in company.iterdir()}
    again = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert {name for name in first if first[name] != again.get(name)} == set()
    assert sorted(first) == sorted(again)


def test_the_script_without_a_folder_says_how_it_is_called() -> None:
    script = PROJECT / "data" / "demo" / "company.py"
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[0] == "usage: python data/demo/company.py OUTDIR [--lang pl|en]"


def test_the_list_of_contents_names_every_file_that_is_there(company: Path) -> None:
    contents = tomllib.loads((company / "contents.toml").read_text(encoding="utf-8"))
    named = {row[key] for row in contents["file"] for key in ("file", "mapping") if key in row}
    assert named | {"contents.toml"} == {path.name for path in company.iterdir()}
    assert contents["as_of"] == date(2026, 10, 31)
    kinds = [row["kind"] for row in contents["file"]]
    assert kinds == [*["answers"] * 5, "members", "invitations", *["governance"] * 12]


def test_a_mapping_names_only_columns_of_its_file(company: Path, relationship: pl.DataFrame) -> None:
    touchpoint = set(surveys.HEADINGS.values())
    for name in [*surveys.SHAPES, surveys.LATEST, surveys.RELATIONSHIP]:
        mapping = tomllib.loads((company / name).with_suffix(".toml").read_text(encoding="utf-8"))
        response = mapping["response"]
        named = {response["id"], response["at"], response["customer"], mapping["comments"]["column"]}
        named |= {measure["column"] for measure in mapping["measure"]} | set(mapping["dimensions"].values())
        assert named == (set(relationship.columns) if name == surveys.RELATIONSHIP else touchpoint)


def test_there_are_36_months_and_at_least_120_000_answers(replies: pl.DataFrame, relationship: pl.DataFrame) -> None:
    months = replies["month"].unique().sort()
    assert (len(months), months[0], months[-1]) == (36, "2023-11", "2026-10")
    answers = replies.select(pl.col("nps", "csat", "ces").count()).sum_horizontal().item()
    answers += relationship.select(cs.integer().count()).sum_horizontal().item()
    assert 150_000 <= answers <= 190_000


def test_the_journey_has_every_promised_size(replies: pl.DataFrame) -> None:
    sizes = {name: replies[name].n_unique() - replies[name].has_nulls() for name in surveys.HEADINGS}
    wanted = {"touchpoint": 22, "channel": 6, "department": 10, "segment": 4, "region": 16, "line": 6}
    assert {name: sizes[name] for name in wanted} == wanted
    assert len(dict.fromkeys(point.stage for point in journey.touchpoints())) == 6
    kinds = [department["kind"] for department in journey.toml("journey.toml")["departments"]]
    assert (kinds.count("operating"), kinds.count("cx_team")) == (9, 1)


def test_volumes_differ_tenfold_and_peak_in_december(replies: pl.DataFrame) -> None:
    thin = journey.truths()["thin_department"]["touchpoint"]
    sizes = replies.filter(pl.col("touchpoint") != thin)["touchpoint"].value_counts()["count"].sort()
    assert sizes[-1] > 8 * sizes[0]
    by_month = replies["month"].str.slice(5).value_counts().sort("count")
    assert by_month["month"][-1] == "12"


def test_a_third_of_the_replies_has_a_comment_and_most_texts_differ(
    replies: pl.DataFrame, relationship: pl.DataFrame
) -> None:
    texts = pl.concat([replies["comment"], relationship["Komentarz"]])
    assert 0.29 < texts.count() / len(texts) < 0.37
    assert texts.drop_nulls().n_unique() > 10_000
    leftover = texts.drop_nulls().filter(texts.drop_nulls().str.contains(r"[{}]"))
    assert leftover.to_list() == []


def test_some_comments_hold_contact_data_that_is_valid_but_nobodys(replies: pl.DataFrame) -> None:
    texts = replies["comment"].drop_nulls()
    for pattern in (r"\S+@\S+\.example", r"PL\d\d( \d{4}){6}", r"\b0001\d{7}\b", r"[567]00[ -]?000"):
        assert texts.str.contains(pattern).sum() >= 5
    assert pesel(0) == "00010100008"
    assert int(account(7).replace(" ", "")[4:] + "2521" + account(7)[2:4]) % 97 == 1


def test_bad_rows_are_as_many_as_written_down(company: Path) -> None:
    for name, counts in journey.truths()["spoilt"].items():
        _, _, encoding, separator, order = surveys.SHAPES[name]
        text = (company / name).read_bytes().decode(encoding)
        rows = pl.read_csv(text.encode(), separator=separator, infer_schema=False)
        empty = rows.select(pl.all_horizontal(pl.all().is_null())).to_series()
        filled = rows.filter(~empty)
        scores = filled.rename({surveys.NPS: "nps", surveys.CSAT: "csat"})
        wrong = scores.filter(~pl.col("nps").str.contains(r"^(\d|10)$"))
        dates = filled["Data"].str.to_datetime(surveys.DATES[order], strict=False)
        assert empty.sum() == counts["empty"]
        assert filled.height - filled["Id odpowiedzi"].n_unique() == counts["repeated"]
        assert dates.null_count() == counts["bad_date"]
        assert wrong.filter(pl.col("csat").is_null()).height == counts["unreadable"]
        assert wrong.filter(pl.col("csat").is_not_null()).height == counts["refused"]


def test_more_was_sent_than_answered_in_every_cell(company: Path, replies: pl.DataFrame) -> None:
    sent = pl.read_csv(company / "zaproszenia.csv", separator=";")
    assert sent.columns == ["miesiąc", "punkt styku", "kanał", "wysłano"]
    answered = replies.group_by(month="month", point="touchpoint", channel="channel").len()
    sent.columns = ["month", "point", "channel", "sent"]
    cells = sent.join(answered, on=["month", "point", "channel"], how="full")
    assert cells.filter(pl.col("sent").is_null() | (pl.col("sent") <= pl.col("len"))).height == 0
    assert 0.10 < replies.height / sent["sent"].sum() < 0.20
