"""`python -m tests.vectors FILE`: computes each reference vector of a file and prints what came out.

FILE is JSON: `{"vectors": [{"id", "input", ...}]}` or the bare list. The family of a vector is told by the beginning of
its id. Printed: a JSON list of `{"id", "computed"}`, `computed` in the shape of the vector's `expected`.
"""

from __future__ import annotations

import json
import math
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np

from tests.statistics import cause_vectors, score_vectors

FAMILIES = score_vectors.FAMILIES | cause_vectors.FAMILIES


def computed(identity: str, given: dict[str, Any]) -> object:
    """What the product makes of one vector's input; raises KeyError for a family it does not know."""
    family = max((name for name in FAMILIES if identity.startswith(name)), key=len, default=None)
    if family is None and "changepoint" in identity:
        family = "changepoint"
    if family is None:
        raise KeyError(identity)
    width = re.fullmatch(r"rolling_(\d+)m.*", identity)
    return plain(FAMILIES[family]({"window": int(width[1]), **given} if width else given))


def plain(value: Any) -> Any:
    """The value as JSON knows it: lists and numbers, null for what is not a number."""
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, np.generic):
        return plain(value.item())
    return None if isinstance(value, float) and not math.isfinite(value) else value


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: python -m tests.vectors FILE", file=sys.stderr)
        return 2
    content = json.loads(Path(arguments[0]).read_text("utf-8"))
    found, failed = [], 0
    for vector in content["vectors"] if isinstance(content, dict) else content:
        try:
            found.append({"id": vector["id"], "computed": computed(vector["id"], vector["input"])})
        except Exception as error:  # whatever is wrong with one vector, the others are computed
            print(f"{vector.get('id')}: {type(error).__name__}: {error}", file=sys.stderr)
            found.append({"id": vector.get("id"), "computed": None})
            failed = 1
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
