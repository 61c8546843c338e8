"""The tables of a workspace file, and their format version."""

from __future__ import annotations

FORMAT = 3

SINCE_2 = """
CREATE TABLE IF NOT EXISTS kept (
    import INTEGER NOT NULL, line INTEGER NOT NULL, held UBIGINT, key UBIGINT, digest UBIGINT NOT NULL, "at" TIMESTAMP,
    weight FLOAT, customer UBIGINT, scores SMALLINT[] NOT NULL, labels VARCHAR[] NOT NULL, comments VARCHAR[] NOT NULL
);
CREATE TABLE IF NOT EXISTS additions (
    import INTEGER NOT NULL, resp BIGINT NOT NULL, measure SMALLINT, touchpoint SMALLINT NOT NULL, text VARCHAR
);
CREATE TABLE IF NOT EXISTS mappings (
    fingerprint VARCHAR PRIMARY KEY, headings VARCHAR[] NOT NULL, mapping VARCHAR NOT NULL, file VARCHAR NOT NULL,
    "at" TIMESTAMP NOT NULL
);
CREATE TABLE IF NOT EXISTS apart (
    dimension VARCHAR NOT NULL, one VARCHAR NOT NULL, other VARCHAR NOT NULL, "at" TIMESTAMP NOT NULL,
    "by" VARCHAR NOT NULL, PRIMARY KEY (dimension, one, other)
);
"""
"""Tables that came with format 2."""

SINCE_3 = """
CREATE TABLE scores (
    resp BIGINT NOT NULL, day DATE NOT NULL, month SMALLINT NOT NULL, touchpoint SMALLINT NOT NULL,
    channel SMALLINT NOT NULL, department SMALLINT NOT NULL, segment SMALLINT NOT NULL, region SMALLINT NOT NULL,
    weight FLOAT
);
CREATE TABLE previous_scores AS SELECT 0::INTEGER AS replaced, * FROM scores;
"""
"""Tables that came with format 3."""

TABLES = (
    """
CREATE TABLE settings (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
CREATE TABLE imports (
    id INTEGER PRIMARY KEY, "at" TIMESTAMP NOT NULL, file VARCHAR NOT NULL, digest VARCHAR NOT NULL,
    mapping VARCHAR NOT NULL, "by" VARCHAR NOT NULL, kind VARCHAR NOT NULL, receipt VARCHAR NOT NULL, undone TIMESTAMP
);
CREATE TABLE rejects (
    import INTEGER NOT NULL, line INTEGER NOT NULL, whole BOOLEAN NOT NULL,
    "column" VARCHAR NOT NULL, value VARCHAR NOT NULL, reason VARCHAR NOT NULL, mended INTEGER
);
CREATE TABLE measures (
    id SMALLINT PRIMARY KEY, metric VARCHAR NOT NULL, low SMALLINT NOT NULL, high SMALLINT NOT NULL,
    up BOOLEAN NOT NULL, positive_from SMALLINT NOT NULL, negative_to SMALLINT NOT NULL, question VARCHAR NOT NULL
);
CREATE TABLE dimensions (name VARCHAR PRIMARY KEY, "column" VARCHAR NOT NULL, position SMALLINT NOT NULL);
CREATE TABLE members (
    dimension VARCHAR NOT NULL, code SMALLINT NOT NULL, label VARCHAR NOT NULL, canonical SMALLINT NOT NULL,
    stage VARCHAR NOT NULL DEFAULT '', position INTEGER, contacts BIGINT, PRIMARY KEY (dimension, code)
);
CREATE TABLE responses (
    resp BIGINT NOT NULL, key UBIGINT NOT NULL, import INTEGER NOT NULL, "at" TIMESTAMP NOT NULL, day DATE NOT NULL,
    month SMALLINT NOT NULL, weight FLOAT, customer UBIGINT, digest UBIGINT NOT NULL
);
CREATE TABLE answers (
    resp BIGINT NOT NULL, measure SMALLINT NOT NULL, score SMALLINT NOT NULL, day DATE NOT NULL,
    month SMALLINT NOT NULL, touchpoint SMALLINT NOT NULL, channel SMALLINT NOT NULL, department SMALLINT NOT NULL,
    segment SMALLINT NOT NULL, region SMALLINT NOT NULL, weight FLOAT
);
CREATE TABLE comments (
    resp BIGINT NOT NULL, day DATE NOT NULL, touchpoint SMALLINT NOT NULL, text VARCHAR NOT NULL
);
CREATE TABLE attributes (resp BIGINT NOT NULL, name VARCHAR NOT NULL, value VARCHAR NOT NULL);
CREATE TABLE invitations (
    import INTEGER NOT NULL, month SMALLINT NOT NULL, touchpoint SMALLINT NOT NULL, channel SMALLINT NOT NULL,
    sent BIGINT NOT NULL
);
CREATE TABLE repeats (import INTEGER NOT NULL, of INTEGER NOT NULL, rows INTEGER NOT NULL);
CREATE TABLE previous_responses AS SELECT 0::INTEGER AS replaced, * FROM responses;
CREATE TABLE previous_answers AS SELECT 0::INTEGER AS replaced, * FROM answers;
CREATE TABLE previous_comments AS SELECT 0::INTEGER AS replaced, * FROM comments;
CREATE TABLE previous_attributes AS SELECT 0::INTEGER AS replaced, * FROM attributes;
CREATE TABLE previous_invitations AS SELECT 0::INTEGER AS replaced, * FROM invitations;
CREATE TABLE previous_members AS SELECT 0::INTEGER AS replaced, * FROM members;
CREATE TABLE audit (
    "at" TIMESTAMP NOT NULL, "by" VARCHAR NOT NULL, "table" VARCHAR NOT NULL, key VARCHAR NOT NULL,
    before VARCHAR NOT NULL, after VARCHAR NOT NULL
);
"""
    + SINCE_2
    + SINCE_3
)
"""`month` is year * 12 + month - 1. Dimension columns hold codes of `members`, 0 = not given; `canonical` is the code
that a member counts as (its own unless merged). Further dimensions are columns x1, x2, ... of `answers` and
`scores`, named in `dimensions` (which holds the standard ones too). `scores` holds the answers of one reply about one
touchpoint side by side, column m3 those to measure 3 (see answers.py). `responses.digest` tells a changed response
from a repeated one. `rejects.whole` is true where the row gave nothing at all, false where only this cell was refused;
`mended` names the import that corrected it. `kept` holds refused rows as far as they were read, without what says who
somebody is, so that a correction can complete them: `held` is the key of the response that a row is part of already,
scores, labels and comments stand in the order of the import's mapping. `additions`: what the correction `import` has
added to responses that were there: an answer, a comment, or, without either, the weight. `responses.customer` is a
keyed hash (see customers.py). `apart` lists labels, in alphabetical order, that look alike and are two things, as
somebody has said. `repeats`: how many rows of an import were counted as duplicates of those `of` an earlier one. The
tables previous_... hold what the import `replaced` took the place of, for its undoing.
`audit` holds one row per changed row of a table that people edit: its key, and what it held before and after as JSON.
`at` and `by` are words of SQL and need their quotes in every statement.
"""
