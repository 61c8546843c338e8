"""Records of tools with one header row: heading, then rows."""

from __future__ import annotations


def day(i: int) -> str:
    return f"2024-05-{i % 27 + 1:02d}T08:00:00Z"


NAMED: dict[str, tuple[list[str], list[list[str]]]] = {
    "formbricks": (
        [
            "No.",
            "Response ID",
            "Timestamp",
            "Finished",
            "Survey ID",
            "Formbricks ID (internal)",
            "User ID",
            "Tags",
            "1. How likely are you to recommend us?",
            "2. Why?",
            "department",
        ],
        [
            [
                str(i),
                f"r{i}",
                day(i),
                "Yes",
                "s",
                "f",
                f"u{i}",
                "",
                str(i % 11),
                f"It works well enough {i}",
                "AB"[i % 2],
            ]
            for i in range(40)
        ],
    ),
    "surveylab": (
        [
            "Id odpowiedzi",
            "Klucz odpowiedzi",
            "userAgentData",
            "Data rozpoczęcia",
            "Data zakończenia",
            "Czas spędzony na stronie 1",
            "Odniesienie (URL)",
            "Imię",
            "Email",
            "Custom 1",
            "Czy polecisz nas?",
        ],
        [
            [
                str(900 + i),
                f"k{i}",
                "Firefox",
                f"2024-05-{i % 27 + 1:02d} 08:00",
                f"2024-05-{i % 27 + 1:02d} 08:05",
                "31",
                "",
                "Jan",
                f"a{i}@example.com",
                ("Kraków", "Łódź")[i % 2],
                str(i % 11),
            ]
            for i in range(40)
        ],
    ),
    "medallia": (
        [
            "request_id",
            "request_sent_at",
            "request_delivery_status",
            "response_received_at",
            "star_rating",
            "comments",
            "areas_for_improvement",
            "channel",
            "customer_name",
            "employee_email",
        ],
        [
            [
                f"q{i}",
                day(i),
                "Sent",
                day(i + 1),
                str(i % 5 + 1),
                ("true", "false")[i % 2],
                "",
                ("phone", "chat")[i % 2],
                "Ann Lee",
                "b@example.com",
            ]
            for i in range(40)
        ],
    ),
    "zendesk": (
        ["assignee_id", "comment", "created_at", "group_id", "id", "reason", "requester_id", "score", "ticket_id"],
        [
            [
                "7",
                f"Slow answer {i}",
                day(i),
                "3",
                str(1000 + i),
                "",
                str(i),
                ("good", "offered", "bad", "unoffered")[i % 4],
                str(i),
            ]
            for i in range(40)
        ],
    ),
    "delighted": (
        ["id", "person", "survey_type", "score", "comment", "permalink", "created_at", "updated_at"],
        [[str(i), str(i), "nps", str(i % 11), f"Fine {i}", "x", str(1_714_550_400 + i * 86400), ""] for i in range(40)],
    ),
    "customergauge": (
        ["CustomerNumber", "Email", "NetPromoterScore", "Comment", "SurveyCompletedDate", "EmailSentDate"],
        [[str(i), f"a{i}@example.com", str(i % 11), f"Fine {i}", day(i), ""] for i in range(40)],
    ),
    "thanx": (
        ["nps_feedback_uid", "nps_feedback_id", "merchant_id", "user_id", "state", "rating", "review", "rated_at"],
        [["u", str(i), "m", str(500 + i), "rated", str(i % 11), f"Good place {i}", day(i)] for i in range(40)],
    ),
    "touchpoints_gov": (
        [
            *("external_id", "question_1", "positive_effectiveness", "positive_ease", "negative_effectiveness"),
            *("negative_ease", "question_4", "created_at"),
        ],
        [["", str(i % 5 + 1), "1", "", "", "1", f"Clear letter {i}", day(i)] for i in range(40)],
    ),
}
