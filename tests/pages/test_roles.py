from __future__ import annotations

from pathlib import Path

import pytest

from cxdata.governance.records import save
from cxdata.governance.tables import CX_ROLES, DEPARTMENTS, OWNERSHIP, PEOPLE
from cxdata.store.workspace import Workspace
from cxdata.text import Lang, Text
from tests.governance.frames import departments, frame, new, ownership
from tests.screen.conftest import Open, plots, said, wrong


def test_without_records_the_page_says_where_to_begin(demo: Path, start: Open) -> None:
    app = start("roles", "en")
    assert wrong(app) == []
    assert "It is not known yet who answers for what" in said(app)


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_roles_and_council_are_shown_before_the_first_answer(home: Path, start: Open, lang: Lang) -> None:
    workspace, text = Workspace(home / "nowa.duckdb", "nowa").create(), Text(lang)
    app = start("roles", lang, w="nowa")
    assert text("frame.no_answers_title") in said(app)
    save(workspace, DEPARTMENTS, new(departments(("Sprzedaż", "operating"), ("Logistyka", "operating"))), by="Ala")
    save(workspace, PEOPLE, new(frame(PEOPLE, ("Anna", None, "Board", "yes"), ("Jan", "Sprzedaż", "Head"))), by="Ala")
    save(workspace, CX_ROLES, new(frame(CX_ROLES, ("Anna", "sponsor"), ("Jan", "council"))), by="Ala")
    save(workspace, OWNERSHIP, new(ownership(("Kasa", "Sprzedaż", "A"), ("Kasa", "Logistyka", "A"))), by="Ala")
    app = start("roles", lang, w="nowa")
    assert wrong(app) == []
    words = " ".join(said(app))
    for key in ("roles.five", "roles.council.title", "roles.hygiene", "roles.spread.title"):
        assert text(key) in words
    assert text("roles.spread.no_answers") in words
    assert "Kasa" in words  # two owners of one touchpoint: wrong in the matrix whatever the answers say
    assert text("frame.no_answers_title") not in words
    assert text("roles.joints.none") not in words
    assert text("roles.silos") not in words
    assert plots(app) == []
    assert text("frame.no_answers_title") in said(start("departments", lang, w="nowa"))
