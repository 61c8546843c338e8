"""Made-up survey files whose truth is known, and what the first suggestion makes of each.

`python -m tests.surveys` prints how often the suggestion is right at once, after a question, refused, or wrong.
"""
