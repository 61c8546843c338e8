"""Tables as spreadsheets and people leave them: titles, totals, odd headings, odd lines."""

from __future__ import annotations

import re

from tests.reading.exports.made import COMMENTS, Export, Rows, book, moment, text

HEAD = ["Data", "Punkt styku", "Dział", "Ocena NPS", "Zadowolenie", "Komentarz"]
_PLACES = ("Obsługa klienta", "Sprzedaż", "Serwis", "Księgowość")


def answers(n: int = 60) -> list[list[str]]:
    return [
        [
            f"{moment(i):%d.%m.%Y}",
            _PLACES[i % 4],
            _PLACES[(i + 1) % 4],
            str(i % 11),
            f"{3 + i % 20 / 10:.1f}".replace(".", ","),
            COMMENTS[i % 6],
        ]
        for i in range(n)
    ]


def flat(n: int = 60) -> list[list[str]]:
    """The same without quotes, line breaks and semicolons."""
    return [[re.sub(r'[\n;"]', "", cell) for cell in row] for row in [HEAD, *answers(n)]]


SIX = {"separator": ";", "header_rows": 1, "rows": 60, "columns": 6}


def above() -> list[Export]:
    padded: Rows = [["Raport", *[""] * 5], ["Okres:", "maj 2024", *[""] * 4], [""] * 6, HEAD, *answers()]
    many = [[f"Linia {i} opisu, z przecinkiem"] for i in range(12)]
    facts = [["Raport"], ["Wygenerowano", "2024-06-01 10:11"], ["Liczba odpowiedzi", "60"], ["Filtr", "brak"], []]
    return [
        Export("separator stated.csv", text([HEAD, *answers()], ";", "\r\n", before="sep=;\r\n"), SIX),
        Export(
            "separator stated, quoted.csv", text([HEAD, *answers()], ";", before='"sep=;"\n', encoding="cp1250"), SIX
        ),
        Export("title with separators.csv", text([["Firma: Ład; sp. z o.o."], [], HEAD, *answers()], ";"), SIX),
        Export("titles padded.csv", text(padded, ";"), SIX),
        Export("a long description.csv", text([*many, HEAD, *answers()], ";"), SIX),
        Export("facts in pairs.csv", text([*facts, HEAD, *answers()], ";"), SIX),
    ]


def below() -> list[Export]:
    totals = [["Razem", "", "", "312", "", ""], ["Średnia", "", "", "5,2", "3,9", ""], [], ["Źródło: badanie własne"]]
    blank: Rows = [[""] * 6] * 5000
    mean = sum(i % 11 for i in range(60)) / 60
    unnamed = ["", "", "", f"{mean:.6f}".replace(".", ","), "", ""]
    return [
        Export("totals and source.csv", text([HEAD, *answers(), *totals], ";"), SIX | {"after": 3}),
        Export("thousands of empty rows.csv", text([HEAD, *answers(), *blank], ";"), SIX | {"after": 5000}),
        Export("empty lines.csv", text([HEAD, *answers()], ";", behind="\n\n\n"), SIX | {"after": 0}),
        Export("an unnamed mean.csv", text([HEAD, *answers(), unnamed], ";"), SIX | {"after": 1}),
        Export("an unnamed mean apart.csv", text([HEAD, *answers(), *blank[:2], unnamed], ";"), SIX | {"after": 3}),
        Export(
            "a figure that is none.csv", text([HEAD, *answers(59), ["", "", "", "3", "", ""]], ";"), SIX | {"after": 0}
        ),
        Export("an average in a workbook.xlsx", book(("Dane", [HEAD, *answers(), unnamed])), {"rows": 60, "after": 1}),
    ]


