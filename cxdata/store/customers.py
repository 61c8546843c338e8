"""Who a customer is, kept as a keyed hash: the same person in every import, nobody outside this workspace.

The key lies in the workspace, so a hash tells nothing to who has an export, and everything to who has the file and a
list of customers to try.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cxdata.store.workspace import Connection

SETTING: Final = "customer_key"


def key() -> str:
    """A new key, to be kept in the settings of one workspace."""
    return secrets.token_hex(32)


def hashed(connection: Connection, customer: str) -> str:
    """SQL of a text's SHA-256 under the workspace's key, its first 64 bits as UBIGINT.

    The key goes before the text. What is cut off keeps anybody from continuing a hash that he has seen, so the second
    pass of an HMAC would buy nothing for twice the time; and a number is stored in a fraction of the time of a text.
    """
    rows = connection.sql(f"SELECT value FROM settings WHERE name = '{SETTING}'").fetchall()
    known = bytes.fromhex(str(rows[0][0])).hex()
    return f"('0x' || left(sha256(unhex('{known}') || encode({customer})), 16))::UBIGINT"
