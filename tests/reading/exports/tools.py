"""Exports of survey tools whose headings take more than one row, or came in several shapes over the years."""

from __future__ import annotations

import csv

from tests.reading.exports.made import COMMENTS, REMARKS, Export, Rows, book, moment, text

NAMES = [
    "StartDate",
    "EndDate",
    "Status",
    "IPAddress",
    "Progress",
    "Duration (in seconds)",
    "Finished",
    "RecordedDate",
    "ResponseId",
    "RecipientLastName",
    "RecipientFirstName",
    "RecipientEmail",
    "ExternalReference",
    "DistributionChannel",
    "UserLanguage",
    "Q1",
    "Q2_1",
    "Q3",
]
ENGLISH = [
    "Start Date",
    "End Date",
    "Response Type",
    "IP Address",
    "Progress",
    "Duration (in seconds)",
    "Finished",
    "Recorded Date",
    "Response ID",
    "Recipient Last Name",
    "Recipient First Name",
    "Recipient Email",
    "External Data Reference",
    "Distribution Channel",
    "User Language",
    "How likely are you to recommend us\nto a friend?",
    "How satisfied are you with... - Price",
    'Why?\n\nIn "your" words, please',
]
POLISH = [
    "Data rozpoczęcia",
    "Data zakończenia",
    "Typ odpowiedzi",
    "Adres IP",
    "Postęp",
    "Czas trwania (w sekundach)",
    "Zakończono",
    "Data zapisu",
    "Identyfikator",
    "Nazwisko",
    "Imię",
    "E-mail",
    "Odniesienie",
    "Kanał",
    "Język",
    "Jak prawdopodobne jest,\nże nas polecisz?",
    "Zadowolenie - Cena",
    "Dlaczego?",
]
OLD = [
    "ResponseID",
    "ResponseSet",
    "IPAddress",
    "StartDate",
    "EndDate",
    "RecipientLastName",
    "RecipientFirstName",
    "RecipientEmail",
    "ExternalDataReference",
    "Finished",
    "Status",
    "Q1",
    "Q2",
    "LocationLatitude",
    "LocationLongitude",
    "LocationAccuracy",
]


def ids(names: list[str], mark: str = '"') -> list[str]:
    return [f"{{{mark}ImportId{mark}:{mark}{name}{mark}}}" for name in names]


def _answer(i: int) -> list[object]:
    at = moment(i)
    told = [at, at, "1" if i % 7 == 0 else "0", "10.0.0.1", "100", "33", "1", at, f"R_{i:04d}", "", "", "", ""]
    return [*told, "anonymous", "PL", str(i % 11), str(i % 5 + 1), COMMENTS[i % 6]]


def qualtrics() -> list[Export]:
    answers = [_answer(i) for i in range(40)]
    known = {"tool": "qualtrics", "rows": 40, "columns": 18}
    three, two = known | {"header_rows": 3}, known | {"header_rows": 2}
    numbers = [*(f"V{i}" for i in range(1, 9)), "Q1", "Q2", ""]
    labels = ["ResponseID", "ResponseSet", "Name", "IPAddress", "Status", "StartDate", "EndDate", "Finished"]
    at = str(moment(1))
    legacy = [[f"R_{i}", "Set", "A", "1.1.1.1", "0", at, at, "1", str(i % 11), REMARKS[i % 7], ""] for i in range(30)]
    old = [
        [f"R_{i}", "Set", "1.1.1.1", at, at, *[""] * 4, "1", "0", str(i % 11), "ok", "5", "5", "1"] for i in range(25)
    ]
    bare = {"tool": "qualtrics", "rows": 0, "columns": 18, "header_rows": 3}
    return [
        Export("three rows.csv", text([NAMES, ENGLISH, ids(NAMES), *answers]), three | {"encoding": "utf-8"}),
        Export(
            "three rows Polish, mark.csv",
            text([NAMES, POLISH, ids(NAMES), *answers], end="\r\n", encoding="utf-8-sig"),
            three | {"encoding": "utf-8-sig"},
        ),
        Export(
            "three rows, tabs.tsv",
            text([NAMES, ENGLISH, ids(NAMES), *answers], separator="\t", encoding="utf-16"),
            three | {"encoding": "utf-16", "separator": "\t"},
        ),
        Export(
            "three rows saved by a Polish spreadsheet.csv",
            text([NAMES, POLISH, ids(NAMES), *answers], separator=";", encoding="cp1250", end="\r\n"),
            three | {"encoding": "cp1250", "separator": ";"},
        ),
        Export(
            "three rows, all quoted.csv",
            text([NAMES, ENGLISH, ids(NAMES, "'"), *answers], quoting=csv.QUOTE_ALL),
            three,
        ),
        Export("three rows in a workbook.xlsx", book(("Sheet0", [NAMES, ENGLISH, ids(NAMES), *answers])), three),
        Export("two rows in a workbook.xlsx", book(("Sheet0", [NAMES, POLISH, *answers])), two),
        Export("wording left out.csv", text([NAMES, ids(NAMES), *answers]), two),
        Export("names only.csv", text([NAMES, *answers]), known | {"header_rows": 1}),
        Export("no answer yet.csv", text([NAMES, ENGLISH, ids(NAMES)]), bare),
        Export("one answer.csv", text([NAMES, ENGLISH, ids(NAMES), answers[1]]), bare | {"rows": 1}),
        Export(
            "older, numbered names.csv",
            text([numbers, [*labels, "Czy polecisz?", "Czemu?", ""], *legacy], encoding="utf-8-sig"),
            {"tool": "qualtrics", "rows": 30, "columns": 11, "header_rows": 2},
        ),
        Export(
            "older, three rows.csv",
            text([OLD, OLD, ids(OLD), *old]),
            {"tool": "qualtrics", "rows": 25, "columns": 16, "header_rows": 3},
        ),
    ]


