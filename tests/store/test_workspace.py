from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from cxdata.errors import WorkspaceBusy, WorkspaceMissing, WorkspaceRefused
from cxdata.store import tables
from cxdata.store.workspace import Workspace

ROOT = Path(__file__).parents[2]


@contextmanager
def another_program(workspace: Workspace, statements: str) -> Iterator[subprocess.Popen[str]]:
    """A process that opens the workspace for writing, runs statements, says so, and then holds on to it."""
    script = (
        "import sys\nfrom cxdata.store.workspace import Workspace\n"
        "with Workspace.at(sys.argv[1]).connect(write=True) as connection:\n"
        "    connection.execute(sys.argv[2])\n    print('holding', flush=True)\n    sys.stdin.readline()\n"
    )
    command = [sys.executable, "-c", script, str(workspace.path), statements]
    program = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert program.stdout.readline() == "holding\n"
    try:
        yield program
    finally:
        program.kill()
        program.wait()
        for pipe in (program.stdin, program.stdout):
            if pipe is not None:
                pipe.close()


def answers(workspace: Workspace) -> int:
    with workspace.connect() as connection:
        return int(connection.sql("SELECT count(*) FROM answers").fetchall()[0][0])


def test_a_write_changes_the_version_and_is_there_afterwards(workspace: Workspace) -> None:
    before = workspace.version
    workspace.set("zone", "Europe/Berlin")
    assert workspace.version != before
    assert workspace.setting("zone") == "Europe/Berlin"
    assert workspace.setting("unknown", "so") == "so"


def test_reading_leaves_the_version_as_it_was(workspace: Workspace) -> None:
    before = workspace.version
    answers(workspace)
    assert workspace.version == before


def test_a_failed_write_is_rolled_back_and_the_file_let_go(workspace: Workspace) -> None:
    with pytest.raises(KeyError), workspace.connect(write=True) as connection:  # noqa: PT012
        connection.execute("BEGIN")
        connection.execute("DELETE FROM answers")
        raise KeyError
    assert answers(workspace) == 8


def test_a_transaction_left_open_is_a_mistake_and_changes_nothing(workspace: Workspace) -> None:
    with pytest.raises(duckdb.Error), workspace.connect(write=True) as connection:  # noqa: PT012
        connection.execute("BEGIN")
        connection.execute("DELETE FROM answers")
    assert answers(workspace) == 8


def test_a_connection_reaches_no_other_files_and_no_network(workspace: Workspace, tmp_path: Path) -> None:
    elsewhere = tmp_path.parent / "elsewhere.csv"
    elsewhere.write_text("a\n1\n")
    with workspace.connect() as connection:
        for statement in (
            f"FROM read_csv('{elsewhere}')",
            f"COPY answers TO '{elsewhere}'",
            f"ATTACH '{elsewhere.with_suffix('.duckdb')}'",
            "INSTALL httpfs",
            "SET enable_external_access = true",
            "SET memory_limit = '100GB'",
        ):
            with pytest.raises((duckdb.PermissionException, duckdb.InvalidInputException, duckdb.IOException)):
                connection.execute(statement)


def test_a_folder_that_is_named_can_be_read(workspace: Workspace, tmp_path: Path) -> None:
    uploads = tmp_path / "wgrane 'pliki'"
    uploads.mkdir()
    (uploads / "a.csv").write_text("a\n7\n")
    with workspace.connect(folders=[uploads]) as connection:
        found = connection.sql("SELECT a FROM read_csv($file)", params={"file": str(uploads / "a.csv")}).fetchall()
    assert found == [(7,)]


def test_a_missing_workspace_is_missing(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceMissing) as refused, Workspace.at(tmp_path / "nie.duckdb").connect():
        pass
    assert refused.value.facts == {"name": "nie"}


def test_a_path_of_another_kind_is_refused() -> None:
    with pytest.raises(WorkspaceRefused) as refused:
        Workspace.at("dane.csv")
    assert (refused.value.key, refused.value.facts) == ("workspace_path", {"found": "dane.csv"})


def test_a_readonly_workspace_is_read_and_not_written(workspace: Workspace) -> None:
    shown = Workspace(workspace.path, "demo", readonly=True)
    assert answers(shown) == 8
    with pytest.raises(WorkspaceRefused) as refused:
        shown.set("zone", "UTC")
    assert (refused.value.key, refused.value.facts) == ("workspace_readonly", {"name": "demo"})


