"""`sightline import-papers FOLDER|ARCHIVE|FILE...`: take papers in, read them here and now, with --accept accept the sure ones."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HELP = "Import papers: files, folders of them, ZIP archives"
DESCRIPTION = """\
Takes papers in as the upload page does, reads them here and now, and prints for each what was read and where to review it. Of
more than 20 papers it prints how far it is and, at the end, a sum that adds up, what was read by kind, and what to look at first.
A folder is taken with its folders, a ZIP archive file by file; links, hidden files and what programs add are left out.
Nothing counts before it is accepted: on its page, or with --accept where nothing speaks against it. A plan is applied on its page.
A paper that was imported before is not read again, and is named with what became of it; one that still waits is read now, so a
command that was stopped is simply given again.
Exit status: 0 every paper was read (and accepted, with --accept); 1 at least one was not; 2 wrong usage."""
SHOWN = 90
FEW = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = DESCRIPTION
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("files", nargs="+", metavar="FILE", help="a paper, a folder or a ZIP archive")
    parser.add_argument(
        "--by", metavar="EMAIL", help="whose account does it; without it, the command line does"
    )
    parser.add_argument(
        "--accept", action="store_true", help="accept papers with nothing doubtful in them; needs --by"
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
    from sightline.work.imports import commands, queries_uploads

    missing = [name for name in files if not Path(name).exists()]
    for name in missing:
        print(f"{name}\n  not taken: there is no such file")
    papers = [paper for name in files if name not in missing for paper in _papers(Path(name))]
    if not papers:
        if len(missing) < len(files):
            print("There is no paper in it. Nothing was imported.")
        return 1
    upload = commands.upload_papers(by=by, papers=papers, queue=False)
    for archive in upload.archives.values_list("pk", flat=True):
        commands.unpack(archive, queue=False)
    waiting = queries_uploads.waiting_in(upload)
    if len(waiting) <= FEW:
        failed = _read_few(waiting, by, accept)
        failed = _say_what_was_left(upload) or failed
    else:
        _read_many(waiting)
        failed = accept and not _accept_all(by, upload)
        failed = _say_the_report(upload) or failed
    return 1 if failed or missing else 0


def _papers(path: Path) -> Iterator[Any]:
    """A file, or the files of a folder and of its folders, by name. Links are not followed."""
    from sightline.ground.lib.documents.archives import left_by_a_program
    from sightline.work.imports.commands import Paper

    if not path.is_dir():
        yield Paper(path.name, path, path.stat().st_size)
        return
    left = 0
    for place, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            file = Path(place) / name
            inside = file.relative_to(path)
            if file.is_symlink() or not file.is_file() or left_by_a_program(str(inside)):
                left += 1
                continue
            folder = "/".join(inside.parts[:-1])
            yield Paper(name, file, file.stat().st_size, folder)
    if left:
        print(
            f"{left} {'file' if left == 1 else 'files'} of {path} left out: hidden, a link, or added by a program"
        )


def _read_few(waiting: list[int], by: Any, accept: bool) -> bool:
    """Read papers one by one and say what was read of each; whether one failed."""
    from sightline.work.imports import commands

    failed = False
    for number in waiting:
        reading = commands.read_paper(number)
        line = _line(by, reading)
        print("\n".join(_said(line)))
        failed = failed or reading.state == "failed"
        if accept and reading.state == "read":
            failed = not _accept(by, line) or failed
    return failed


def _read_many(waiting: list[int]) -> None:
    """Read papers in one sandbox, saying how far it is on the error output about every two seconds."""
    from sightline.ground.lib.documents.sandbox import Sandbox
    from sightline.work.imports.commands import read_paper

    begun = told = time.monotonic()
    with Sandbox() as sandbox:
        for done, number in enumerate(waiting, start=1):
            read_paper(number, sandbox)
            now = time.monotonic()
            if now - told >= 2 or done == len(waiting):
                told, left = now, (now - begun) / done * (len(waiting) - done)
                print(
                    f"{done:,} of {len(waiting):,} papers read, about {left:.0f} s more",
                    file=sys.stderr,
                    flush=True,
                )


def _say_what_was_left(upload: Any) -> bool:
    """Name the files that made no reading; whether one of them is not known from before."""
    left = list(upload.not_taken.exclude(why="left-out"))
    for one in left:
        print(f"{one.shown_name}\n  not taken: {one.sentence}")
        if one.reading_id:
            print(f"  see /imports/{one.reading_id}/")
    return any(one.why == "refused" for one in left)


def _say_the_report(upload: Any) -> bool:
    """The sum, the kinds, what to look at, and each file that was not read; whether there is one."""
    from sightline.work.imports.queries_uploads import report_on
    from sightline.work.imports.rules import KINDS

    report = report_on(upload)
    sum_ = report.account
    for reading in (
        upload.readings.filter(state="failed").order_by("position", "pk").only("folder", "name", "error")
    ):
        print(f"{reading.shown_name}\n  not read: {reading.error}")
    for one in upload.not_taken.filter(why="refused"):
        print(f"{one.shown_name}\n  not taken: {one.sentence}")
    parts = ((sum_.read, "read"), (sum_.failed, "could not be read"), (sum_.waiting, "waiting"), (sum_.aside, "put aside"),
             (sum_.not_taken, "not taken"), (sum_.known, "known already"))  # fmt: skip
    print(f"given {sum_.given:,} = " + " + ".join(f"{number:,} {words}" for number, words in parts if number))
    for kind in (*report.kinds, report.total):
        called = KINDS.get(kind.kind, "In all")
        print(
            f"  {called}: {kind.papers:,} papers, read {kind.read:,} = taken {kind.taken:,} + set aside {kind.set_aside:,}"
        )
    for look in report.looks:
        print(f"  look: {look.words}: {look.papers:,}")
    print(f"  report: /imports/uploads/{upload.pk}/")
    return bool(sum_.failed or sum_.not_taken or sum_.waiting)


def _line(by: Any, reading: Any) -> Any:
    """The paper as lists show it; for a person with the body that its printed name means."""
    from sightline.ground.audit.actors import System
    from sightline.work.imports import queries, queries_uploads

    if not isinstance(by, System):
        (line,) = queries_uploads.lines_of(by, reading.upload_id, [reading.pk])
    else:
        (line,) = queries.lines([reading])
    return line


def _said(line: Any) -> Iterator[str]:
    """What was read of a paper, what was set aside and why, and where it is reviewed."""
    reading = line.reading
    yield reading.shown_name
    if reading.state == "failed":
        yield f"  not read: {reading.error}"
        return
    counts, head = reading.counts, line.head
    if reading.kind == "inspection":
        yield f"  {head.get('framework') or 'inspection'} of {head.get('authority') or 'a council not stated'}"
        days = " to ".join(day for day in (head.get("start"), head.get("end")) if day)
        yield f"  inspected {days or '(not stated)'}, {counts['judgements']} judgements"
    elif line.is_paper and head:
        yield f"  {reading.kind}: {head.get('title') or '(no title)'}"
        yield f"  of {head.get('body') or '(no body stated)'}, {head.get('date') or '(no date stated)'}"
    else:
        yield f"  {reading.kind}"
    yield f"  read {counts['read']} = taken {counts['taken']} + set aside {counts['set_aside']}"
    for entry in (reading.result or {}).get("set_aside") or ():
        page = f"page {entry['page']}: " if entry.get("page") else ""
        yield f"    set aside: {page}“{_short(entry['text'])}”: {entry['why']}"
    for sentence in dict.fromkeys((*line.look, *(line.looks if line.is_paper else ()))):
        yield f"    look: {sentence}"
    if line.twin:
        yield f"    look: this inspection is here already: inspection {line.twin['number']}"
    yield f"  review: /imports/{reading.pk}/"


def _accept_all(by: Any, upload: Any) -> bool:
    """Accept every paper with nothing doubtful in it; whether none is left to be looked at."""
    from sightline.work.imports.queries_uploads import lines_of

    accepted = left = 0
    numbers = list(upload.readings.filter(state="read").values_list("pk", flat=True))
    for at in range(0, len(numbers), 50):
        for line in lines_of(by, upload.pk, numbers[at : at + 50]):
            if line.can_be_accepted and _accept(by, line, quiet=True):
                accepted += 1
            else:
                left += 1
    print(f"accepted {accepted:,}, left for a person’s eye {left:,}")
    return not left


def _accept(by: Any, line: Any, quiet: bool = False) -> bool:
    """Accept one paper; whether that was done."""
    from django.utils import timezone

    from sightline.ground.lib.errors import Refused
    from sightline.work.imports import commands
    from sightline.work.imports.commands.papers import accept_paper

    if not line.can_be_accepted:
        print("  not accepted: it wants a person's eye first; open the address above")
        return False
    given = {"by": by, "reading": line.reading, "today": timezone.localdate()}
    try:
        if line.is_paper:
            paper = accept_paper(**given, body_id=line.body[0])
            said = f"paper {paper.number}, {paper.title} (/papers/{paper.number}/)"
        else:
            made = commands.accept_inspection(**given)
            said = f"inspection {made.number}, {made.title} (/inspections/{made.number}/)"
    except Refused as refusal:
        print(f"{line.reading.shown_name if quiet else ' '} not accepted: {refusal.sentence}")
        return False
    if not quiet:
        print(f"  accepted: {said}")
    return True


def _short(text: str) -> str:
    words = " ".join(str(text).split())
    return words if len(words) <= SHOWN else words[:SHOWN].rsplit(" ", 1)[0] + " ..."
