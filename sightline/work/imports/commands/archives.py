"""Taking the papers out of an archive, a few in each transaction, so that a program killed in the middle goes on where it was."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings

from sightline.ground.audit.actors import Actor, System
from sightline.ground.audit.commands import command, record
from sightline.ground.files.queries import path_of
from sightline.ground.jobs.progress import progress
from sightline.ground.lib.documents import sniff
from sightline.ground.lib.documents.archives import NESTED, Limits, Member, members, unpacked
from sightline.ground.lib.errors import Unreadable

from ..models import Archive, Reading
from .uploads import TOGETHER, Paper, add_one, ask_to_read_all, leave_out

UNPACKER = System("Sightline’s reader")
MOST_BYTES_AT_ONCE = (
    8 * 1024 * 1024
)  # unpacked, in one transaction: other writers wait no longer than that takes


def limits() -> Limits:
    """How much of an archive is taken, as the settings say."""
    return Limits(
        members=settings.ARCHIVE_MEMBERS,
        papers=settings.ARCHIVE_PAPERS,
        one=settings.LARGEST_UPLOAD,
        all=settings.ARCHIVE_UNPACKED,
        ratio=settings.ARCHIVE_RATIO,
    )


def unpack(archive_id: int, *, queue: bool = True) -> Archive:
    """Take the papers out of an archive that waits; nothing is done where that was done already.

    queue  let the worker read them. Each file of the archive becomes a reading or a row that says why not, once,
    whatever happens in between: which one is next is written in the same transaction.
    """
    archive = Archive.objects.select_related("file", "upload").get(pk=archive_id)
    if archive.state != "waiting":
        return archive
    path = path_of(archive.file)
    try:
        found = members(path, limits())
    except (Unreadable, OSError) as error:
        sentence = error.sentence if isinstance(error, Unreadable) else _GONE
        return _refuse(by=UNPACKER, archive=archive, sentence=sentence)
    with tempfile.TemporaryDirectory(prefix="sightline-unpacking-") as folder:
        for group in _groups(found[archive.done :]):
            archive = _take_members(
                by=UNPACKER,
                archive=archive,
                path=path,
                group=group,
                folder=Path(folder),
                total=len(found),
                queue=queue,
            )
            progress(archive.done, len(found), f"{archive.done:,} of {len(found):,} files taken out")
            if archive.state != "waiting":
                break
    return archive


_GONE = "The stored copy of this archive is missing from the server's data folder. Nothing of it was taken. Upload it again."


def _groups(found: Sequence[Member]) -> Iterator[list[Member]]:
    """The members in pieces that are small in number and in bytes."""
    group: list[Member] = []
    size = 0
    for member in found:
        if group and (len(group) >= TOGETHER or size + member.size > MOST_BYTES_AT_ONCE):
            yield group
            group, size = [], 0
        group.append(member)
        size += 0 if member.why else member.size
    if group:
        yield group


@command("imports.read", on="archive")
def _refuse(*, by: Actor, archive: Archive, sentence: str) -> Archive:
    """Nothing of an archive is taken."""
    kept = Archive.objects.select_for_update(of=("self",)).select_related("upload").get(pk=archive.pk)
    if kept.state == "waiting":
        kept.state, kept.problem = "failed", sentence
        kept.save(update_fields=["state", "problem"])
        leave_out(kept.upload, kept.position, Paper(kept.name, b""), sentence, archive=kept)
    record(kept, "archive not unpacked", name=kept.name, why=sentence)
    return kept


@command("imports.read", on="archive")
def _take_members(
    *, by: Actor, archive: Archive, path: Path, group: list[Member], folder: Path, total: int, queue: bool
) -> Archive:
    """Some files of an archive, and how far it is now. Where another program was quicker, nothing."""
    kept = Archive.objects.select_for_update(of=("self",)).select_related("upload").get(pk=archive.pk)
    if kept.done != archive.done or kept.state != "waiting":
        record(kept, "archive unpacked twice", name=kept.name)
        return kept
    taken = [_take(by, kept, path, member, folder) for member in group]
    if queue:
        ask_to_read_all(by, kept.upload, [reading for reading in taken if reading is not None])
    kept.members, kept.done = total, kept.done + len(group)
    kept.state = "done" if kept.done >= total else "waiting"
    kept.save(update_fields=["members", "done", "state"])
    record(kept, "papers taken out of an archive", name=kept.name, done=kept.done, of=total)
    return kept


def _take(by: Actor, archive: Archive, path: Path, member: Member, folder: Path) -> Reading | None:
    """One file of an archive; unpacked under a name of ours, never under its own."""
    place = folder / "member"
    paper = Paper(member.name, place, None, member.folder)
    why, sentence = member.why, member.sentence
    try:
        if not why:
            _write(path, member, place)
            if sniff.sniff(place) == "zip" and sniff.expected(member.name) is None:
                why, sentence = "refused", NESTED
        if not why:
            made = add_one(by, archive.upload, archive.position, paper, archive=archive)
            return made if isinstance(made, Reading) else None
    except Unreadable as error:
        why, sentence = "refused", error.sentence
    finally:
        place.unlink(missing_ok=True)
    leave_out(archive.upload, archive.position, paper, sentence, why=why, archive=archive)
    return None


def _write(path: Path, member: Member, place: Path) -> None:
    with place.open("wb") as out:
        for piece in unpacked(path, member, limits()):
            out.write(piece)
