"""Words of Polish and English scales, in every gender and spelling, get the scores that they stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxdata.reading import Question, read
from cxdata.reading.meaning.suggestion import suggest


def question_of(heading: str, words: list[str], folder: Path) -> Question:
    body = "".join(f"2024-05-{i % 27 + 1:02d};{words[i % len(words)]}\n" for i in range(20 * len(words)))
    (question,) = suggest(read(f"Data;{heading}\n{body}".encode(), "a.csv", folder=folder)).mapping.questions
    return question


@pytest.mark.parametrize(
    ("heading", "words", "metric"),
    [
        (
            "Zadowolenie z obsługi",
            ["Bardzo niezadowolony/a", "Niezadowolony/a", "Neutralny", "Zadowolony(a)", "Bardzo zadowolony/-a"],
            "csat",
        ),
        (
            "Zadowolenie z obsługi",
            [
                "Całkowicie niezadowolona",
                "Raczej niezadowolona",
                "Neutralnie",
                "Raczej zadowolona",
                "W pełni zadowolona",
            ],
            "csat",
        ),
        ("Jakość obsługi", ["fatalnie", "słabo", "przeciętnie", "dobrze", "doskonale"], "csat"),
        ("Jakość obsługi", ["Bardzo niska", "Niska", "Średnia", "Wysoka", "Bardzo wysoka"], "csat"),
        ("How would you rate our service?", ["Poor", "Fair", "Good", "Very good", "Excellent"], "csat"),
        ("Quality of service", ["Very poor", "Poor", "Average", "Good", "Excellent"], "csat"),
        (
            "Załatwienie sprawy było łatwe",
            [
                "Zdecydowanie się nie zgadzam",
                "Raczej się nie zgadzam",
                "Trudno powiedzieć",
                "Raczej się zgadzam",
                "Całkowicie się zgadzam",
            ],
            "ces",
        ),
        (
            "Czy nas polecisz?",
            [
                "Zdecydowanie nie polecę",
                "Raczej nie polecę",
                "Ani prawdopodobne, ani nieprawdopodobne",
                "Raczej polecę",
                "Zdecydowanie polecę",
            ],
            "csat",
        ),
    ],
)
def test_the_words_of_a_scale_are_scored_in_their_order(
    tmp_path: Path, heading: str, words: list[str], metric: str
) -> None:
    question = question_of(heading, words, tmp_path)
    assert (question.metric, question.low, question.high) == (metric, 1, 5)
    assert dict(question.words) == {word: score for score, word in enumerate(words, 1)}


def test_poor_is_second_lowest_where_the_scale_begins_with_very_poor(tmp_path: Path) -> None:
    question = question_of("Quality of service", ["Poor", "Good", "Very good"], tmp_path)
    assert dict(question.words) == {"Poor": 2, "Good": 4, "Very good": 5}


def test_how_likely_something_is_says_nothing_of_satisfaction_by_itself(tmp_path: Path) -> None:
    body = "".join(f"2024-05-{i % 27 + 1:02d};{('Very likely', 'Very unlikely')[i % 2]}\n" for i in range(60))
    file = f"Data;How likely are you to buy a watch?\n{body}".encode()
    assert suggest(read(file, "a.csv", folder=tmp_path)).mapping.questions == ()
