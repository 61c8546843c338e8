"""The five roles and the council as tables to read, with remarks in sentences."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import polars as pl

from cxdata.governance.measures import ambassadors
from cxdata.governance.measures import roles as measures
from cxdata.governance.standing import Standing
from cxdata.governance.tables import COUNCIL, SPONSOR
from cxdata.text import NOTHING, Text
from cxdata.views import wording

YEAR: Final = timedelta(days=365)
SELDOM: Final = 0.5
"""Share of meetings under which a member of the council is named as seldom there."""


def role(name: str, text: Text) -> str:
    return text(f"governance_choice.cx_roles.role.{name}")


def five(then: Standing, text: Text) -> pl.DataFrame:
    """A row for each role: what it is for, who fills it, and which departments lack it."""
    rows = [
        {
            text("roles.head.role"): wording.capital(role(one.role, text)),
            text("roles.head.task"): text(f"roles.task.{one.role}"),
            text("roles.head.people"): wording.named(list(one.people), text, 3) if one.people else NOTHING,
            text("roles.head.missing"): wording.named(list(one.missing), text, 3) if one.missing and one.people else "",
        }
        for one in measures.five(then)
    ]
    return pl.DataFrame(rows)


def empty_roles(then: Standing) -> list[str]:
    """Roles that nobody fills."""
    return [one.role for one in measures.five(then) if not one.filled]


def five_said(then: Standing, text: Text) -> tuple[str, ...]:
    """Whether the sponsor sits on the board, and how far ambassadors reach."""
    said = []
    if SPONSOR not in empty_roles(then):
        on_board = measures.board_sponsor(then)
        said.append(text(f"roles.sponsor.{'board' if on_board else 'unknown' if on_board is None else 'not_board'}"))
    reach = ambassadors.reach(then)
    if reach.people and reach.named is not None and reach.active is not None:
        said.append(
            text(
                "roles.ambassadors",
                n=reach.people,
                named=text.percent(100 * reach.named),
                active=text.percent(100 * reach.active),
            )
        )
    apart = without_part(then)
    if apart:
        said.append(text("roles.apart", n=len(apart), labels=wording.named(apart, text, 5)))
    return tuple(said)


def without_part(then: Standing) -> list[str]:
    """Operating departments with nobody in any of the five roles and no role at any touchpoint."""
    named = {*then.roles["department"].drop_nulls(), *then.ownership["department"]}
    return [name for name in then.operating if name not in named]


def council(then: Standing, text: Text) -> pl.DataFrame:
    """Members with how often they came in the last year, and when they left; empty where nothing was noted."""
    found = measures.attendance(then, then.day - YEAR)
    if found.is_empty():
        return pl.DataFrame()
    seats, seated = then.terms.filter(role=COUNCIL), then.roles.filter(role=COUNCIL)["person"].implode()
    left = seats.filter(~pl.col("person").is_in(seated)).group_by("person").agg(pl.col("valid_to").max())
    return found.join(left, on="person", how="left", maintain_order="left").select(
        pl.col("person").alias(text("roles.head.person")),
        pl.col("department").alias(text("roles.head.department")),
        pl.col("meetings").alias(text("roles.head.meetings")),
        pl.col("present").alias(text("roles.head.present")),
        pl.col("deputy").alias(text("roles.head.deputy")),
        (pl.col("excused") + pl.col("absent")).alias(text("roles.head.absent")),
        (100 * pl.col("share")).round(0).alias(text("roles.head.share")),
        pl.col("valid_to").alias(text("roles.head.until")),
    )


def council_said(then: Standing, text: Text) -> tuple[str, ...]:
    """Which departments the council lacks, and who seldom comes."""
    seats = measures.council(then)
    said = []
    if not seats.members:
        return (text("roles.council.none"),)
    if seats.answering:
        facts = {"n": len(seats.answering), "seated": len(seats.answering) - len(seats.missing)}
        said.append(text("roles.council.seats", **facts))
    if seats.missing:
        said.append(text("roles.council.missing", labels=wording.named(list(seats.missing), text, 5)))
    attended = measures.attended(then, then.day - YEAR)
    if attended is not None:
        said.append(text("roles.council.attended", share=text.percent(100 * attended)))
    seldom = measures.attendance(then, then.day - YEAR).filter(pl.col("share") < SELDOM)["person"].to_list()
    if seldom:
        said.append(text("roles.council.seldom", labels=wording.named(seldom, text, 4)))
    return tuple(said)
