"""What deserves a sentence in a workspace, as lines to read or as JSON: the same findings as on the overview."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from cxdata.choice import Choice
from cxdata.command.figures import kept
from cxdata.findings import ranking, sentences
from cxdata.findings.finding import Finding
from cxdata.findings.ranking import Findings
from cxdata.governance.current import current
from cxdata.intake import sources
from cxdata.intake.sources import Source
from cxdata.store import folders
from cxdata.text import Text


def listed(asked: Namespace, text: Text) -> int:
    workspace = folders.open(asked.workspace)
    snapshot = workspace.snapshot()
    where = {name: tuple(labels) for name, labels in kept(snapshot, asked.where, text).items()}
    choice = Choice(metric=asked.metric, preset=asked.period, compare=asked.vs, where=where)
    if snapshot.metrics and asked.metric not in snapshot.metrics:
        choice = Choice(metric=snapshot.metrics[0], preset=asked.period, compare=asked.vs, where=where)
    found = ranking.findings(snapshot, choice, current(workspace))
    if asked.format == "json":
        print(_json(found, sources.behind(workspace, text), text))
    else:
        print(_lines(found, text))
    return 0


def _lines(found: Findings, text: Text) -> str:
    """A numbered line each, its word first and its numbers beneath."""
    period = text.period(*found.ground.answers.compared.span)
    said = [text("command.findings_of", period=period)]
    if not found.ranked:
        return "\n".join([*said, text("command.no_findings")])
    for number, one in enumerate(found.ranked, 1):
        word = sentences.word(one, found.ground, text)
        said.append(f"{number}. [{word}] {sentences.sentence(one, found.ground, text)}")
        if numbers := sentences.detail(one, found.ground, text):
            said.append(f"   {numbers}")
    return "\n".join(said)


def _json(found: Findings, behind: Sequence[Source], text: Text) -> str:
    compared = found.ground.answers.compared
    whole = {
        "from": compared.span[0].isoformat(),
        "to": compared.span[1].isoformat(),
        "compared": compared.kind,
        "tests": int(found.family["p"].count()),
        "findings": [_record(one, found, text) for one in found.ranked],
        "sources": [source.record() for source in behind],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _record(one: Finding, found: Findings, text: Text) -> dict[str, Any]:
    """Codes and numbers in every language alike, and the words in the one asked for."""
    shown = one.evidence
    return {
        "kind": one.kind,
        "claim": one.word,
        "verdict": sentences.word(one, found.ground, text),
        "sentence": sentences.sentence(one, found.ground, text),
        "metric": one.metric,
        "about": list(one.labels),
        "test": shown.test,
        "n": shown.n,
        "n_before": shown.n_before,
        "score": shown.score,
        "against": shown.before,
        "change": shown.change,
        "low": shown.low,
        "high": shown.high,
        "p": shown.p,
        "q": shown.q,
        "page": one.link.page,
        "query": {**one.link.choice.query(), **one.link.own},
    }
