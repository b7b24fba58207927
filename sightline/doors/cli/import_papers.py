"""`sightline import FILE...`: take papers in and read them here and now; with --accept, accept what nothing speaks against."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

HELP = "Import an inspection report or a plan"
DESCRIPTION = """\
Takes papers in as the upload page does, reads them here and now, and prints for each what was read and where to review it.
Nothing counts before it is accepted: on its page, or with --accept where nothing speaks against it. A plan is applied on its page.
A paper that was imported before is not read again, and is named with what became of it.
Exit status: 0 every paper was read (and accepted, with --accept); 1 at least one was not; 2 wrong usage."""
SHOWN = 90


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = DESCRIPTION
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("files", nargs="+", metavar="FILE", help="a paper")
    parser.add_argument(
        "--by", metavar="EMAIL", help="whose account does it; without it, the command line does"
    )
    parser.add_argument(
        "--accept", action="store_true", help="accept inspections with nothing doubtful in them; needs --by"
    )


def run(arguments: argparse.Namespace) -> int:
    """Import each file; the exit status."""
    if arguments.accept and not arguments.by:
        print("--accept needs --by EMAIL: a person accepts. Nothing was imported.", file=sys.stderr)
        return 2
    from .starting import with_django

    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    return with_django(lambda: _import(arguments.files, arguments.by, arguments.accept))


def _import(files: list[str], email: str | None, accept: bool) -> int:
    from sightline.ground.accounts.queries import may_sign_in
    from sightline.ground.audit.actors import Actor, System

    by: Actor | None = may_sign_in(email) if email else System("Command line")
    if by is None:
        print(f"No account of {email} may sign in. Nothing was imported.", file=sys.stderr)
        return 2
    return _take_in(files, by, accept)


def _take_in(files: list[str], by: Any, accept: bool) -> int:
    from sightline.work.imports import commands, queries

    missing = [name for name in files if not Path(name).is_file()]
    for name in missing:
        print(f"{name}\n  not taken: there is no such file")
    with ExitStack() as stack:
        papers = [
            commands.Paper(
                Path(name).name, stack.enter_context(Path(name).open("rb")), Path(name).stat().st_size
            )
            for name in files
            if name not in missing
        ]
        if not papers:
            return 1
        upload = commands.upload_papers(by=by, papers=papers, queue=False)
    failed = bool(missing)
    for number in upload.readings.order_by("position").values_list("pk", flat=True):
        reading = commands.read_paper(number)
        (line,) = queries.lines([reading])
        print("\n".join(_said(line)))
        failed = failed or reading.state == "failed"
        if accept and reading.state == "read":
            failed = not _accept(by, line) or failed
    left = list(upload.not_taken.all())
    for one in left:
        print(f"{one.shown_name}\n  not taken: {one.sentence}")
        if one.reading_id:
            print(f"  see /imports/{one.reading_id}/")
    unknown = [one for one in left if not one.reading_id]
    return 1 if failed or unknown else 0


def _said(line: Any) -> Iterator[str]:
    """What was read of a paper, what was set aside and why, and where it is reviewed."""
    reading = line.reading
    yield reading.name
    if reading.state == "failed":
        yield f"  not read: {reading.error}"
        return
    counts, result = reading.counts, reading.result
    if reading.kind == "inspection":
        head = line.head
        yield f"  {head.get('framework') or 'inspection'} of {head.get('authority') or 'a council not stated'}"
        days = " to ".join(day for day in (head.get("start"), head.get("end")) if day)
        yield f"  inspected {days or '(not stated)'}, {counts['judgements']} judgements"
    else:
        yield f"  {reading.kind}"
    yield f"  read {counts['read']} = taken {counts['taken']} + set aside {counts['set_aside']}"
    for entry in result.get("set_aside") or ():
        page = f"page {entry['page']}: " if entry.get("page") else ""
        yield f"    set aside: {page}“{_short(entry['text'])}”: {entry['why']}"
    for sentence in line.look:
        yield f"    look: {sentence}"
    if line.twin:
        yield f"    look: this inspection is here already: inspection {line.twin['number']}"
    yield f"  review: /imports/{reading.pk}/"


def _accept(by: Any, line: Any) -> bool:
    """Accept one paper; whether that was done."""
    from django.utils import timezone

    from sightline.ground.lib.errors import Refused
    from sightline.work.imports import commands

    if not line.can_be_accepted:
        print("  not accepted: it wants a person's eye first; open the address above")
        return False
    try:
        taken = commands.accept_inspection(by=by, reading=line.reading, today=timezone.localdate())
    except Refused as refusal:
        print(f"  not accepted: {refusal.sentence}")
        return False
    print(f"  accepted: inspection {taken.number}, {taken.title} (/inspections/{taken.number}/)")
    return True


def _short(text: str) -> str:
    words = " ".join(str(text).split())
    return words if len(words) <= SHOWN else words[:SHOWN].rsplit(" ", 1)[0] + " ..."
