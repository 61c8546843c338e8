"""A file before its import, and the mapping that the same headings had last time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cxdata.intake import importing, plan
from cxdata.store.workspace import Workspace

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
