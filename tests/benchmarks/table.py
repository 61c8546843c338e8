"""What a run is printed as: date and machine, then a Markdown table."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median

LIBRARIES = ("streamlit", "duckdb", "polars", "plotly")
_GIB = 1 << 30


def machine() -> str:
    """Processor, cores, memory, Python and library versions."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / _GIB
    tools = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}; "
        f"Python {platform.python_version()}, {tools}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def markdown(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], notes: Sequence[str] = ()) -> str:
    """A titled table; the first column reads from the left, numbers from the right. No cell ends the row early."""
    lines = [f"### {title}", "", f"{date.today().isoformat()}; {machine()}.", *notes, ""]
    lines += [_row(headings), _row(["---", *("---:" for _ in headings[1:])])]
    return "\n".join([*lines, *(_row(row) for row in rows)]) + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def seconds(times: Sequence[float]) -> str:
    """The median, and between which two all lie."""
    if len(times) == 1:
        return f"{times[0]:.2f} s"
    return f"{median(times):.2f} s ({min(times):.2f} to {max(times):.2f})"


def milliseconds(times: Sequence[float]) -> str:
    if len(times) == 1:
        return f"{times[0]:.0f} ms"
    return f"{median(times):.0f} ms ({min(times):.0f} to {max(times):.0f})"


def megabytes(size: float) -> str:
    return f"{size / 1e6:.0f} MB"


def ratio(value: float, of: float) -> str:
    return f"{value / of:.2f}x"
