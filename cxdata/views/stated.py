"""What the title of a trend says: from what to what a score went, in how long, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cxdata.scan.answers import Answers, Population
from cxdata.schema import Metric
from cxdata.text import Text
from cxdata.text.amounts import title_of
from cxdata.text.amounts import whole as whole_number
from cxdata.views import wording
from cxdata.views.finding import alone
from cxdata.views.judged import Judged
from cxdata.views.wording import Row


def whole(judged: Judged, text: Text) -> str:
    """ "Company NPS fell from 42 to 27 in a year: the drop is real"; its score where it cannot be compared."""
    row, answers = judged.row, judged.answers
    if row["change"] is None:
        if judged.now["hidden"] is None:
            return title_of(alone(judged, text))
        label = wording.capital(wording.short(judged.whole, answers, text))
        return text("findings.state.few", label=label)
    return said(subject(judged.whole, answers, text), row, judged.whole.metric, answers, text)


def beside(row: Row, judged: Judged, text: Text) -> str:
    """ "Delivery: from 25 to -42, the drop is real": of a member, in the words that follow those of the whole."""
    against = wording.than(judged.answers, judged.dimension)
    facts = _ends(row, judged.whole.metric, text)
    verdict = _sure(row, against, text)
    said = text(_key(against), label=row["label"], **facts)
    return text("stated.and_named", said=said, verdict=verdict)


def metrics(rows: Mapping[Metric, Row], order: Sequence[Metric], answers: Answers, text: Text) -> str:
    """ "NPS: from 42 to 27, the drop is real; CSAT and CES: no clear change" """
    against = wording.than(answers)
    said: dict[str, list[str]] = {}
    for name in order:
        row = rows[name]
        if row["verdict"] in ("real", "sample"):
            facts = _ends(row, name, text)
            verdict = _sure(row, against, text)
            moved = text(_key(against), label="", **facts)
            state = text("stated.and_named", said=moved, verdict=verdict)
        else:
            state = wording.state("", row["verdict"], row["change"], against, text)
        said.setdefault(state, []).append(text(f"metric.{name}"))
    return "; ".join(f"{text.list(names)}{state}" for state, names in said.items())


def _key(against: wording.Than) -> str:
    """ "from 42 to 27" over time; "27, the others 42" where they stand side by side."""
    return "stated.beside_others" if against in wording.BESIDE else "stated.beside"


def subject(of: Population, answers: Answers, text: Text) -> str:
    """ "Company NPS": the metric and whose it is; names from the data are never inflected."""
    chosen = answers.choice.where.get("touchpoint", ())
    filtered = any(values for name, values in answers.choice.where.items() if name != "touchpoint")
    kind = "one" if len(chosen) == 1 else "several" if chosen else of.scope
    key = f"stated.of.{kind}{'_filtered' if filtered and kind != 'several' else ''}"
    return text(key, metric=text(f"metric.{of.metric}"), label=chosen[0] if chosen else "")


def said(of: str, row: Row, metric: Metric, answers: Answers, text: Text) -> str:
    """ "Delivery: NPS 27, a year earlier 42, the drop is real": from what to what the score of `of` went."""
    against = wording.than(answers)
    facts = _ends(row, metric, text)
    if whole_number(row["change"]) == 0 and row["verdict"] == "chance":
        same = text("findings.same", than=text(f"findings.than.{against}"))
        return text("stated.same", subject=of, gap=same, **facts)
    way = wording.direction(row["change"], against)
    if row["verdict"] == "real" and way in ("down", "up"):
        said = text(f"stated.moved.{way}", subject=of, span=text(f"stated.span.{against}"), **facts)
    else:
        said = text("stated.against", subject=of, than=text(f"findings.than.{against}"), **facts)
    verdict = _sure(row, against, text)
    return text("stated.and_named" if ":" in of else "stated.and", said=said, verdict=verdict)


def _sure(row: Row, against: wording.Than, text: Text) -> str:
    """ "the drop is real", within a sentence."""
    said = wording.sayable(row["verdict"], row["change"], against, text, "sure")
    return said[:1].lower() + said[1:]


def _ends(row: Row, metric: Metric, text: Text) -> dict[str, str]:
    return {side: wording.score(row[f"score_{side}"], metric, text) for side in ("before", "after")}