def headings() -> list[Export]:
    scores = [[f"{moment(i):%Y-%m-%d}", _PLACES[i % 4], str(i % 5 + 1), "4", "2", "ok"] for i in range(30)]
    six = {"rows": 30, "columns": 6}
    groups = ["Dane", "", "Oceny", "", "", ""]
    names = ["Data", "Sklep", "Cena", "Obsługa", "Czas", "Uwagi"]
    codes = ["data", "sklep", "q1", "q2", "q3", "uwagi"]
    wording = ["Kiedy?", "Gdzie?", "Czy cena była dobra?", "Czy obsługa była dobra?", "Czy długo trwało?", "Dlaczego?"]
    years = [[_PLACES[i % 4], str(30 + i), str(40 + i), str(20 + i)] for i in range(30)]
    digits = [[str(i % 5 + 1), str(i % 3 + 1), str(i % 4 + 1)] for i in range(30)]
    return [
        Export("groups.csv", text([groups, names, *scores], ";"), six | {"header_rows": 2}),
        Export(
            "groups, none over the first.csv",
            text([["", "", "Oceny", "", "Inne", ""], names, *scores], ";"),
            six | {"header_rows": 2},
        ),
        Export("three levels.csv", text([["", "", "Q2 2024", "", "", ""], groups, names, *scores], ";"), six),
        Export("codes and wording.csv", text([codes, wording, *scores], ";"), six | {"header_rows": 2}),
        Export(
            "merged groups.xlsx",
            book(("Dane", [groups, names, *scores]), merged=[(0, 2, 0, 5)]),
            six | {"header_rows": 2},
        ),
        Export("years.csv", text([["Sklep", "2021", "2022", "2023"], *years], ";"), {"header_rows": 1, "rows": 30}),
        Export("days.csv", text([["Sklep", "1.05.2024", "2.05.2024", "3.05.2024"], *years], ";"), {"header_rows": 1}),
        Export("counted.csv", text([["1", "2", "3"], *digits], ";"), {"header_rows": 1, "rows": 30}),
        Export(
            "numbered rows.csv",
            text([["", "2021"], *[[str(i), "4"] for i in range(30)]]),
            {"header_rows": 1, "rows": 30},
        ),
        Export("none.csv", text(scores, ";"), six | {"header_rows": 0}),
        Export("none, one column.csv", text([[str(i % 11)] for i in range(30)]), {"header_rows": 0, "rows": 30}),
        Export("one column.csv", text([["NPS"], *[[str(i % 11)] for i in range(30)]]), {"header_rows": 1, "rows": 30}),
        Export("nothing else.csv", text([HEAD], ";"), SIX | {"rows": 0}),
        Export("one row.csv", text([HEAD, *answers(1)], ";"), SIX | {"rows": 1}),
    ]


def lines() -> list[Export]:
    ends = ("\r\n", "\n", "\r")
    mixed = "".join(";".join(row) + ends[i % 3] for i, row in enumerate(flat())).encode()
    wrapped = "".join('"' + ",".join([*row[:4], f'""{row[5]}""']) + '"\r\n' for row in flat()).encode()
    some = [f'2024-05-{i:02d},{i % 10},"x, {i}"' for i in range(1, 25)]
    half = "Data,Ocena,Uwagi\r\n" + "".join(
        f'"{line.replace(chr(34), chr(34) * 2)}"\r\n' if i % 2 else "2024-05-09,3,x\r\n" for i, line in enumerate(some)
    )
    short = [row if i % 3 else row[:4] for i, row in enumerate(answers())]
    return [
        Export("three line ends.csv", mixed, SIX),
        Export("old line ends.csv", text(flat(), ";", "\r"), SIX),
        Export("short rows.csv", text([HEAD, *short], ";"), SIX),
        Export("a separator behind each row.csv", text([HEAD, *[[*row, ""] for row in answers()]], ";"), SIX),
        Export(
            "empty columns.csv",
            text([[*HEAD, "", ""], *[[*row, "", ""] for row in answers()]], ";"),
            SIX | {"columns": 8},
        ),
        Export("lines in quotes.csv", wrapped, {"separator": ",", "header_rows": 1, "rows": 60, "columns": 5}),
        Export("some lines in quotes.csv", half.encode(), {"separator": ",", "rows": 24, "columns": 3}),
        Export(
            "lists in cells.csv",
            text([["id", "what", "score"], *[[str(i), "a;b;c;d", "5"] for i in range(30)]]),
            {"separator": ",", "rows": 30, "columns": 3},
        ),
        Export(
            "1 500 columns.csv",
            text([[f"Q{i}" for i in range(1500)], *[[str((i + j) % 5) for j in range(1500)] for i in range(10)]]),
            {"rows": 10, "columns": 1500, "header_rows": 1},
        ),
    ]


def books() -> list[Export]:
    known = {"rows": 40, "columns": 6, "header_rows": 1}
    notes = ("Instrukcja", [["Jak czytać"], ["1. otwórz"], ["2. czytaj"]])
    words = ("Słownik", [["kod", "opis"], ["1", "źle"]])
    titled: Rows = [["Badanie satysfakcji"], ["maj 2024"], [], HEAD, *answers(40)]
    gaps: Rows = [HEAD, *answers(20), [], [], *answers(20)]
    return [
        Export("merged titles.xlsx", book(("Raport", titled), merged=[(0, 0, 0, 5), (1, 0, 1, 5)]), known),
        Export("off the corner.xlsx", book(("Dane", [HEAD, *answers(40)]), at=(3, 2)), known | {"first line": 5}),
        Export("title off the corner.xlsx", book(("Dane", titled), at=(1, 1)), known | {"first line": 6}),
        Export("several sheets.xlsx", book(notes, ("Dane", [HEAD, *answers(40)]), words), known | {"sheet": "Dane"}),
        Export("empty rows.xlsx", book(("Dane", gaps)), known),
        Export("nothing else.xlsx", book(("Dane", [HEAD])), known | {"rows": 0}),
    ]


TABLES = {f"{made.__name__}: {each.name}": each for made in (above, below, headings, lines, books) for each in made()}
