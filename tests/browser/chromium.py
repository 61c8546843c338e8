"""Finds a Chromium for the browser tests, or installs one; run as a script before the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")


def executable() -> str | None:
    """The browser on this machine: one on the PATH, a Mac's Chrome, or Playwright's own; None where there is none."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    mac = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    if mac.exists():
        return str(mac)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        own = Path(player.chromium.executable_path)
    return str(own) if own.exists() else None


def installed() -> bool:
    """Tries Debian's package where apt and the right to use it are there, then Playwright's own."""
    apt, sudo = shutil.which("apt-get"), [] if os.geteuid() == 0 else ["sudo", "-n"]
    if apt and (not sudo or shutil.which("sudo")):
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
            if subprocess.run([*sudo, apt, *arguments], check=False, **quiet).returncode:
                break
    if executable() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return executable() is not None


if __name__ == "__main__":
    if executable() is None and not installed():
        print("No Chromium found and none could be installed; the browser tests cannot run here.", file=sys.stderr)
        sys.exit(1 if os.environ.get("CI") else 0)