@pytest.mark.parametrize(
    ("content", "key"), [(b"metric,score\n" * 999, "workspace_foreign"), (b"", "workspace_foreign")]
)
def test_a_file_that_is_no_database_is_refused_in_words(tmp_path: Path, content: bytes, key: str) -> None:
    file = tmp_path / "plik.duckdb"
    file.write_bytes(content)
    with pytest.raises(WorkspaceRefused) as refused:
        Workspace.at(file).snapshot()
    assert refused.value.key == key


def test_a_cut_off_and_a_damaged_file_are_refused_in_words(workspace: Workspace, tmp_path: Path) -> None:
    whole = workspace.path.read_bytes()
    cut, damaged = tmp_path / "cut.duckdb", tmp_path / "damaged.duckdb"
    cut.write_bytes(whole[:9000])
    damaged.write_bytes(whole[:12288] + bytes(byte ^ 0x55 for byte in whole[12288:]))
    for file in (cut, damaged):
        with pytest.raises(WorkspaceRefused) as refused:
            Workspace.at(file).snapshot()
        assert refused.value.key == "workspace_damaged"


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "inne.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("CREATE TABLE settings (a INTEGER)")
    with pytest.raises(WorkspaceRefused) as refused:
        Workspace.at(file).snapshot()
    assert refused.value.key == "workspace_foreign"


def test_a_newer_format_is_refused_and_left_alone(workspace: Workspace) -> None:
    workspace.set("format", str(tables.FORMAT + 1))
    before = workspace.version
    with pytest.raises(WorkspaceRefused) as refused:
        workspace.snapshot()
    assert refused.value.key == "workspace_newer"
    assert workspace.version == before


def test_another_program_that_writes_is_waited_for_and_then_named(workspace: Workspace) -> None:
    with another_program(workspace, "SELECT 1") as program:
        began = time.monotonic()
        with pytest.raises(WorkspaceBusy) as refused, workspace.connect(patience=0.3):
            pass
        assert time.monotonic() - began > 0.2
        assert refused.value.facts == {"name": "firma", "pid": str(program.pid)}
        assert program.stdin is not None
        threading.Timer(0.3, program.stdin.close).start()
        assert answers(workspace) == 8


def test_a_program_killed_while_writing_leaves_the_workspace_as_before(workspace: Workspace) -> None:
    held = workspace.snapshot()
    rewriting = (
        "BEGIN; INSERT INTO answers SELECT answers.* FROM answers, range(200000); DELETE FROM answers WHERE score = 0"
    )
    with another_program(workspace, rewriting) as program:
        assert workspace.snapshot() is held
        program.kill()
        program.wait()
        assert answers(workspace) == 8
    assert workspace.snapshot().tally(scope="all").equals(held.tally(scope="all"))


def test_what_a_killed_program_had_committed_is_there(workspace: Workspace) -> None:
    with another_program(workspace, "DELETE FROM answers WHERE score = 0") as program:
        program.kill()
        program.wait()
        assert workspace.snapshot().answers == 7
        assert answers(workspace) == 7
    workspace.set("zone", "UTC")
    assert workspace.snapshot().answers == 7


def test_many_threads_read_and_write_without_getting_in_each_others_way(workspace: Workspace) -> None:
    wrong: list[BaseException] = []

    def working(number: int) -> None:
        try:
            for turn in range(3):
                if number % 2:
                    workspace.set(f"n{number}", str(turn))
                else:
                    assert workspace.snapshot().tally(scope="all")["n"].sum() == 8
        except BaseException as problem:
            wrong.append(problem)

    threads = [threading.Thread(target=working, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert workspace.setting("n1") == "2"


def test_asking_again_within_a_write_is_a_mistake_and_no_deadlock(workspace: Workspace) -> None:
    with workspace.connect(write=True), pytest.raises(RuntimeError, match="holds the workspace already"):
        workspace.setting("zone")


def test_a_program_that_used_a_snapshot_ends_without_a_word(workspace: Workspace) -> None:
    script = (
        "import sys, polars, cxdata.store.folders\n"
        "from cxdata.store.workspace import Workspace\n"
        "snapshot = Workspace.at(sys.argv[1]).snapshot()\n"
        "found = snapshot.tally(['month'], scope='all')\n"
        "print(found['n'].sum())\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(workspace.path)], cwd=ROOT, capture_output=True, text=True
    )
    assert (ended.stdout, ended.stderr, ended.returncode) == ("8\n", "", 0)
