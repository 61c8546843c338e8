"""The folder of workspaces: their names, and creating, renaming, copying, restoring and deleting them."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from cxdata.errors import WorkspaceMissing, WorkspaceRefused
from cxdata.store import moving
from cxdata.store.workspace import SUFFIX, Workspace

DEMOS: Final = {"pl": "demo", "en": "demo-en"}
"""The demo company's workspaces by the language of their data: read-only wherever they are opened."""

_NAME = re.compile(r"[a-z0-9_-]{1,40}")


def home() -> Path:
    """The folder that CXDATA_HOME names, or `workspaces` where the program was started."""
    return Path(os.environ.get("CXDATA_HOME") or "workspaces")


def names() -> list[str]:
    """Names of all workspaces, in order; private ones are in no list."""
    return sorted(file.stem for file in home().glob(f"*{SUFFIX}") if _NAME.fullmatch(file.stem))


def demos() -> list[str]:
    """The demo company's workspaces that are there, the Polish one first."""
    there = names()
    return [name for name in DEMOS.values() if name in there]


def demo(lang: str) -> str | None:
    """The demo company in that language where it is there, else in another; None where there is none."""
    there = demos()
    return DEMOS[lang] if DEMOS[lang] in there else next(iter(there), None)


def demo_language(name: str) -> str | None:
    """The language of a demo company's data, by the workspace's name; None for every other name."""
    return next((lang for lang, kept in DEMOS.items() if kept == name), None)


def is_demo(name: str) -> bool:
    """Whether the name is one of those that are kept for the demo company."""
    return demo_language(name) is not None


def checked(name: str) -> str:
    """The name itself. Raises WorkspaceRefused when it may not be one."""
    if not _NAME.fullmatch(name):
        raise WorkspaceRefused("workspace_name", found=name)
    return name


def place(name: str) -> Path:
    """Where a workspace of that name stands or would stand. Raises WorkspaceRefused for what is no name."""
    return home() / f"{checked(name)}{SUFFIX}"


def path_of(name: str) -> Path:
    """The file of an existing workspace. Raises WorkspaceMissing, or WorkspaceRefused for what is no name."""
    path = place(name)
    if not path.is_file():
        raise WorkspaceMissing("workspace_missing", name=name)
    return path


def open(name: str) -> Workspace:
    """An existing workspace by its name or by a path that ends in `.duckdb`. Raises WorkspaceMissing."""
    if name.endswith(SUFFIX):
        workspace = Workspace.at(name)
        if not workspace.exists:
            raise WorkspaceMissing("workspace_missing", name=name)
        return workspace
    return Workspace(path_of(name), name, readonly=is_demo(name))


def create(name: str, *, demo: bool = False) -> Workspace:
    """A new, empty workspace by name or path. `demo` allows a demo's name, and gives it open for writing.

    Raises WorkspaceRefused where the name is taken, reserved or not allowed.
    """
    if name.endswith(SUFFIX):
        return Workspace.at(name).create()
    return Workspace(vacant(name) if not demo else place(name), name).create()


def rename(old: str, new: str) -> Workspace:
    """Raises WorkspaceRefused where the new name is taken, and WorkspaceBusy while somebody works on it."""
    source, target = _owned(old), Workspace(vacant(new), new)
    moving.moved(source, target)
    return target


def delete(name: str) -> None:
    """Removes the workspace for good."""
    moving.deleted(_owned(name))


def copy(source: Workspace, name: str) -> Workspace:
    """A workspace of that name with everything that `source` holds; open for writing also where `source` is not.

    What is copied from a read-only workspace will hold newer answers, so the day that counts as now is not pinned.
    """
    target = Workspace(vacant(name), name)
    with moving.draft(home()) as made:
        moving.copied(source, made)
        if source.readonly:
            Workspace(made, name).set("as_of", "")
        moving.settled(made, target)
    return target


def download(workspace: Workspace) -> bytes:
    """The bytes of a whole, consistent copy of the workspace's file."""
    with moving.draft(workspace.path.parent) as made:
        moving.copied(workspace, made)
        return made.read_bytes()


def restore(source: bytes | Path, name: str, replace: bool = False) -> Workspace:
    """The workspace of that name from a downloaded file, which is opened and checked before anything changes.

    Raises WorkspaceRefused when the file is no workspace, of a newer format or damaged, and where the name is taken
    unless `replace`.
    """
    target = Workspace(_named(name), name)
    if target.exists and not replace:
        raise WorkspaceRefused("workspace_exists", name=name)
    with moving.draft(home()) as made:
        made.write_bytes(source if isinstance(source, bytes) else source.read_bytes())
        candidate = Workspace(made, name)
        moving.checked(candidate)
        with moving.draft(home()) as whole:
            moving.copied(candidate, whole)
            moving.settled(whole, target, replace)
    return target


def _named(name: str) -> Path:
    if is_demo(name):
        raise WorkspaceRefused("workspace_reserved", name=name)
    return place(name)


def vacant(name: str) -> Path:
    """Where a new workspace of that name goes. Raises WorkspaceRefused where the name is taken or reserved."""
    path = _named(name)
    if path.exists():
        raise WorkspaceRefused("workspace_exists", name=name)
    return path


def _owned(name: str) -> Workspace:
    workspace = Workspace(path_of(name), name)
    if is_demo(name):
        raise WorkspaceRefused("workspace_readonly", name=name)
    return workspace
