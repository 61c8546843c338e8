"""What customers write: composed from fragments by touchpoint and mood, with typing as people type."""

from collections.abc import Iterator, Sequence

import numpy as np

from data.demo import journey
from data.demo.chance import Chance
from data.demo.edition import Edition

PLAIN = {  # what somebody in a hurry leaves out: the tails of letters, the apostrophes
    "pl": str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzACELNOSZZ"),
    "en": str.maketrans("", "", "'"),
}
WRITES = {"good": 0.29, "mild": 0.25, "bad": 0.50}
Fragments = dict[str, list[str]]


class Dice:
    """One writer's row of uniforms, used up from left to right."""

    def __init__(self, row: Sequence[float]) -> None:
        self._next: Iterator[float] = iter(row)

    def chance(self, share: float) -> bool:
        """Whether an event of that share happens."""
        return next(self._next) < share

    def one(self, choices: Sequence[str]) -> str:
        """One of the choices."""
        return choices[int(next(self._next) * len(choices))]


class Voices:
    """Comments for one survey file's worth of replies."""

    def __init__(self, seed: int, subject: str, edition: Edition) -> None:
        self._stream = Chance(seed, subject)
        self._edition, self._words = edition, edition.voices()

    def comments(self, subjects: Sequence[str], moods: Sequence[str], extras: Sequence[str]) -> list[str | None]:
        """A text or None for each reply; `extras` names a further list of complaints ("" = none)."""
        n = len(subjects)
        writes = self._stream.uniform(n) < np.array([WRITES[mood] for mood in moods])
        table = iter(self._stream.uniform(int(writes.sum()), 40).tolist())
        return [
            self._comment(subjects[i], moods[i], extras[i], Dice(next(table))) if writes[i] else None for i in range(n)
        ]

    def _comment(self, subject: str, mood: str, extra: str, dice: Dice) -> str:
        general: Fragments = self._words["general"]
        if dice.chance(0.06):
            return dice.one(general[f"short_{mood}"])
        phrases = list(self._words[self._edition.word(subject)][mood])
        if extra and mood == "bad":
            phrases = self._words[extra]["bad"] * 2 + phrases
        parts = [dice.one(phrases)]
        if dice.chance(0.38):
            second = dice.one(phrases)
            parts += [second] if second != parts[0] else []
        if dice.chance(0.45):
            parts.insert(0, dice.one(general[f"{mood}_open"]))
        if dice.chance(0.40):
            parts.append(dice.one(general[f"{mood}_close"]))
        if dice.chance(journey.truths()["masking"]["share"]):
            parts.append(self._personal(mood, dice))
        return _typed(self._filled(" ".join(parts), dice), PLAIN[self._edition.lang], dice)

    def _filled(self, text: str, dice: Dice) -> str:
        """The text with its slots filled; a writer is a he or a she throughout."""
        female = dice.chance(0.58)
        values = {name: dice.one(choices) for name, choices in self._words["slots"].items()}
        for name, value in values.items():
            text = text.replace("{" + name + "}", value)
            text = text.replace("{" + name + "_}", value[0].upper() + value[1:] + " ")
        text = text.replace("{em}", "am" if female else "em").replace("{y}", "a" if female else "y")
        return text.replace("{a_}", "a" if female else "")

    def _personal(self, mood: str, dice: Dice) -> str:
        personal = self._words["personal"]
        text = dice.one(personal[mood])
        text = text.replace("{email}", dice.one(personal["emails"])).replace("{phone}", dice.one(personal["phones"]))
        number = int(next(dice._next) * 60)
        return (
            text.replace("{iban}", account(number))
            .replace("{pesel}", pesel(number))
            .replace("{card}", personal["cards"][number % 2])
        )


def pesel(number: int) -> str:
    """A PESEL with a right check digit, of somebody born on a day of January 1900."""
    digits = f"0001{number % 28 + 1:02d}{number:04d}"
    weights = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
    check = -sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 10
    return f"{digits}{check}"


def account(number: int) -> str:
    """A Polish account number with right check digits, at the bank 0000 0000, which does not exist."""
    rest = f"{number:024d}"
    check = 98 - int(f"{rest}252100") % 97
    digits = f"{check:02d}{rest}"
    return "PL" + digits[:2] + "".join(f" {digits[start : start + 4]}" for start in range(2, 26, 4))


def _typed(text: str, plain: dict[int, int | None], dice: Dice) -> str:
    """The text as it is typed: plainly, in capitals, without a full stop, with a slip."""
    if dice.chance(0.09):
        text = text.translate(plain)
    if dice.chance(0.02):
        text = text.upper()
    if dice.chance(0.10):
        text = text[0].lower() + text[1:]
    if dice.chance(0.22):
        text = text.rstrip(".")
    if dice.chance(0.05):
        place = 1 + int(next(dice._next) * max(len(text) - 3, 1))
        if text[place : place + 2].isalpha():
            text = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    if dice.chance(0.012):
        text = text.replace(". ", ".\n", 1)
    return text
