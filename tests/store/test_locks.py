from __future__ import annotations

import threading
from pathlib import Path

import pytest

from cxdata.store.locks import Turn, turn


def test_readers_share_and_a_writer_waits_for_them() -> None:
    lock, entered, leave = Turn(), threading.Event(), threading.Event()

    def reading() -> None:
        with lock.held(False, 1) as free:
            assert free
            entered.set()
            leave.wait(5)

    reader = threading.Thread(target=reading)
    reader.start()
    entered.wait(5)
    with lock.held(False, 0) as free:
        assert free
    with lock.held(True, 0.01) as free:
        assert not free
    leave.set()
    with lock.held(True, 5) as free:
        assert free
    reader.join()


def test_a_thread_that_holds_the_file_may_read_twice_but_not_write_besides() -> None:
    lock = Turn()
    with lock.held(False, 0), lock.held(False, 0) as again:
        assert again
        with pytest.raises(RuntimeError, match="holds the workspace already"), lock.held(True, 0):
            pass
    with lock.held(True, 0) as free:
        assert free


def test_every_spelling_of_a_path_has_one_lock(tmp_path: Path) -> None:
    assert turn(tmp_path / "a.duckdb") is turn(tmp_path / "b" / ".." / "a.duckdb")