ASKED = "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1"
SNAKE = "respondent_id,collector_id,date_created,date_modified,ip_address,email_address,first_name,last_name,custom_1"
PYTANO = (
    "Identyfikator respondenta,Identyfikator kolektora,Data rozpoczęcia,Data zakończenia,Adres IP,Adres e-mail,"
    "Imię,Nazwisko,Dane niestandardowe 1"
)


def surveymonkey() -> list[Export]:
    questions = ["Would you recommend us?", "How satisfied are you with", "", "", "Anything else?"]
    parts = ["Response", "Price", "Staff", "Speed", "Open-Ended Response"]
    at = "05/13/2024 08:00:00 AM"
    rows = [
        [f"11400{i:06d}", "44", at, at, "1.1.1.1", "", "", "", "", str(i % 11), str(i % 5 + 1), "", "4", REMARKS[i % 7]]
        for i in range(50)
    ]
    nine = [""] * 9
    two = {"tool": "surveymonkey", "header_rows": 2, "rows": 50, "columns": 14}
    polish = [*PYTANO.split(","), "Czy nas polecisz?", "Oceń", "", "", "Coś jeszcze?"]
    odd = [*ASKED.split(","), "Would you – really – recommend us, señor?", *questions[1:]]
    nameless: Rows = [questions, parts, *[row[9:] for row in rows]]
    condensed = [*ASKED.split(","), "Would you recommend us?", "Price", "Staff", "Speed", "Anything else?"]
    return [
        Export("expanded.csv", text([[*ASKED.split(","), *questions], [*nine, *parts], *rows]), two),
        Export("new names.csv", text([[*SNAKE.split(","), *questions], [*nine, *parts], *rows]), two),
        Export(
            "Polish.csv",
            text(
                [polish, [*nine, "Odpowiedź", "Cena", "Obsługa", "Czas", "Odpowiedź otwarta"], *rows],
                encoding="utf-8-sig",
            ),
            two,
        ),
        Export("Western.csv", text([odd, [*nine, *parts], *rows], encoding="cp1252"), two | {"encoding": "cp1252"}),
        Export("workbook.xlsx", book(("Sheet", [[*ASKED.split(","), *questions], [*nine, *parts], *rows])), two),
        Export("second row empty.csv", text([condensed, [""] * 14, *rows]), two),
        Export("condensed.csv", text([condensed, *rows]), two | {"header_rows": 1}),
        Export("without who answered.csv", text(nameless), two | {"columns": 5}),
    ]


