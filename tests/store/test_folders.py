from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from cxdata.errors import WorkspaceMissing, WorkspaceRefused
from cxdata.store import folders
from cxdata.store.workspace import Workspace


@pytest.fixture
def firma(home: Path, filled: Path) -> Workspace:
    return Workspace.at(shutil.copyfile(filled, home / "firma.duckdb"))


def answers(name: str) -> int:
    return folders.open(name).snapshot().answers


def test_the_home_is_what_the_environment_says(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert folders.home() == home
    monkeypatch.delenv("CXDATA_HOME")
    assert folders.home() == Path("workspaces")


def test_workspaces_are_created_and_listed_by_name(home: Path) -> None:
    folders.create("b-2")
    folders.create("a_1")
    (home / "Zla Nazwa.duckdb").touch()
    assert folders.names() == ["a_1", "b-2"]
    with pytest.raises(WorkspaceRefused) as refused:
        folders.create("a_1")
    assert (refused.value.key, refused.value.facts) == ("workspace_exists", {"name": "a_1"})


@pytest.mark.parametrize("name", ["", "Firma", "../firma", "a b", "ł", "x" * 41, "a\n", ".private"])
def test_other_names_are_refused(home: Path, name: str) -> None:
    with pytest.raises(WorkspaceRefused) as refused:
        folders.create(name)
    assert (refused.value.key, refused.value.facts) == ("workspace_name", {"found": name})


def test_a_path_is_a_name_as_well(home: Path, tmp_path: Path) -> None:
    path = str(tmp_path / "gdzie indziej" / "Moja.duckdb")
    folders.create(path)
    assert folders.open(path).name == "Moja"
    assert folders.names() == []


@pytest.mark.parametrize("name", ["demo", "demo-en"])
def test_a_demo_is_readonly_and_its_name_reserved(home: Path, name: str) -> None:
    demo = folders.create(name, demo=True)
    demo.set("as_of", "2026-10-31")
    assert folders.open(name).readonly
    for refused_call in (
        lambda: folders.create(name),
        lambda: folders.delete(name),
        lambda: folders.rename(name, "x"),
        lambda: folders.restore(b"", name, replace=True),
    ):
        with pytest.raises(WorkspaceRefused):
            refused_call()
    copy = folders.copy(folders.open(name), "moja")
    copy.set("zone", "UTC")
    assert copy.setting("as_of") == ""


def test_renaming_moves_everything_and_overwrites_nothing(firma: Workspace) -> None:
    folders.create("inna")
    with pytest.raises(WorkspaceRefused) as refused:
        folders.rename("firma", "inna")
    assert refused.value.facts == {"name": "inna"}
    folders.rename("firma", "nowa")
    assert folders.names() == ["inna", "nowa"]
    assert answers("nowa") == 8
    with pytest.raises(WorkspaceMissing):
        folders.open("firma")


def test_deleting_leaves_nothing_behind(firma: Workspace, home: Path) -> None:
    firma.path.with_name("firma.duckdb.format0").touch()
    (home / "firma2.duckdb").touch()
    firma.snapshot()
    folders.delete("firma")
    assert [file.name for file in home.iterdir()] == ["firma2.duckdb"]


def test_what_was_downloaded_is_restored_whole(firma: Workspace, home: Path) -> None:
    saved = folders.download(firma)
    firma.set("zone", "UTC")
    restored = folders.restore(saved, "kopia")
    assert restored.setting("zone") == "Europe/Warsaw"
    assert answers("kopia") == 8
    with pytest.raises(WorkspaceRefused) as refused:
        folders.restore(saved, "firma")
    assert refused.value.key == "workspace_exists"
    folders.restore(saved, "firma", replace=True)
    assert firma.setting("zone") == "Europe/Warsaw"
    assert sorted(file.name for file in home.iterdir()) == ["firma.duckdb", "kopia.duckdb"]


def test_a_damaged_workspace_can_be_replaced_and_deleted(firma: Workspace) -> None:
    saved = folders.download(firma)
    firma.path.write_bytes(b"nothing of use")
    folders.restore(saved, "firma", replace=True)
    assert answers("firma") == 8
    firma.path.write_bytes(b"nothing of use")
    folders.delete("firma")
    assert folders.names() == []


def foreign(folder: Path, statement: str) -> bytes:
    file = folder / "obca.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute(statement)
    return file.read_bytes()


def test_a_file_that_is_no_workspace_replaces_nothing(firma: Workspace, tmp_path: Path) -> None:
    half = "CREATE TABLE settings (name VARCHAR, value VARCHAR); INSERT INTO settings VALUES ('format', '1')"
    for content in (b"", b"PK\x03\x04", foreign(tmp_path, half), firma.path.read_bytes()[:70000]):
        with pytest.raises(WorkspaceRefused) as refused:
            folders.restore(content, "firma", replace=True)
        assert refused.value.key in ("workspace_foreign", "workspace_damaged")
    assert answers("firma") == 8
    assert folders.names() == ["firma"]


def test_a_restored_file_may_hold_no_views(firma: Workspace) -> None:
    with firma.connect(write=True) as connection:
        connection.execute("CREATE VIEW sly AS SELECT * FROM settings")
    with pytest.raises(WorkspaceRefused):
        folders.restore(folders.download(firma), "kopia")
