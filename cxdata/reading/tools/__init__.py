"""Survey tools, one a module with `recognise(rows) -> Recognised | None`; every module of this package is asked.

A module holds its tool's NAME as it stands behind "from" (one, or one a language), and may hold its HABITS; the
module's own name is the tool's in mappings and keys.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from cxdata.reading.recognised import Habits, Recognised, Rows


@cache
def names() -> tuple[str, ...]:
    """Every tool that is known."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def _module(tool: str) -> ModuleType:
    return import_module(f"{__name__}.{tool}")


def called(tool: str, lang: str) -> str:
    """What people call the tool; an unknown one by the name it was given."""
    name = _module(tool).NAME if tool in names() else tool
    return str(name[lang] if isinstance(name, dict) else name)


def habits(tool: str) -> Habits:
    """Those of the tool, none for an unknown one."""
    found = getattr(_module(tool), "HABITS", None) if tool in names() else None
    return found if isinstance(found, Habits) else Habits()


def recognise(rows: Rows, tool: str | None = None) -> Recognised | None:
    """The tool whose export begins with these rows (the first is a header row), the surest one if several claim it.

    A given tool alone is asked; an empty or unknown name asks none.
    """
    asked = [name for name in names() if tool in (None, name)]
    claims = [claim for each in asked if (claim := _module(each).recognise(rows))]
    return max(claims, key=lambda claim: claim.confidence, default=None)
