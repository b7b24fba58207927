"""Taking papers in: each file is kept by its fingerprint and waits to be read; what is not taken is said with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings

from sightline.domain.inspections.models import Inspection
from sightline.ground.accounts.models import User
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.files.commands import kept_name, store
from sightline.ground.files.models import StoredFile
from sightline.ground.jobs.commands import enqueue
from sightline.ground.lib.errors import Refused

from ..models import NotTaken, Reading, Upload

MOST_PAPERS = 500


@dataclass(frozen=True)
class Paper:
    """A file that somebody gives. size: bytes where it is known before the stream is read."""

    name: str
    stream: IO[bytes] | Any
    size: int | None = None


def upload_papers(*, by: Actor, papers: Iterable[Paper], queue: bool = True) -> Upload:
    """Take papers in, each in a transaction of its own, so that one bad file does not hold up the others.

    queue  let the worker read them; False where the caller reads them itself (`read_paper`)
    The answer's `not_taken` says which files made no reading, and why. Raises Refused where there is no file at all.
    """
    given = list(papers)
    if not given:
        raise Refused("Choose at least one file. Nothing was uploaded.", field="papers")
    if len(given) > MOST_PAPERS:
        raise Refused(
            f"These are {len(given)} files, and at most {MOST_PAPERS} are taken at once. Nothing was uploaded. "
            "Upload them in parts.",
            field="papers",
        )
    upload = _begin(by=by, papers=len(given))
    for position, paper in enumerate(given, start=1):
        _add_paper(by=by, upload=upload, position=position, paper=paper, queue=queue)
    return upload


@command("imports.read")
def _begin(*, by: Actor, papers: int) -> Upload:
    upload = Upload.objects.create(by=by if isinstance(by, User) else None, by_name=by.name)
    record(upload, "papers uploaded", papers=papers)
    return upload


@command("imports.read", on="upload")
def _add_paper(*, by: Actor, upload: Upload, position: int, paper: Paper, queue: bool) -> Reading | None:
    """One file of an upload: a reading that waits, or an entry in `not_taken`."""
    if paper.size is not None and paper.size > settings.LARGEST_UPLOAD:
        _not_taken(upload, paper.name, too_large(paper.name, paper.size))
        return None
    try:
        file = store(by=by, stream=paper.stream, name=paper.name)
    except Refused as refusal:
        _not_taken(upload, paper.name, refusal.sentence)
        return None
    StoredFile.objects.select_for_update().get(
        pk=file.pk
    )  # the same paper twice at once: one waits for the other
    if (known := _known(upload, file)) is not None:
        _not_taken(upload, paper.name, *known, why="known")
        return None
    reading = Reading.objects.create(upload=upload, position=position, file=file, name=kept_name(paper.name))
    record(reading, "paper taken in", name=reading.name, sha256=file.sha256)
    if queue:
        ask_to_read(by, reading)
    return reading


def ask_to_read(by: Actor, reading: Reading) -> None:
    """Let the worker read it. For commands only."""
    enqueue(
        "imports.read_paper",
        by=by,
        about=("reading", reading.pk),
        what=f"Reading {reading.name}",
        reading_id=reading.pk,
    )


def _not_taken(
    upload: Upload, name: str, sentence: str, reading: int | None = None, why: str = "refused"
) -> None:
    NotTaken.objects.create(
        upload=upload, name=kept_name(name), sentence=sentence, reading_id=reading, why=why
    )
    record(upload, "paper not taken", name=name, why=sentence)


def _known(upload: Upload, file: StoredFile) -> tuple[str, int | None] | None:
    """Why the same bytes are not read again, and their earlier reading. A reading that failed is tried anew."""
    earlier = (
        Reading.objects.filter(file=file)
        .exclude(state="failed")
        .select_related("upload", "inspection")
        .defer("result", "draft")
        .first()
    )
    if earlier is None:
        known = Inspection.objects.filter(file=file).first()
        sentence = "This very file is here already: it is the source of inspection {0.number}, {0.title}."
        return (sentence.format(known), None) if known else None
    if earlier.upload_id == upload.pk:
        return f"It is the same file as {earlier.name} in this upload, so it is read once.", earlier.pk
    when = f"{earlier.upload.at:%-d %B %Y} by {earlier.upload.by_name}"
    became = {
        "accepted": f" and accepted as inspection {earlier.inspection.number}" if earlier.inspection else "",
        "put-aside": " and put aside since",
    }.get(earlier.state, "")
    return f"The same file was uploaded on {when}{became}. It was not read again.", earlier.pk


def too_large(name: str, size: int) -> str:
    """The sentence for a file that is refused by its size alone, before a byte of it is read."""
    limit = settings.LARGEST_UPLOAD // (1024 * 1024)
    return (
        f"{name} is {size / (1024 * 1024):,.0f} MB, and files of up to {limit} MB are taken. Nothing of it was kept. "
        "Split it, or save it with smaller pictures, and try again."
    )
