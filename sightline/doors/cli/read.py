"""`sightline read [--json] FILE...`: print what the readers understand of papers. Nothing is stored, Django is not loaded."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any

HELP = "Read papers and print what was understood, without storing anything"
DESCRIPTION = """\
Reads inspection reports, improvement plans and indicator tables (.pdf, .docx, .xlsx, .csv, .html, .txt) and prints what was
understood. Nothing is stored.
Exit status: 0 every file was read; 1 at least one could not be; 2 wrong usage."""
NOT_PRINTED = {"mapping"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = DESCRIPTION
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("files", nargs="+", metavar="FILE", help="a paper")
    parser.add_argument(
        "--json", action="store_true", help="one JSON object for each file, on a line of its own"
    )


def run(arguments: argparse.Namespace) -> int:
    """Read each file in the order given; the exit status."""
    from sightline.work.imports.reading import read_safely

    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    failed = False
    for paper in read_safely(arguments.files):
        failed = failed or paper["error"] is not None
        if arguments.json:
            shown = {key: value for key, value in paper.items() if key not in NOT_PRINTED}
            print(json.dumps(shown, ensure_ascii=False), flush=True)
        else:
            print("\n".join(_summary(paper)), flush=True)
    return 1 if failed else 0


def _summary(paper: dict[str, Any]) -> Iterator[str]:
    """A few lines for a person."""
    yield str(paper["file"])
    if paper["error"]:
        yield f"  not read: {paper['error']}"
        return
    lines = {"inspection": _inspection, "plan": _plan, "indicators": _plan}.get(paper["kind"], _unknown)
    yield from lines(paper)
    for name, label in (("set_aside", "set aside"), ("suspects", "worth a question")):
        entries = paper.get(name) or []
        if entries and paper["kind"] != "unknown":
            yield f"  {label}: {len(entries)}"
            yield from (f"    {_entry(entry)}" for entry in entries[:5])
            if len(entries) > 5:
                yield f"    ... and {len(entries) - 5} more (--json shows all)"
    for note in paper.get("notes") or []:
        yield f"  note: {note}"


def _entry(entry: dict[str, Any]) -> str:
    text = " ".join(str(entry["text"]).split())
    page = f"page {entry['page']}: " if entry.get("page") else ""
    return f"{page}“{text[:80]}{'...' if len(text) > 80 else ''}”: {entry['why']}"


def _inspection(paper: dict[str, Any]) -> Iterator[str]:
    dates = " to ".join(date for date in (paper.get("start"), paper.get("end")) if date)
    yield f"  {paper.get('framework') or 'inspection'} of {paper.get('authority') or 'an authority not stated'}"
    yield f"  inspected {dates or '(not stated)'}, published {paper.get('published') or paper.get('letter_date') or '(not stated)'}"
    for area, grade in paper.get("judgements") or []:
        yield f"  {area}: {grade or 'not stated'}"
    findings = paper.get("findings") or []
    yield f"  {len(findings)} findings"
    for finding in findings:
        text = " ".join(finding["text"].split())
        yield f"    {finding.get('ref') or '-'} (page {finding.get('page')}) {text[:100]}{'...' if len(text) > 100 else ''}"


def _plan(paper: dict[str, Any]) -> Iterator[str]:
    name = "a plan" if paper["kind"] == "plan" else "a table of indicators"
    title = f": {paper['title']}" if paper.get("title") else ""
    version = f", version {paper['version']}" if paper.get("version") else ""
    yield f"  {name}{title}{version}"
    yield f"  {len(paper['rows'])} rows; columns: {', '.join(paper['columns'])}"
    taken = [
        f"{entry['column']} = {entry['field']}" for entry in paper.get("mapping") or [] if entry["field"]
    ]
    if taken:
        yield f"  taken as: {'; '.join(taken)}"
    if paper["kind"] == "plan":
        dated = sum(1 for row in paper["parsed"] if row["due"] and row["due"]["date"])
        owned = sum(1 for row in paper["parsed"] if row["owners"])
        yield f"  with an owner: {owned}; with a due date: {dated}"


def _unknown(paper: dict[str, Any]) -> Iterator[str]:
    yield "  not recognised as an inspection report, a plan or a table of indicators"
    for entry in (paper.get("set_aside") or [])[:1]:
        yield f"  it begins: “{' '.join(str(entry['text']).split())[:120]}”"
