from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.surveys.cases import cases
from tests.surveys.verdicts import outcome, table

with tempfile.TemporaryDirectory() as folder:
    outcomes = {case.name: outcome(case, Path(folder)) for case in cases()}
print("\n".join(table(outcomes)))
if "-v" in sys.argv:
    for name, found in outcomes.items():
        print(f"{found.verdict:18} {name} {found.asked}")
sys.exit(any(found.verdict == "wrong" for found in outcomes.values()))
