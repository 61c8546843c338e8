"""Everything that can go wrong, said as a key and facts; the sentences are in text/errors.toml.

CxError
├── FileRefused          the bytes cannot be read as a table
├── MappingRefused       the mapping cannot be applied, or a question about the file is open
├── ChoiceRefused        a filter, link or argument names what is not there
├── EditRefused          a change to a workspace's tables does not hold
└── WorkspaceError
    ├── WorkspaceMissing     no workspace of that name
    ├── WorkspaceBusy        another process holds the file
    └── WorkspaceRefused     bad name, newer format, read-only, damaged
"""

from __future__ import annotations


class CxError(Exception):
    """A problem for a person to read: `errors.<key>` in the catalogue, filled with `facts`."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.key} {self.facts}" if self.facts else self.key


class FileRefused(CxError):
    """The bytes cannot be read as a table."""


class MappingRefused(CxError):
    """The mapping cannot be applied, or a question about the file is still open."""


class ChoiceRefused(CxError):
    """A filter, link or argument names something that the workspace does not hold."""


class EditRefused(CxError):
    """A change to the tables of a workspace does not hold; nothing was changed."""


class WorkspaceError(CxError):
    """The workspace cannot be used as asked."""


class WorkspaceMissing(WorkspaceError):
    """There is no workspace of that name."""


class WorkspaceBusy(WorkspaceError):
    """Another process has held the file for longer than we wait."""


class WorkspaceRefused(WorkspaceError):
    """The name is not allowed, the format is newer, or the workspace is read-only or damaged."""
