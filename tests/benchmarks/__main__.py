"""`python -m tests.benchmarks import|first|pages|memory`: prints a Markdown table for the README."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from tempfile import gettempdir

from tests import benchmarks


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.benchmarks", description=benchmarks.__doc__.partition("\n")[0])
    parser.add_argument(
        "--folder", type=Path, default=Path(gettempdir()) / "lad-cx-benchmarks", help="for made-up data"
    )
    which = parser.add_subparsers(dest="which", required=True)
    imports = which.add_parser("import", help="a million rows into a workspace, against a bare load")
    imports.add_argument("--rows", type=int, default=1_000_000)
    imports.add_argument("--repeats", type=int, default=5)
    first = which.add_parser("first", help="a file of 100,000 rows, to its first chart")
    first.add_argument("--repeats", type=int, default=5, help="visitors")
    for name, said in (("pages", "filter changes against an empty page"), ("memory", "what the app holds")):
        command = which.add_parser(name, help=said)
        command.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000], help="answers")
        if name == "pages":
            command.add_argument("--repeats", type=int, default=3, help="visits of each page")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    if asked.which == "import":
        from tests.benchmarks import imports as importing

        print(importing.run(asked.folder, asked.rows, asked.repeats))
    elif asked.which == "first":
        from tests.benchmarks import first as first_chart

        print(first_chart.run(asked.folder, asked.repeats))
    elif asked.which == "pages":
        from tests.benchmarks import pages

        print(pages.run(asked.folder, asked.rows, asked.repeats))
    else:
        from tests.benchmarks import memory

        print(memory.run(asked.folder, asked.rows))


if __name__ == "__main__":
    main()
