"""What can be asked on the command line. Each command names its work as room.function."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from cxdata.choice import COMPARISONS, PRESETS
from cxdata.schema import METRICS, ORDERS

FORMATS = ("table", "csv", "json")


@dataclass(frozen=True, slots=True)
class Scale:
    """`--scale "column=1-10@2015-06-01.."`: the scale of a column, on all days or some."""

    column: str
    low: int
    high: int
    since: date | None = None
    until: date | None = None


def understood(arguments: Sequence[str]) -> argparse.Namespace:
    """What is asked. Ends the program with 2, and the usage on standard error, where that makes no sense."""
    whole = parser()
    asked = whole.parse_args(arguments)
    start, end = getattr(asked, "start", None), getattr(asked, "end", None)
    if start and end and start > end:
        whole.error(f"--from {start} is later than --to {end}")
    if "scale" in asked and ((start is None) != (end is None) or (start and asked.date)):
        whole.error("a period has --from and --to, and stands in place of --date")
    return asked


def parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--lang",
        choices=("pl", "en"),
        default=argparse.SUPPRESS,
        help="language of the output; the terminal's by default",
    )
    whole = argparse.ArgumentParser(prog="python -m cxdata", description="Customer experience, from file to figure.")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, work: str, said: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=said, description=said, parents=[common])
        added.set_defaults(work=work)
        return added

    for added in (_demo, _check, _import, _tally, _findings, _list, _rejects, _undo):
        added(command)
    _records(command("records", "", "the tables of governance: goals, decisions, roles and others"), common)
    return whole


Command = Callable[[str, str, str], argparse.ArgumentParser]


def _workspace(to: argparse.ArgumentParser) -> None:
    to.add_argument("--workspace", "-w", required=True, metavar="W", help="a name, or a path that ends in .duckdb")


def _demo(command: Command) -> None:
    demo = command("demo", "company.demo", "build the made-up company")
    demo.add_argument("--workspace", "-w", metavar="W", help="its name; demo by default, demo-en in English")
    demo.add_argument("--data-lang", choices=("pl", "en"), help="language of its data; Polish by default")
    demo.add_argument("--if-missing", action="store_true", help="do nothing where the workspace is there already")


def _check(command: Command) -> None:
    check = command("check", "files.check", "say what a file seems to hold, without importing it")
    check.add_argument("file", metavar="FILE")
    check.add_argument("--json", action="store_true")


def _import(command: Command) -> None:
    load = command("import", "files.load", "import files of feedback, each in a transaction of its own")
    load.add_argument("files", nargs="+", metavar="FILE")
    _workspace(load)
    load.add_argument("--mapping", metavar="M.toml", help="what the columns mean; the suggestion when it is sure")
    load.add_argument("--accept-suggestion", action="store_true", help="take the suggested mapping as it is")
    load.add_argument("--date-order", choices=ORDERS[1:], help="which of day and month stands first")
    load.add_argument("--date", type=_day, metavar="D", help="when the answers of an undated file were given")
    load.add_argument("--from", dest="start", type=_day, metavar="D", help="first day of an undated file's period")
    load.add_argument("--to", dest="end", type=_day, metavar="D", help="last day of an undated file's period")
    load.add_argument(
        "--scale",
        action="append",
        default=[],
        type=_scale,
        metavar="COLUMN=LOW-HIGH",
        help="scale of a column; with @DAY..DAY behind it, on these days only",
    )
    load.add_argument(
        "--direction",
        action="append",
        default=[],
        type=_direction,
        metavar="COLUMN=up|down",
        help="whether a high or a low score of a column is good",
    )
    load.add_argument("--replace", action="store_true", help="replace an earlier import of the same bytes")
    load.add_argument("--unmasked", action="store_true", help="keep personal data in comments as written")
    load.add_argument("--rejects", metavar="R.csv", help="where to write what was refused; a folder for several files")
    load.add_argument("--by", default="", metavar="NAME", help="who imports, as stated in the list of imports")
    load.add_argument("--json", action="store_true")


def _tally(command: Command) -> None:
    tally = command("tally", "figures.tally", "score and interval of a metric, by any dimensions")
    _workspace(tally)
    tally.add_argument("--metric", choices=METRICS, default="nps")
    tally.add_argument("--by", action="append", default=[], metavar="A,B", help="month, day, and dimensions")
    tally.add_argument("--where", action="append", default=[], type=_pair, metavar="DIMENSION=VALUE")
    tally.add_argument("--from", dest="start", type=_day, metavar="D")
    tally.add_argument("--to", dest="end", type=_day, metavar="D")
    tally.add_argument(
        "--scope", choices=("relationship", "touchpoints"), help="which answers; the headline's by default"
    )
    tally.add_argument("--format", choices=FORMATS, default="table")
    tally.add_argument(
        "--sources",
        action="store_true",
        help="as JSON: also the imports behind the scores",
    )


def _findings(command: Command) -> None:
    findings = command("findings", "findings.listed", "say what deserves a sentence, the weightiest first")
    _workspace(findings)
    findings.add_argument("--metric", choices=METRICS, default="nps")
    findings.add_argument("--period", choices=[name for name in PRESETS if name != "free"], default="quarter")
    findings.add_argument("--vs", choices=COMPARISONS, default="year", help="what the period is compared with")
    findings.add_argument("--where", action="append", default=[], type=_pair, metavar="DIMENSION=VALUE")
    findings.add_argument("--format", choices=("text", "json"), default="text")


def _list(command: Command) -> None:
    listed = command("list", "workspaces.listed", "list workspaces, or the imports of one")
    listed.add_argument("--workspace", "-w", metavar="W")
    listed.add_argument("--json", action="store_true")


def _rejects(command: Command) -> None:
    listed = command("rejects", "workspaces.refused", "list what an import refused, to be mended and imported again")
    listed.add_argument("number", type=int, metavar="N", help="the import's number, as `list` shows it")
    _workspace(listed)
    listed.add_argument("--format", choices=FORMATS, default="csv")


def _undo(command: Command) -> None:
    undo = command("undo", "workspaces.undone", "take an import back")
    undo.add_argument("number", type=int, metavar="N", help="the import's number, as `list` shows it")
    _workspace(undo)
    undo.add_argument("--by", default="", metavar="NAME", help="who undoes it, as stated in the history")
    undo.add_argument("--together", action="store_true", help="undo later imports that lean on it as well")


def _records(records: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    verbs = records.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, said: str, table: bool = True) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=said, description=said, parents=[common])
        added.set_defaults(work=f"records.{name}")
        _workspace(added)
        if table:
            added.add_argument("--table", "-t", required=True, metavar="T", help="its name, as `records list` shows it")
        return added

    shown = verb("list", "say which tables there are and what they hold", table=False)
    shown.add_argument("--json", action="store_true")
    shown.set_defaults(work="records.listed")
    load = verb("import", "load filled files, each in a transaction of its own")
    load.set_defaults(work="records.load")
    load.add_argument("files", nargs="+", metavar="FILE")
    load.add_argument("--replace", action="store_true", help="delete rows that the file does not have")
    load.add_argument("--by", default="", metavar="NAME", help="who loads, as stated in the history")
    load.add_argument("--json", action="store_true")
    keep = verb("export", "write a table as CSV, or as CSV or XLSX into a file")
    keep.add_argument("--out", "-o", metavar="FILE", help="a name that ends in .csv or .xlsx")
    back = verb("undo", "take the last save of a table back, with what was changed along with it")
    back.add_argument("--by", default="", metavar="NAME", help="who takes it back, as stated in the history")
    told = verb("history", "say who changed what in a table, newest first")
    told.add_argument("--json", action="store_true")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day written YYYY-MM-DD") from None


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not DIMENSION=VALUE")
    return name.strip(), value.strip()


def _direction(text: str) -> tuple[str, str]:
    column, _, direction = text.rpartition("=")
    if not column or direction not in ("up", "down"):
        raise argparse.ArgumentTypeError(f"{text!r} is not COLUMN=up or COLUMN=down")
    return column, direction


def _scale(text: str) -> Scale:
    column, _, said = text.rpartition("=")
    found = re.fullmatch(r"(-?\d{1,4})(?:-|\.\.)(-?\d{1,4})(?:@(\d{4}-\d\d-\d\d)?\.\.(\d{4}-\d\d-\d\d)?)?", said)
    if not column or not found or int(found[1]) >= int(found[2]):
        raise argparse.ArgumentTypeError(f"{text!r} is not COLUMN=LOW-HIGH, or COLUMN=LOW-HIGH@DAY..DAY")
    since, until = (_day(day) if day else None for day in found.groups()[2:])
    return Scale(column, int(found[1]), int(found[2]), since, until)
