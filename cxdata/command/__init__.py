"""The command line: thin, over the same functions as the pages.

Exit 0 when done, 1 when an input was refused (the reason, and nothing else, on standard error), 2 for wrong usage.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from cxdata.command.arguments import understood
from cxdata.errors import CxError
from cxdata.text import Lang, Text


class Refused(Exception):
    """A sentence for standard error; ends the command with 1."""


def main(arguments: Sequence[str]) -> int:
    asked = understood(arguments)
    text = Text(getattr(asked, "lang", None) or language())
    room, name = asked.work.split(".")
    try:
        done: int = getattr(import_module(f"cxdata.command.{room}"), name)(asked, text)
    except CxError as problem:
        done = refused(text.error(problem))
    except Refused as problem:
        done = refused(str(problem))
    except BrokenPipeError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        done = 0
    return done


def refused(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def language() -> Lang:
    """Of the terminal: Polish where its locale is, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "pl" if value.lower().startswith("pl") else "en"
    return "en"
