"""How much memory a process holds, and held at most."""

from __future__ import annotations

import resource
import sys
from pathlib import Path


def held(process: int | str = "self") -> int:
    """Bytes resident now; 0 where the system does not say."""
    return _told(process, "VmRSS")


def most() -> int:
    """Bytes resident at most so far, of this process alone.

    Linux first: there `getrusage` still counts what the parent held when it started this process.
    """
    if found := _told("self", "VmHWM"):
        return found
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def most_of(process: int) -> int:
    return _told(process, "VmHWM")


def _told(process: int | str, name: str) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:")), 0)
