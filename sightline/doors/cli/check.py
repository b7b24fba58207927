"""`sightline check FILE...`: the checks on a plan file that was never imported, printed like a linter's.

`sightline check --plan N` runs the same checks on a plan in the database; only then is Django loaded.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from sightline.domain.checks.rules import Problem, check, summary
from sightline.work.imports.reading import read_safely
from sightline.work.imports.reading.plan_facts import plan_facts

HELP = "Check a plan file against the rules, without importing it; or a plan in the database"
DESCRIPTION = """\
Reads each plan (.xlsx, .docx, .csv, .pdf, .html, .txt) as `sightline read` does, stores nothing, and prints what the
checks find as FILE:row: CODE severity sentence. With --plan N it checks plan N of the database instead, without what is
waived there. The rules are in docs/reference/checks.md.
Exit status: 0 no error was found; 1 at least one error; 2 a file could not be checked, or the command was wrong."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = DESCRIPTION
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("files", nargs="*", metavar="FILE", help="a plan")
    parser.add_argument("--plan", type=int, metavar="N", help="the plan with this number in the database")
    parser.add_argument(
        "--json", action="store_true", help="one JSON object for each file, on a line of its own"
    )
    parser.add_argument(
        "--on",
        type=_day,
        default=None,
        metavar="YYYY-MM-DD",
        help="check as if it were this day (default: today)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Check each file; the exit status."""
    today = arguments.on or date.today()  # noqa: DTZ011 - the day where the command is run
    if (arguments.plan is None) == (not arguments.files):
        print("Name at least one FILE, or a plan of the database with --plan N, not both.", file=sys.stderr)
        return 2
    if arguments.plan is not None:
        return stored(arguments.plan, today, as_json=arguments.json)
    papers = read_safely(arguments.files)
    statuses = [
        report(name, paper, today, as_json=arguments.json)
        for name, paper in zip(arguments.files, papers, strict=True)
    ]
    return max(statuses)


def report(name: str, paper: Mapping[str, Any], today: date, *, as_json: bool = False) -> int:
    """Print what the checks find in one paper as it was read; 0, 1 or 2."""
    error = _cannot_check(paper)
    return _print(name, error, [] if error else check(plan_facts(paper), today), as_json=as_json)


def stored(number: int, today: date, *, as_json: bool = False) -> int:
    """Print what the checks find in a plan of the database; 0, 1 or 2."""
    from .starting import with_django

    done: list[int] = []

    def work() -> int:
        done.append(_stored(number, today, as_json=as_json))
        return 0

    with_django(work)
    return done[0] if done else 2


def _stored(number: int, today: date, *, as_json: bool) -> int:
    from sightline.domain.checks.queries import problems
    from sightline.ground.audit.actors import System
    from sightline.ground.lib.errors import NotFound

    reader: Any = System("sightline check")
    try:
        found = problems(reader, number, today).judgement
    except NotFound:
        return _print(f"plan {number}", "There is no plan with this number.", [], as_json=as_json)
    status = _print(f"plan {number}", None, found.problems, as_json=as_json)
    if found.waived and not as_json:
        print(f"plan {number}: {len(found.waived)} more waived.")
    return status


def _print(name: str, error: str | None, problems: list[Problem], *, as_json: bool) -> int:
    if as_json:
        print(json.dumps(_as_json(name, error, problems), ensure_ascii=False))
    elif error:
        print(f"{name}: {error}", file=sys.stderr)
    else:
        for problem in problems:
            print(_line(name, problem))
        print(f"{name}: {summary(problems)}")
    return 2 if error else int(any(problem.severity == "error" for problem in problems))


def _cannot_check(paper: Mapping[str, Any]) -> str | None:
    if paper.get("error"):
        return str(paper["error"])
    if paper.get("kind") != "plan":
        kind = paper.get("kind") or "unknown"
        return f"This was read as “{kind}”, not as a plan, so it was not checked. `sightline read` shows what was read."
    if not paper.get("rows"):
        return (
            "No action was found in this plan, so it was not checked. `sightline read` shows what was read."
        )
    return None


def _line(name: str, problem: Problem) -> str:
    place = f"{name}:{problem.row}" if problem.row is not None else name
    return f"{place}: {problem.code} {problem.severity} {problem.sentence}"


def _as_json(name: str, error: str | None, problems: list[Problem]) -> dict[str, Any]:
    shown = ("code", "severity", "title", "kind", "key", "label", "row", "sentence", "why", "mend", "anchor")
    counts = Counter(problem.severity for problem in problems)
    return {
        "file": name,
        "error": error,
        "counts": {severity: counts[severity] for severity in ("error", "warning", "advice")},
        "problems": [{field: getattr(problem, field) for field in shown} for problem in problems],
    }


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day; write it as 2026-03-31") from None
