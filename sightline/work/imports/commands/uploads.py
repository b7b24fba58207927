"""Taking papers in: each file is kept by its fingerprint and waits to be read; what is not taken is said with the reason.

An archive is kept as it is and unpacked in the background (`commands/archives.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from sightline.domain.inspections.models import Inspection
from sightline.ground.accounts.models import User
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.files.commands import kept_name, store
from sightline.ground.files.models import StoredFile
from sightline.ground.jobs.commands import enqueue
from sightline.ground.lib.documents import sniff
from sightline.ground.lib.errors import Refused

from ..models import Archive, NotTaken, Reading, Upload

MOST_PAPERS = 1_000
TOGETHER = 20  # papers that are taken in one transaction and read in one job, where many were given
FEW = 20  # of so many each is read in a job of its own


@dataclass(frozen=True)
class Paper:
    """A file that somebody gives.

    stream  its bytes, or the path of a file of our own machine, which is opened when its turn comes
    size    bytes where it is known before the stream is read
    folder  the folders that it lay in, as people are shown them
    """

    name: str
    stream: IO[bytes] | Path | Any
    size: int | None = None
    folder: str = ""

    @contextmanager
    def opened(self) -> Iterator[Any]:
        if isinstance(self.stream, Path):
            with self.stream.open("rb") as stream:
                yield stream
        else:
            yield self.stream


def upload_papers(*, by: Actor, papers: Iterable[Paper], queue: bool = True) -> Upload:
    """Take papers and archives of papers in; one bad file does not hold up the others.

    queue  let the worker unpack and read them; False where the caller does (`unpack`, `read_paper`)
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
    place = 1
    for group in in_groups(given, 1 if len(given) <= FEW else TOGETHER):
        _add_papers(by=by, upload=upload, first=place, papers=group, queue=queue)
        place += len(group)
    return upload


def in_groups(things: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Lists of at most so many things, in their order."""
    rest = iter(things)
    while group := list(islice(rest, size)):
        yield group


@command("imports.read")
def _begin(*, by: Actor, papers: int) -> Upload:
    upload = Upload.objects.create(by=by if isinstance(by, User) else None, by_name=by.name)
    record(upload, "papers uploaded", papers=papers)
    return upload


@command("imports.read", on="upload")
def _add_papers(*, by: Actor, upload: Upload, first: int, papers: Sequence[Paper], queue: bool) -> None:
    """Some files of an upload: each a reading that waits, an archive that waits, or a row that says why not."""
    found = [add_one(by, upload, place, paper) for place, paper in enumerate(papers, start=first)]
    for one in found:
        if queue and isinstance(one, Archive):
            ask_to_unpack(by, one)
    if queue:
        ask_to_read_all(by, upload, [one for one in found if isinstance(one, Reading)])


def add_one(
    by: Actor, upload: Upload, position: int, paper: Paper, archive: Archive | None = None
) -> Reading | Archive | None:
    """One file. For commands only; None where it was not taken, which is said then."""
    if paper.size is not None and paper.size > most_bytes(paper.name):
        leave_out(upload, position, paper, too_large(paper.name, paper.size), archive=archive)
        return None
    try:
        with paper.opened() as stream:
            file = store(by=by, stream=stream, name=paper.name, most=most_bytes(paper.name))
    except Refused as refusal:
        leave_out(upload, position, paper, refusal.sentence, archive=archive)
        return None
    if file.kind == "zip" and sniff.expected(paper.name) is None:
        return _add_archive(upload, position, file, paper)
    # the same paper twice at once: one waits for the other
    StoredFile.objects.select_for_update().get(pk=file.pk)
    if (known := _known(upload, file)) is not None:
        sentence, earlier = known
        leave_out(upload, position, paper, sentence, why="known", reading=earlier, archive=archive)
        return None
    reading = Reading.objects.create(
        upload=upload, position=position, file=file, folder=paper.folder, name=kept_name(paper.name)
    )
    record(reading, "paper taken in", name=reading.shown_name, sha256=file.sha256)
    return reading


def _add_archive(upload: Upload, position: int, file: StoredFile, paper: Paper) -> Archive:
    archive = Archive.objects.create(upload=upload, position=position, file=file, name=kept_name(paper.name))
    record(archive, "archive taken in", name=archive.name, sha256=file.sha256)
    return archive


def leave_out(
    upload: Upload,
    position: int,
    paper: Paper,
    sentence: str,
    *,
    why: str = "refused",
    reading: int | None = None,
    archive: Archive | None = None,
) -> None:
    """Say that a file made no reading, and why. For commands only."""
    left = NotTaken.objects.create(
        upload=upload,
        archive=archive,
        position=position,
        folder=paper.folder,
        name=kept_name(paper.name),
        why=why,
        sentence=sentence,
        reading_id=reading,
    )
    record(upload, "paper not taken", name=left.shown_name, why=sentence)


def ask_to_read(by: Actor, reading: Reading) -> None:
    """Let the worker read it. For commands only."""
    enqueue(
        "imports.read_paper",
        by=by,
        about=("reading", reading.pk),
        what=f"Reading {reading.name}",
        reading_id=reading.pk,
    )


def ask_to_read_all(by: Actor, upload: Upload, readings: Sequence[Reading]) -> None:
    """Let the worker read these in one job: it opens its sandbox once for all. For commands only."""
    if len(readings) == 1:
        ask_to_read(by, readings[0])
    elif readings:
        enqueue(
            "imports.read_papers",
            by=by,
            about=("upload", upload.pk),
            what=f"Reading {len(readings)} papers from {readings[0].name}",
            reading_ids=[reading.pk for reading in readings],
        )


def ask_to_unpack(by: Actor, archive: Archive) -> None:
    """Let the worker take the papers out of an archive. For commands only."""
    enqueue(
        "imports.unpack",
        by=by,
        about=("archive", archive.pk),
        what=f"Unpacking {archive.name}",
        archive_id=archive.pk,
    )


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
        return f"It is the same file as {earlier.shown_name} in this upload, so it is read once.", earlier.pk
    when = f"{earlier.upload.at:%-d %B %Y} by {earlier.upload.by_name}"
    became = {
        "accepted": f" and accepted as inspection {earlier.inspection.number}" if earlier.inspection else "",
        "put-aside": " and put aside since",
    }.get(earlier.state, "")
    return f"The same file was uploaded on {when}{became}. It was not read again.", earlier.pk


def most_bytes(name: str) -> int:
    """How large a file of this name may be: an archive holds many."""
    return settings.LARGEST_ARCHIVE if name.lower().endswith(".zip") else settings.LARGEST_UPLOAD


def too_large(name: str, size: int) -> str:
    """The sentence for a file that is refused by its size alone, before a byte of it is read."""
    limit = most_bytes(name) // (1024 * 1024)
    instead = (
        "Pack fewer papers into one archive"
        if name.lower().endswith(".zip")
        else ("Split it, or save it with smaller pictures,")
    )
    return (
        f"{name} is {size / (1024 * 1024):,.0f} MB, and files of up to {limit} MB are taken. Nothing of it was kept. "
        f"{instead} and try again."
    )
