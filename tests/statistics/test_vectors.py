"""The product against reference vectors computed apart from it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests import vectors

ROOT = Path(__file__).parents[2]
OWN = Path(__file__).with_name("vectors.json")
GIVEN = ROOT.parent / "shared" / "vectors" / "statistics.json"


def cases(path: Path) -> list:
    if not path.exists():
        return []
    return [pytest.param(vector, id=vector["id"]) for vector in json.loads(path.read_text("utf-8"))["vectors"]]


def largest_difference(expected: object, found: object) -> float:
    """The largest difference of two like-shaped values; a different shape is an assertion error."""
    if isinstance(expected, dict):
        assert isinstance(found, dict)
        assert set(expected) == set(found)
        return max((largest_difference(part, found[key]) for key, part in expected.items()), default=0.0)
    if isinstance(expected, list):
        assert isinstance(found, list)
        assert len(expected) == len(found)
        return max((largest_difference(*pair) for pair in zip(expected, found, strict=True)), default=0.0)
    if expected is None:
        assert found is None
        return 0.0
    assert isinstance(found, int | float)
    return abs(float(expected) - float(found))


@pytest.mark.parametrize("vector", cases(OWN))
def test_the_product_gives_what_was_computed_apart_from_it(vector):
    found = vectors.computed(vector["id"], vector["input"])
    assert largest_difference(vector["expected"], found) <= vector["tolerance"]


@pytest.mark.skipif(not GIVEN.exists(), reason="the reference vectors lie beside the project, not in it")
def test_the_product_gives_the_reference_vectors_beside_the_project():
    wrong = [
        vector["id"]
        for vector in json.loads(GIVEN.read_text("utf-8"))["vectors"]
        if largest_difference(vector["expected"], vectors.computed(vector["id"], vector["input"])) > vector["tolerance"]
    ]
    assert wrong == []


def test_the_command_prints_a_list_and_names_what_it_does_not_know(tmp_path):
    path = tmp_path / "some.json"
    path.write_text(
        json.dumps({"vectors": [{"id": "wilson_1_2", "input": {"k": 1, "n": 2}}, {"id": "x", "input": {}}]})
    )
    done = subprocess.run(
        [sys.executable, "-m", "tests.vectors", str(path)], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    found = json.loads(done.stdout)
    assert found[0] == {"id": "wilson_1_2", "computed": pytest.approx({"p": 0.5, "lo": 0.0945312, "hi": 0.9054688})}
    assert found[1] == {"id": "x", "computed": None}
    assert (done.returncode, done.stderr) == (1, "x: KeyError: 'x'\n")
