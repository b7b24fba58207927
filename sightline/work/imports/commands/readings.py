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

from .. import rules
from ..drafts import Draft, draft_of, to_json
from ..memory import taught
from ..models import Reading
from ..reviewing import counts_of
from .uploads import ask_to_read

READER = System("Sightline’s reader")
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
    path = str(path_of(reading.file))
    result = _read(sandbox, path, reading)
    sizes = _pages(sandbox, path, reading, result)
    return keep_result(by=READER, reading=reading, result=result, sizes=sizes)


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


def _read(sandbox: Sandbox, path: str, reading: Reading) -> dict[str, Any]:
    """What the reader prints, as the kind that a person chose where one did."""
    try:
        if reading.kind in ("inspection", "plan", "indicators"):
            return dict(
                sandbox.call(
                    "sightline.work.imports.reading.chosen:read_as", path, reading.name, reading.kind
                )
            )
        return dict(
            sandbox.call(
                "sightline.work.imports.reading.entry:read_file",
                path,
                reading.name,
                taught().memory.to_json(),
                True,
            )
        )
    except Unreadable as error:
        return {"kind": "unknown", "pages": None, "error": error.sentence, "set_aside": [], "suspects": []}


def _pages(sandbox: Sandbox, path: str, reading: Reading, result: dict[str, Any]) -> list[list[float]]:
    """Sizes of the pages of a PDF; the first pictures are drawn on the way. Pictures are a help: without them it is read too."""
    if reading.file.kind != "pdf" or result["error"] or result["kind"] != "inspection":
        return []
    from ..pictures import folder_of

    folder = str(folder_of(reading.file))
    printed = [finding.get("page") for finding in result["findings"]]
    wanted = dict.fromkeys([1, *(page for page in printed if page)])
    try:
        sizes = [list(size) for size in sandbox.call("sightline.work.imports.reading.pictures:sizes", path)]
        for page in [*wanted][:DRAWN_AT_ONCE]:
            sandbox.call("sightline.work.imports.reading.pictures:draw", path, folder, page)
    except Unreadable:
        return []
    return sizes


@command("imports.read", on="reading")
def keep_result(
    *, by: Actor, reading: Reading, result: dict[str, Any], sizes: list[list[float]] | None = None
) -> Reading:
    """Keep what was read of a paper that waits; where another program was quicker, its result stays."""
    kept = _locked(reading)
    if kept.state != "waiting":
        record(kept, "paper read twice", name=kept.name)
        return kept
    kept.state = "failed" if result["error"] else "read"
    kept.kind = result["kind"]
    kept.pages, kept.error = result["pages"], result["error"] or ""
    kept.result, kept.read_at = result, timezone.now()
    draft = draft_of(result, sizes or ()) if kept.kind == "inspection" and not kept.error else None
    kept.draft, kept.counts = _draft(draft), counts_of(kept.kind, result, draft)
    kept.save(update_fields=["state", "kind", "pages", "error", "result", "draft", "counts", "read_at"])
    record(kept, "paper read", kind=kept.kind, counts=kept.counts, error=kept.error)
    return kept


def _draft(draft: Draft | None) -> dict[str, Any] | None:
    return None if draft is None else to_json(draft)


@command("imports.read", on="reading")
def choose_kind(*, by: Actor, reading: Reading, kind: str, queue: bool = True) -> Reading:
    """Say what a paper is, where it was not recognised or was taken for something else. It is read again as that."""
    if kind not in ("inspection", "plan", "indicators"):
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
def read_again(*, by: Actor, reading: Reading, queue: bool = True) -> Reading:
    """Read a paper anew that could not be read, or whose reading was interrupted for good."""
    kept = _locked(reading)
    if kept.state != "waiting":
        rules.check_can_move(kept.state, "waiting")
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
    reading.state, reading.error, reading.result, reading.draft, reading.counts = (
        "waiting",
        "",
        None,
        None,
        {},
    )
    reading.save(update_fields=["state", "kind", "error", "result", "draft", "counts"])


def _decide(by: Actor, reading: Reading, state: str, reason: str = "") -> None:
    reading.state = state
    reading.decided_by_name, reading.decided_at, reading.decided_reason = by.name, timezone.now(), reason
    reading.save(update_fields=["state", "decided_by_name", "decided_at", "decided_reason"])


def _locked(reading: Reading) -> Reading:
    """The row as it is now, held until the command ends."""
    return Reading.objects.select_for_update(of=("self",)).select_related("file").get(pk=reading.pk)
