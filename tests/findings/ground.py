"""Small companies in which it is known what deserves a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

import polars as pl

from cxdata.choice import Choice
from cxdata.findings import sentences
from cxdata.findings.finding import Finding
from cxdata.findings.ranking import Findings, findings
from cxdata.governance.current import Tables
from cxdata.governance.records import Held
from cxdata.governance.tables import TABLES
from cxdata.text import Text
from tests.governance.frames import departments, goals, ownership
from tests.views.company import opened

PL, EN = Text("pl"), Text("en")
NB = "\u00a0"
QUARTER = Choice()
_versions = count(1)
Rows = Sequence[tuple[object, ...]]


def governance(people: Rows = (), roles: Rows = (), levels: Rows = ()) -> Tables:
    """Tables with these departments, roles and goals; the others empty."""
    made = {"departments": departments(*people), "ownership": ownership(*roles), "goals": goals(*levels)}  # type: ignore[arg-type]
    version = next(_versions)
    return {name: Held(made.get(name, table.empty()), version) for name, table in TABLES.items()}


def found(rows: Rows | pl.DataFrame, choice: Choice = QUARTER, tables: Tables | None = None) -> Findings:
    return findings(opened(rows)[1], choice, tables)


def told(found: Findings, text: Text) -> list[tuple[str, str, str]]:
    """Word, sentence and numbers of each finding."""

    def one(of: Finding) -> tuple[str, str, str]:
        return (
            sentences.word(of, found.ground, text),
            sentences.sentence(of, found.ground, text),
            sentences.detail(of, found.ground, text),
        )

    return [one(of) for of in found.ranked]
