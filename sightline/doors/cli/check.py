"""`sightline check FILE...`: the checks on a plan file that was never imported, printed like a linter's."""

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

HELP = "Check a plan file against the rules, without importing it"
DESCRIPTION = """\
Reads each plan (.xlsx, .docx, .csv, .pdf, .html, .txt) as `sightline read` does, stores nothing, and prints what the
checks find as FILE:row: CODE severity sentence. The rules are in docs/reference/checks.md.
Exit status: 0 no error was found; 1 at least one error; 2 a file could not be checked, or the command was wrong."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = DESCRIPTION
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("files", nargs="+", metavar="FILE", help="a plan")
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
    papers = read_safely(arguments.files)
    statuses = [
        report(name, paper, today, as_json=arguments.json)
        for name, paper in zip(arguments.files, papers, strict=True)
    ]
    return max(statuses)


def report(name: str, paper: Mapping[str, Any], today: date, *, as_json: bool = False) -> int:
    """Print what the checks find in one paper as it was read; 0, 1 or 2."""
    error = _cannot_check(paper)
    problems = [] if error else check(plan_facts(paper), today)
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
