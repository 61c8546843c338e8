"""What a question is about, taken from its wording: the name of a touchpoint, or the company as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cxdata.reading.meaning.vocabulary import plain, says
from cxdata.reading.recognised import tidied

_SCALE = re.compile(
    r"[(\[]?\s*(?:w skali|on a scale|skala|scale)?\s*(?:od|of|from)?\s*-?\d{1,3}\s*(?:-|–|—|do|to)\s*\d{1,3}\s*[)\]]?"
)
_ASKED = re.compile(
    r"(?:how would you rate|how do you rate|rate|how satisfied (?:are|were) you with|satisfied with|satisfaction with"
    r"|how easy (?:was|is) it to|jak (?:pan/?i? )?ocenia(?:sz|cie|ją)?|zadowolenie z"
    r"|zadowolon[yaei/]+ (?:jesteś |jest pan/?i? )?ze? )"
    r"\s*(?:the |our |your |my )?(?P<about>.+?)\s*[?.:]*$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s_]*(?:rating|score|csat|ces|ocena|satisfaction|zadowolenie)$|^(?:rating|score|csat|ces|ocena|satisfaction|zadowolenie)[\s:_–-]+",
    re.IGNORECASE,
)
_LONGEST = 60


def about(wording: str) -> str:
    """What a rating is about: "How would you rate the opening keynote?" -> "opening keynote"; "" for the whole."""
    text = tidied(wording.replace("_", " "))
    if " - " in text or ": " in text:
        last = re.split(r" - |: ", text)[-1]
        if re.search(r"[^\W\d]{2}", last):
            return last.strip(" ?.")[:_LONGEST]
    bare = tidied(_SCALE.sub(" ", text)).strip(" ,.:;?-–")
    found = _ASKED.search(bare)
    name = found["about"] if found else _TAIL.sub("", bare)
    if says("overall", name) and len(name.split()) <= 6:
        return ""
    return name.strip(" ?.,:")[:_LONGEST]


def of_company(wordings: Sequence[str], others: Sequence[str]) -> int | None:
    """Which of several alike ratings asks for the company: the one whose subject other headings speak of most.

    None where none stands out.
    """
    if len(wordings) == 1:
        return 0
    texts = [plain(other) for other in others]
    mentions = []
    for wording in wordings:
        subject = plain(about(wording))
        rest = [text for text in texts if text != plain(wording)]
        mentions.append(99 if not subject else sum(bool(re.search(rf"\b{re.escape(subject)}\b", t)) for t in rest))
    most = max(mentions)
    return mentions.index(most) if most > 0 and mentions.count(most) == 1 else None
