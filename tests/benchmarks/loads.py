"""One load in a process of its own: `python -m tests.benchmarks.loads bare|product FILE DATABASE` prints JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from tests.benchmarks.process import held, most


def bare(file: Path, database: Path) -> dict[str, float]:
    """What DuckDB alone does with the file: types guessed, one table, checkpointed and closed."""
    idle, before, start = held(), time.process_time(), time.perf_counter()
    with duckdb.connect(str(database)) as connection:
        connection.execute(f"CREATE TABLE answers AS FROM read_csv('{file}')")
        (rows,) = connection.sql("SELECT count(*) FROM answers").fetchall()[0]
    seconds, worked = time.perf_counter() - start, time.process_time() - before
    return {"seconds": seconds, "worked": worked, "idle": idle, "peak": most(), "rows": rows}


def product(file: Path, database: Path) -> dict[str, float]:
    """From the bytes of the file to the receipt: read, meaning suggested, every cell checked, loaded in order."""
    from cxdata.intake import importing
    from cxdata.reading import read
    from cxdata.reading.meaning.suggestion import suggest
    from cxdata.store.workspace import Workspace

    idle, before, start = held(), time.process_time(), time.perf_counter()
    with TemporaryDirectory(dir=database.parent) as folder:
        sheet = read(file, folder=Path(folder))
        was_read = time.perf_counter()
        thinking = time.process_time()
        suggestion = suggest(sheet)
        suggested = time.perf_counter()
        thinking = time.process_time() - thinking
        receipt = importing.load(Workspace(database, database.stem), sheet, suggestion.mapping)
    end, worked = time.perf_counter(), time.process_time() - before
    return {
        "seconds": end - start,
        "worked": worked - thinking,
        "reading": was_read - start,
        "suggesting": suggested - was_read,
        "loading": end - suggested,
        "idle": idle,
        "peak": most(),
        "rows": receipt.rows,
        "loaded": receipt.loaded,
        "rejected": receipt.rejected,
        "refused": receipt.cells_refused,
        "answers": receipt.answers,
        "comments": receipt.comments,
    }


if __name__ == "__main__":
    how, file, database = sys.argv[1:]
    print(json.dumps({"bare": bare, "product": product}[how](Path(file), Path(database))))
