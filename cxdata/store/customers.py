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
_BLOCK: Final = 64


def key() -> str:
    """A new key, to be kept in the settings of one workspace."""
    return secrets.token_hex(32)


def hashed(connection: Connection, customer: str) -> str:
    """SQL of HMAC-SHA256 (RFC 2104) of a text under the workspace's key, its first 128 bits in hexadecimal."""
    rows = connection.sql(f"SELECT value FROM settings WHERE name = '{SETTING}'").fetchall()
    block = bytes.fromhex(str(rows[0][0])).ljust(_BLOCK, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in block).hex() for pad in (0x36, 0x5C))
    within = f"unhex(sha256(unhex('{inner}') || encode({customer})))"
    return f"left(sha256(unhex('{outer}') || {within}), 32)"
