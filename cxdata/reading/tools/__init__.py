"""Survey tools, one a module with `recognise(rows) -> Recognised | None`; every module of this package is asked.

A module may hold its tool's HABITS as well; its name is the tool's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from cxdata.reading.recognised import Habits, Recognised, Rows


@cache
def _tools() -> tuple[Callable[[Rows], Recognised | None], ...]:
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}").recognise for name in names)


def habits(tool: str) -> Habits:
    """Those of the tool, none for an unknown one."""
    known = {module.name for module in iter_modules(__path__)}
    found = getattr(import_module(f"{__name__}.{tool}"), "HABITS", None) if tool in known else None
    return found if isinstance(found, Habits) else Habits()


def recognise(rows: Rows) -> Recognised | None:
    """The tool whose export begins with these rows (the first is a header row), the surest one if several claim it."""
    claims = [claim for tool in _tools() if (claim := tool(rows))]
    return max(claims, key=lambda claim: claim.confidence, default=None)