def limesurvey() -> list[Export]:
    codes = ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "NPS", "Q1[SQ001]", "Q1[SQ002]"]
    full = ["ID odpowiedzi", "Data wysłania", "Ostatnia strona", "Język początkowy", "Ziarno", "Data rozpoczęcia"]
    asked = ["Jak prawdopodobne jest, że nas polecisz?", "Oceń: [Cena]", "Oceń: [Obsługa]"]
    both = [f"{code}. {word}" for code, word in zip(codes, [*full, *asked], strict=True)]
    rows = [[str(i), "" if i % 5 else moment(i), "3", "pl", "77", moment(i), str(i % 11), "4", "2"] for i in range(28)]
    one = {"tool": "limesurvey", "header_rows": 1, "rows": 28, "columns": 9}
    german = ["Antwort ID", "Datum Abgeschickt", "Letzte Seite", "Start-Sprache", *codes[4:]]
    return [
        Export("codes.csv", text([codes, *rows], quoting=csv.QUOTE_ALL), one),
        Export(
            "codes, semicolons.csv",
            text([codes, *rows], separator=";", quoting=csv.QUOTE_ALL, encoding="utf-8-sig"),
            one | {"separator": ";", "encoding": "utf-8-sig"},
        ),
        Export("wording.csv", text([[*full, *asked], *rows], quoting=csv.QUOTE_ALL), one),
        Export("German wording.csv", text([german, *rows], quoting=csv.QUOTE_ALL), one),
        Export("code and wording.csv", text([both, *rows], quoting=csv.QUOTE_ALL), one),
        Export(
            "wording above codes.csv", text([[*full, asked[0], "Oceń", ""], codes, *rows]), one | {"header_rows": 2}
        ),
        Export("codes above wording.csv", text([codes, [*full, *asked], *rows]), one | {"header_rows": 2}),
    ]


def forms() -> list[Export]:
    asked = ["Jak prawdopodobne jest, że nas polecisz? (0-10)", "Oceń obsługę [Czas]", "Uwagi"]
    answers = [[str(i % 11), str(i % 5 + 1), COMMENTS[i % 6]] for i in range(44)]
    stamped: Rows = [[f"{moment(i):%Y/%m/%d %I:%M:%S %p} GMT+2", *answer] for i, answer in enumerate(answers)]
    numbered: Rows = [[i, moment(i), moment(i), "anonymous", "", None, *answer] for i, answer in enumerate(answers)]
    own = ["ID", "Godzina rozpoczęcia", "Godzina ukończenia", "Adres e-mail", "Nazwa", "Godzina ostatniej modyfikacji"]
    ours = ["ID", "Start\u00a0time", "Completion\u00a0time", "Email", "Name", "Last modified time"]
    google = {"tool": "google_forms", "header_rows": 1, "rows": 44, "columns": 4}
    microsoft = {"tool": "microsoft_forms", "header_rows": 1, "rows": 44, "columns": 9}
    token = [
        [f"{i:032x}", *answer, "completed", moment(i), "", moment(i), "ab12", ""] for i, answer in enumerate(answers)
    ]
    closing = ["Response Type", "Start Date (UTC)", "Stage Date (UTC)", "Submit Date (UTC)", "Network ID", "Tags"]
    return [
        Export("Google.csv", text([["Sygnatura czasowa", *asked], *stamped], quoting=csv.QUOTE_ALL), google),
        Export("Google in English.csv", text([["Timestamp", *asked], *stamped], end="\r\n"), google),
        Export(
            "Google saved by a spreadsheet.csv",
            text([["Sygnatura czasowa", *asked], *stamped], separator=";", encoding="cp1250", end="\r\n"),
            google | {"encoding": "cp1250", "separator": ";"},
        ),
        Export("Google workbook.xlsx", book(("Form Responses 1", [["Timestamp", *asked], *stamped])), google),
        Export("Microsoft.xlsx", book(("Sheet1", [[*own, *asked], *numbered])), microsoft),
        Export("Microsoft in English.xlsx", book(("Form1", [[*ours, *asked], *numbered])), microsoft),
        Export(
            "Microsoft saved as text.csv",
            text([[*own, *asked], *numbered], separator=";", encoding="cp1250", end="\r\n"),
            microsoft | {"encoding": "cp1250", "separator": ";"},
        ),
        Export(
            "Typeform.csv",
            text([["#", "Would you, {{field:01}},\nrecommend us?", "Speed", "Why?", *closing], *token]),
            {"tool": "typeform", "header_rows": 1, "rows": 44, "columns": 10},
        ),
    ]


EXPORTS = {
    f"{made.__name__}: {export.name}": export
    for made in (qualtrics, surveymonkey, limesurvey, forms)
    for export in made()
}
