"""Which labels look alike, and what somebody has decided about them."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from cxdata.store import likeness, members
from cxdata.store.workspace import Workspace
from tests.workspaces import make_workspace


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Call Center", "call  center", "spelling"),
        ("Infolinia", "INFOLINIA", "spelling"),
        ("Łódź", "Lodz", "spelling"),
        ("e-mail", "Email", "spelling"),
        ("Sklep online", "Online sklep", "order"),
        ("CC", "Call Center", "short"),
        ("BOK", "Biuro Obsługi Klienta", "short"),
        ("Call Center", "Call Centre", "typo"),
        ("Infolinia", "Infolina", "typo"),
        ("Reklamacja", "Reklamacje", "typo"),
    ],
)
def test_labels_that_may_be_one_are_found_with_the_reason(one: str, other: str, why: str) -> None:
    assert likeness.alike({1: one, 2: other}) == [(1, 2, why)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sklep 1", "Sklep 2"),
        ("Sklep 11", "Sklep 1"),
        ("Dział A", "Dział B"),
        ("Kasa", "Kawa"),
        ("Północ", "Południe"),
        ("Call Center", "Call"),
        ("www", "wow"),
    ],
)
def test_labels_of_different_things_are_not_offered(one: str, other: str) -> None:
    assert likeness.alike({1: one, 2: other}) == []


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    rows = [("nps", 9, "2026-01-05", label) for label in [*["Call Center"] * 5, *["call centre"] * 2, "CC", "Kasa"]]
    frame = pl.DataFrame(rows, schema=["metric", "score", "day", "touchpoint"], orient="row")
    return make_workspace(tmp_path / "w.duckdb", frame.with_columns(pl.col("day").str.to_date()))


def offered(workspace: Workspace) -> list[tuple[str, int, str, int, str]]:
    found = likeness.offers(workspace, workspace.snapshot(), "touchpoint")
    return [(offer.label, offer.n, offer.into_label, offer.into_n, offer.why) for offer in found]


def test_the_rarer_label_is_offered_to_join_the_more_frequent_one(workspace: Workspace) -> None:
    assert offered(workspace) == [
        ("call centre", 2, "Call Center", 5, "typo"),
        ("CC", 1, "Call Center", 5, "short"),
        ("CC", 1, "call centre", 2, "short"),
    ]


def test_what_was_called_different_is_not_offered_again_and_what_was_merged_is_gone(workspace: Workspace) -> None:
    first, second, _ = likeness.offers(workspace, workspace.snapshot(), "touchpoint")
    likeness.different(workspace, second, "Ola")
    members.merge(workspace, "touchpoint", [first.code], first.into)
    assert offered(workspace) == []
