"""What a question is about, taken from its wording: the name of a touchpoint, or the company as a whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from cxdata.reading.meaning.vocabulary import plain, says
from cxdata.reading.recognised import tidied

_SCALE = re.compile(
    r"[(\[]?\s*(?:w skali|on a scale|skala|scale)?\s*(?:od|of|from)?\s*-?\d{1,3}\s*(?:-|–|—|do|to)\s*\d{1,3}\s*[)\]]?"
)
_YOU = r"(?:\s*pan(?:stwo|[/(]?\s?(?:i|ą|ie)?\)?(?:/?\s?pani)?)?\b\)?)?"
_ASKED = re.compile(
    r"(?:(?:please )?rate|how (?:would|do|did) you (?:rate|evaluate|like)|how (?:satisfied|happy) (?:are|were) you with"
    r"|(?:satisfied|happy) with|satisfaction with|how (?:easy|difficult) (?:was|is) it to|how (?:was|were)|quality of"
    rf"|jak{_YOU}\s*oceni(?:a(?:sz|cie|ją)?|ł\w*){_YOU}|(?:proszę |prosimy )?oce(?:ń|nić|na)|o ocenę|zadowolenie z[e]?"
    r"|zadowolon[yaei]+(?:/-?[ay]|\([ay]\))?(?: jesteś| jest(?:\s?pan\S*)?)? ze?|jakość)"
    r"\s+(?:z |ze )?(?:the quality of |the |our |your |my |satisfaction with )*(?P<about>.+?)\s*[?.:]*$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s_]*(?:rating|score|csat|ces|ocena|satisfaction|zadowolenie)$|^(?:rating|score|csat|ces|ocena|satisfaction|zadowolenie)[\s:_–-]+",
    re.IGNORECASE,
)
_RATING = re.compile(r"\W*(?:rating|score|csat|ces|ocena|satisfaction|zadowolenie|punktacja)\W*", re.IGNORECASE)
_LABELS = re.compile(r"\([^()]*\d[^()]*\)")
_BRACKETS = re.compile(r"\[([^\[\]]*[^\W\d]{2}[^\[\]]*)\](?:\s*\[[^\]]*\])?\s*[.?]?$")
_DASHED = re.compile(r" [-–—] ?|[?.:…]\s?[-–—]\s?|: ")
_CODE = re.compile(r"^[A-Za-z]{1,2}\d+[A-Za-z]?[_.:) -]+(?=[^\W\d_]{2})|^[Qq]\d+(?=[A-Z][A-Za-z])")
_LONGEST = 60


def about(wording: str) -> str:
    """What a rating is about: "How would you rate the opening keynote?" -> "Opening keynote"; "" for the whole."""
    text = tidied(_CODE.sub("", wording.strip()).replace("_", " "))
    if bracketed := _BRACKETS.search(text):
        return _shown(bracketed[1])
    text = tidied(_SCALE.sub(" ", _LABELS.sub(" ", text)))
    pieces = [each for each in _DASHED.split(text) if re.search(r"[^\W\d]{2}", each) and not _RATING.fullmatch(each)]
    if len(pieces) > 1:
        return _shown(pieces[-1])
    bare = (pieces[0] if pieces else text).strip(" ,.:;?-–")
    found = _ASKED.search(bare)
    name = found["about"] if found else _TAIL.sub("", bare)
    if says("overall", name) and len(name.split()) <= 6:
        return ""
    return _shown(name)


def _shown(name: str) -> str:
    """A name as a reader likes it: "INFODOWN" and "staff service" begin with one capital."""
    bare = name.strip(" ?.,:-–—")[:_LONGEST].strip()
    calm = bare.capitalize() if bare.isupper() and len(bare) > 3 else bare
    return calm[:1].upper() + calm[1:]


def names(wordings: Mapping[int, str]) -> dict[int, str]:
    """Place -> what it is about, of questions that are asked alike: without the words that all of them share."""
    found = {place: about(wording) for place, wording in wordings.items()}
    told = [name for name in found.values() if name]
    shared = _beginning(told) if len(told) >= 3 else ""
    cut = re.match(r".*[\W_]", shared)
    if cut and all(len(name) > cut.end() for name in told):
        found = {place: _shown(name[cut.end() :]) if name else "" for place, name in found.items()}
    return apart(found, wordings)


def _beginning(told: Sequence[str]) -> str:
    """What all of them begin with."""
    first, last = min(told), max(told)
    return first[: next((i for i, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))]


def apart(named: Mapping[int, str], wordings: Mapping[int, str]) -> dict[int, str]:
    """The same names, told apart by the number of their question where two questions share one."""
    taken: dict[str, list[int]] = defaultdict(list)
    for place, name in named.items():
        taken[name].append(place)
    found = dict(named)
    for places in taken.values():
        for place in places[1:]:
            number = re.match(r"[A-Za-z]{1,2}\d+", wordings[place])
            if number:
                name = named[place] or _shown(_CODE.sub("", wordings[place]))
                found[place] = f"{name} ({number[0]})"
    return found


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
