"""A file before its import, and the mapping that the same headings had last time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cxdata.intake import importing, plan, words
from cxdata.store.workspace import Workspace
from cxdata.text import Text

TEMPLATES = Path(__file__).parents[2] / "data" / "templates"


def test_a_plan_holds_what_was_recognised_and_the_first_rows() -> None:
    found = plan.check(TEMPLATES / "opinie.csv")
    assert (found.kind, found.remembered, found.sure) == ("answers", False, True)
    assert found.mapping is not None
    assert [question.metric for question in found.mapping.questions] == ["nps", "csat", "ces"]
    assert found.preview.columns == list(found.sheet.headings)
    assert len(found.preview) == found.sheet.rows


def test_a_template_has_no_mapping() -> None:
    found = plan.check((TEMPLATES / "zaproszenia.csv").read_bytes(), "zaproszenia.csv")
    assert (found.kind, found.mapping, found.sure) == ("invitations", None, True)


def test_the_same_headings_get_the_mapping_of_last_time(workspace: Workspace, tmp_path: Path) -> None:
    found = plan.check(TEMPLATES / "opinie.csv", workspace=workspace)
    assert found.mapping is not None
    edited = replace(found.mapping, questions=found.mapping.questions[:1])
    importing.load(workspace, found.sheet, edited)
    later = tmp_path / "luty.csv"
    later.write_bytes((TEMPLATES / "opinie.csv").read_bytes() + b"B-1;2026-10-15 10:00;Kasa;;;;;8;;;\r\n")
    again = plan.check(later, workspace=workspace)
    assert again.remembered
    assert again.mapping is not None
    assert again.mapping.questions == edited.questions


def test_headings_that_changed_are_told_and_the_mapping_kept_where_it_still_fits(
    workspace: Workspace, tmp_path: Path
) -> None:
    first = plan.check(TEMPLATES / "opinie.csv", workspace=workspace)
    assert first.mapping is not None
    edited = replace(first.mapping, questions=first.mapping.questions[:1])
    importing.load(workspace, first.sheet, edited)
    *kept, last = first.sheet.headings
    later = tmp_path / "luty.csv"
    later.write_text(
        ";".join([*reversed(kept), last, "Nowa"]) + "\n" + ";".join(["1"] * (len(kept) + 2)) + "\n", "utf-8"
    )
    again = plan.check(later, workspace=workspace)
    assert again.differs is not None
    assert (again.remembered, again.differs.file) == (False, "opinie.csv")
    assert (again.differs.added, again.differs.gone) == (("Nowa",), ())
    assert again.mapping is not None
    assert again.mapping.questions == edited.questions
    assert words.differs(again.differs, Text("pl")) == (
        "Prawie takie same nagłówki jak w pliku „opinie.csv”; doszły: „Nowa”."
    )


def test_the_same_headings_in_another_order_are_remembered(workspace: Workspace, tmp_path: Path) -> None:
    first = plan.check(TEMPLATES / "opinie.csv", workspace=workspace)
    assert first.mapping is not None
    importing.load(workspace, first.sheet, replace(first.mapping, questions=first.mapping.questions[:1]))
    later = tmp_path / "luty.csv"
    headings = first.sheet.headings[::-1]
    later.write_text(";".join(headings) + "\n" + ";".join(["1"] * len(headings)) + "\n", "utf-8")
    again = plan.check(later, workspace=workspace)
    assert (again.remembered, again.differs) == (True, None)


def test_another_survey_reminds_of_nothing(workspace: Workspace, tmp_path: Path) -> None:
    first = plan.check(TEMPLATES / "opinie.csv", workspace=workspace)
    assert first.mapping is not None
    importing.load(workspace, first.sheet, first.mapping)
    other = tmp_path / "inna.csv"
    other.write_text("Date,NPS,Why\n2026-05-01,9,good\n", "utf-8")
    found = plan.check(other, workspace=workspace)
    assert (found.remembered, found.differs) == (False, None)
