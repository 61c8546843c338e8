"""Write every file of the made-up company: `python data/demo/company.py OUTDIR`."""

import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    """Write the company's files into the folder named by the only argument; 2 when it is missing."""
    if len(arguments) != 1:
        print("usage: python data/demo/company.py OUTDIR", file=sys.stderr)
        return 2
    if str(PROJECT) not in sys.path:
        sys.path.insert(0, str(PROJECT))
    from data.demo.files import write_company

    write_company(Path(arguments[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
