"""Reading a paper that was taken in, and what becomes of a reading that is not accepted."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from sightline.ground.audit.actors import Actor, System
from sightline.ground.audit.commands import command, record
from sightline.ground.files.queries import path_of
from sightline.ground.jobs.progress import progress
from sightline.ground.lib.documents.sandbox import Sandbox
from sightline.ground.lib.errors import Unreadable

from .. import paper_drafts, rules
from ..drafts import Draft, draft_of, to_json
from ..memory import taught
from ..models import Lesson, LessonUse, Reading
from ..paper_drafts import PaperDraft
from ..paper_fields import KINDS
from ..paper_reading import draft_of_paper
from ..reading import chosen
from ..reviewing import counts_of
from .uploads import ask_to_read
from .weighing import weigh

READER = System("Sightline’s reader")
READ_FILE = "sightline.work.imports.reading.entry:read_file"
READ_AS = "sightline.work.imports.reading.chosen:read_as"
LINES_OF = "sightline.work.imports.reading.source_lines:lines_of"
REVIEWED = ("inspection", *KINDS)  # kinds with a review of their own, beside pictures of the pages
LONGEST_TURN = 120.0  # seconds that one job reads many papers, before other work has its turn
DRAWN_AT_ONCE = (
    12  # pages with findings whose pictures are drawn while the file is open; others when somebody looks
)


def read_paper(reading_id: int, sandbox: Sandbox | None = None) -> Reading:
    """Read a paper in the sandbox and keep what was read; nothing is done where that was done already.

    Until the last step nothing is written, so a program killed in the middle leaves the paper waiting as before.
    sandbox  one that is open already, for a caller with many papers; else one is opened for this paper
    """
    reading = Reading.objects.select_related("file").get(pk=reading_id)
    if reading.state != "waiting":
        return reading
    if sandbox is None:
        with Sandbox() as own:
            return _read_and_keep(own, reading)
    return _read_and_keep(sandbox, reading)


def _read_and_keep(sandbox: Sandbox, reading: Reading) -> Reading:
    path, known = str(path_of(reading.file)), taught()
    result = _read(sandbox, path, reading, known.memory.to_json())
    sizes = _pages(sandbox, path, reading, result)
    source = _lines(sandbox, path, reading, result)
    lessons = known.used(result.pop("lessons", None) or {})
    return keep_result(by=READER, reading=reading, result=result, sizes=sizes, source=source, lessons=lessons)


def read_papers(reading_ids: Sequence[int]) -> list[int]:
    """Read papers that wait, one after the other in one sandbox, each kept by itself; those for which no time was left.

    What the program did not expect with one of them does not hold up the others, and is raised at the end.
    """
    begun, broken = time.monotonic(), None
    left = list(reading_ids)
    with Sandbox() as sandbox:
        while left and time.monotonic() - begun < LONGEST_TURN:
            progress(len(reading_ids) - len(left), len(reading_ids), "Reading papers")
            try:
                read_paper(left[0], sandbox)
            except Exception as error:
                broken = error
            del left[0]
    if broken is not None:
        raise broken
    return left


def _read(sandbox: Sandbox, path: str, reading: Reading, memory: dict[str, Any]) -> dict[str, Any]:
    """What the reader prints, as the kind that a person chose where one did. memory: what the council taught."""
    try:
        if reading.kind in chosen.KINDS:
            return dict(sandbox.call(READ_AS, path, reading.name, reading.kind, memory))
        return dict(sandbox.call(READ_FILE, path, reading.name, memory, True))
    except Unreadable as error:
        return {"kind": "unknown", "pages": None, "error": error.sentence, "set_aside": [], "suspects": []}


def _pages(sandbox: Sandbox, path: str, reading: Reading, result: dict[str, Any]) -> list[list[float]]:
    """Sizes of the pages of a PDF; the first pictures are drawn on the way. Pictures are a help: without them it is read too."""
    if reading.file.kind != "pdf" or result["error"] or result["kind"] not in REVIEWED:
        return []
    from ..pictures import folder_of

    folder = str(folder_of(reading.file))
    wanted = dict.fromkeys([1, *_printed_on(result)])
    try:
        sizes = [list(size) for size in sandbox.call("sightline.work.imports.reading.pictures:sizes", path)]
        for page in [*wanted][:DRAWN_AT_ONCE]:
            sandbox.call("sightline.work.imports.reading.pictures:draw", path, folder, page)
    except Unreadable:
        return []
    return sizes


def _printed_on(result: dict[str, Any]) -> list[int]:
    """The pages that hold what was read."""
    places = result.get("places")
    held = places if isinstance(places, list) else result.get("findings") or ()
    return [one["page"] for one in held if one.get("page")]


def _lines(sandbox: Sandbox, path: str, reading: Reading, result: dict[str, Any]) -> list[list[Any]] | None:
    """The printed lines of a paper that has no pages to show: [sheet, number, text]. Without them it is reviewed too."""
    if reading.file.kind == "pdf" or result["error"] or result["kind"] not in KINDS:
        return None
    try:
        return [*sandbox.call(LINES_OF, path, reading.name)]
    except Unreadable:
        return None


@command("imports.read", on="reading")
def keep_result(
    *,
    by: Actor,
    reading: Reading,
    result: dict[str, Any],
    sizes: list[list[float]] | None = None,
    source: list[list[Any]] | None = None,
    lessons: Sequence[int] = (),
) -> Reading:
    """Keep what was read of a paper that waits; where another program was quicker, its result stays.

    source   the printed lines, [sheet, number, text], of a paper that has no pages to show
    lessons  ids of what was taught and was used in reading it
    """
    kept = _locked(reading)
    if kept.state != "waiting":
        record(kept, "paper read twice", name=kept.name)
        return kept
    kept.state = "failed" if result["error"] else "read"
    kept.kind = result["kind"]
    kept.pages, kept.error = result["pages"], result["error"] or ""
    kept.result, kept.read_at = result, timezone.now()
    draft = None if kept.error else _draft(kept.kind, result, sizes or [])
    kept.draft, kept.counts = _as_json(draft), counts_of(kept.kind, result, draft)
    kept.source = source
    weigh(kept)
    kept.save(
        update_fields=[
            "state", "kind", "pages", "error", "result", "draft", "counts", "read_at", "source", "sureness", "quality",
        ]
    )  # fmt: skip
    _keep_uses(kept, lessons)
    record(kept, "paper read", kind=kept.kind, counts=kept.counts, error=kept.error, lessons=len(lessons))
    return kept


def _draft(kind: str, result: dict[str, Any], sizes: list[list[float]]) -> Draft | PaperDraft | None:
    """The draft with which the review begins; None for what is not reviewed passage by passage."""
    if kind == "inspection":
        return draft_of(result, sizes)
    return draft_of_paper(result, sizes) if kind in KINDS else None


def _as_json(draft: Draft | PaperDraft | None) -> dict[str, Any] | None:
    if draft is None:
        return None
    return paper_drafts.to_json(draft) if isinstance(draft, PaperDraft) else to_json(draft)


def _keep_uses(reading: Reading, lessons: Sequence[int]) -> None:
    LessonUse.objects.filter(reading=reading).delete()
    held = Lesson.objects.filter(pk__in=lessons)
    LessonUse.objects.bulk_create(LessonUse(lesson=lesson, reading=reading) for lesson in held)


@command("imports.read", on="reading")
def choose_kind(*, by: Actor, reading: Reading, kind: str, queue: bool = True) -> Reading:
    """Say what a paper is, where it was not recognised or was taken for something else. It is read again as that."""
    if kind not in chosen.KINDS:
        raise ValueError(f"no kind of paper: {kind}")
    kept = _locked(reading)
    rules.check_can_move(kept.state, "waiting")
    old, kept.kind = kept.kind, kind
    _wait(kept)
    record(kept, "kind of paper chosen", old=old, new=kind)
    if queue:
        ask_to_read(by, kept)
    return kept


@command("imports.read", on="reading")
def read_again(*, by: Actor, reading: Reading, queue: bool = True, discard: bool = False) -> Reading:
    """Read a paper anew: one that could not be read, whose reading was interrupted, or that should be read with what was
    taught since.

    discard  the person confirms that what they corrected under review is given up; Refused without it where there is something
    """
    kept = _locked(reading)
    if kept.state != "waiting":
        rules.check_can_move(kept.state, "waiting")
        rules.check_can_read_again(kept.state, (kept.draft or {}).get("revision", 0), discard)
        kept.kind = ""
        _wait(kept)
    record(kept, "paper to be read again", name=kept.name)
    if queue:
        ask_to_read(by, kept)
    return kept


@command("imports.read", on="reading")
def put_aside(*, by: Actor, reading: Reading, reason: str) -> Reading:
    """Leave a paper out, with a reason. It stays in the list and can be taken up again."""
    from sightline.domain.governance.wording import reason_given

    reason = reason_given(reason, "the paper is put aside")
    kept = _locked(reading)
    rules.check_can_move(kept.state, "put-aside")
    _decide(by, kept, "put-aside", reason)
    record(kept, "paper put aside", reason=reason)
    return kept


@command("imports.read", on="reading")
def take_up_again(*, by: Actor, reading: Reading) -> Reading:
    """Go on with a paper that was put aside: where it was read, its review stands as it was left."""
    kept = _locked(reading)
    was_read = kept.result is not None and not kept.error
    rules.check_can_move(kept.state, "read" if was_read else "waiting")
    reason = kept.decided_reason
    kept.state = "read" if was_read else "waiting"
    kept.decided_by_name, kept.decided_at, kept.decided_reason = "", None, ""
    kept.save(update_fields=["state", "decided_by_name", "decided_at", "decided_reason"])
    record(kept, "paper taken up again", had_been_put_aside=reason)
    if not was_read:
        ask_to_read(by, kept)
    return kept


def _wait(reading: Reading) -> None:
    reading.state, reading.error, reading.counts = "waiting", "", {}
    reading.result = reading.draft = reading.source = None
    reading.save(update_fields=["state", "kind", "error", "result", "draft", "counts", "source"])


def _decide(by: Actor, reading: Reading, state: str, reason: str = "") -> None:
    reading.state = state
    reading.decided_by_name, reading.decided_at, reading.decided_reason = by.name, timezone.now(), reason
    reading.save(update_fields=["state", "decided_by_name", "decided_at", "decided_reason"])


def _locked(reading: Reading) -> Reading:
    """The row as it is now, held until the command ends."""
    return Reading.objects.select_for_update(of=("self",)).select_related("file").get(pk=reading.pk)
