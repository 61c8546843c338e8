"""Write every file of the made-up company: `python data/demo/company.py OUTDIR [--lang pl|en]`."""

import argparse
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    """Write the company's files into the folder that is named, in Polish or in English words."""
    parser = argparse.ArgumentParser(usage="python data/demo/company.py OUTDIR [--lang pl|en]")
    parser.add_argument("folder", metavar="OUTDIR", type=Path)
    parser.add_argument("--lang", choices=("pl", "en"), default="pl", help="language of what the files say")
    asked = parser.parse_args(arguments)
    if str(PROJECT) not in sys.path:
        sys.path.insert(0, str(PROJECT))
    from data.demo.edition import Edition
    from data.demo.files import write_company

    write_company(Edition(asked.folder, asked.lang))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
