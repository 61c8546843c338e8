"""Values that look alike, offered on the receipt and on the page of the workspace; the answer is remembered."""

from __future__ import annotations

from pathlib import Path

from cxdata.store import folders
from tests.pages.test_upload import button, dropped
from tests.screen.conftest import Open, said, wrong

NAMES = ("Call Center", "Call Center", "call centre", "Kasa", "kasa ", "Dostawa")


def survey(month: str) -> str:
    return "Data;NPS;Punkt styku\n" + "".join(
        f"2026-{month}-{1 + at % 28:02};{at % 11};{NAMES[at % 6]}\n" for at in range(60)
    )


def imported(start: Open, month: str):  # type: ignore[no-untyped-def]
    app = start("upload", "pl")
    app.radio(key="target_kind_pl").set_value("named").run()
    if "klient" in folders.names():
        app.selectbox(key="target_pick").set_value("klient").run()
    else:
        app.text_input(key="target_new").set_value("klient").run()
    dropped(app, (f"{month}.csv", survey(month)))
    button(app, "Wczytaj do przestrzeni klient").click()
    return app.run()


def questions(app) -> list[str]:  # type: ignore[no-untyped-def]
    return [each for each in said(app) if each.startswith("Punkt styku: ")]


def test_alike_values_are_asked_about_once_and_the_next_file_falls_in_place(demo: Path, start: Open) -> None:
    app = imported(start, "09")
    assert wrong(app) == []
    assert questions(app) == [
        "Punkt styku: „call centre” (10) i „Call Center” (20), różnią się jedną literą",
        "Punkt styku: „kasa” (10) i „Kasa” (10), różnią się pisownią",
    ]
    button(app, "Tak, połącz").click()
    app.run()
    assert len(questions(app)) == 1
    button(app, "To różne rzeczy").click()
    app.run()
    assert (wrong(app), questions(app)) == ([], [])
    again = imported(start, "10")
    assert (wrong(again), questions(again)) == ([], [])
    snapshot = folders.open("klient").snapshot()
    counted = snapshot.tally(["touchpoint"], metric="nps").group_by("touchpoint").sum()
    named = {snapshot.labels("touchpoint")[code]: n for code, n in counted.select("touchpoint", "n").iter_rows()}
    assert named == {"Call Center": 60, "Kasa": 20, "kasa": 20, "Dostawa": 20}


def test_the_workspace_page_asks_about_the_dimension_it_shows(demo: Path, start: Open) -> None:
    imported(start, "09")
    app = start("workspace", "pl", w="klient")
    assert wrong(app) == []
    assert len(questions(app)) == 2
