"""The readers of uploads: how far one is, what came of it, and its papers a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils import timezone

from sightline.domain.governance.queries import known_bodies
from sightline.domain.governance.rules import match_body
from sightline.ground.jobs.models import FINISHED, Job
from sightline.ground.lib.errors import NotFound

from .models import Archive, Lesson, NotTaken, Reading, Upload, UploadQuerySet
from .paper_fields import KINDS
from .quality import LOOKS, PaperStands, Quality, quality_of
from .queries import GOING_ON, QUIET, Line, lines

NO_UPLOAD = "There is no such upload."
PAGE = 50
FEW = 10  # files that were not taken are named on the first page where they are so few
LEFT = ("refused", "known", "left-out")
STANDS = ("waiting", "read", "failed", "aside")
ACCEPTED_TOGETHER = frozenset({"inspection", *KINDS}) - {
    "indicators"
}  # a table of indicators may belong to a plan


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of a reading without loading what was read."""

    pk: int
    stands: PaperStands
    sureness: float | None
    read_at: datetime | None
    sure: bool


@dataclass(frozen=True)
class UploadPage:
    """One upload: the report on all of its papers, and one page of them.

    show      what the page is narrowed to: a key of LOOKS, "sure", one of STANDS or LEFT, "kind-minutes" and so on, or ""
    page      of lines, or with `show` one of LEFT of files that were not taken
    left      files that were not taken, where they are few and `show` is ""
    packed    files that are still in archives; None where an archive was not opened yet
    ends_in   how long the rest may take, where that can be said
    """

    upload: Upload
    quality: Quality
    archives: tuple[Archive, ...]
    show: str
    page: Page[Any]
    lines: tuple[Line, ...]
    left: tuple[NotTaken, ...]
    sure: int
    packed: int | None
    busy: bool
    problem: str
    latest: datetime
    ends_in: timedelta | None

    @property
    def quiet(self) -> bool:
        """Whether nothing was read for so long that the worker may not be running."""
        return self.busy and timezone.now() - self.latest > QUIET

    @property
    def unpacking(self) -> bool:
        return any(archive.state == "waiting" for archive in self.archives)

    @property
    def complete(self) -> bool:
        """Whether nothing of it waits any more."""
        return not self.unpacking and not self.quality.account.waiting


def uploads(user: Any) -> UploadQuerySet:
    """The uploads that a user may see, newest first."""
    return Upload.objects.visible_to(user)


def upload_alone(user: Any, number: int) -> Upload:
    """An upload without its papers; NotFound for who may not see imports."""
    upload = uploads(user).filter(pk=number).first()
    if upload is None:
        raise NotFound(NO_UPLOAD)
    return upload


def upload_for(user: Any, number: int, *, show: str = "", page: Any = 1) -> UploadPage:
    """One upload; NotFound for who may not see imports. The statements do not grow with the papers."""
    upload = upload_alone(user, number)
    archives = tuple(upload.archives.order_by("position", "pk"))
    facts = list(_facts(upload))
    counted = upload.not_taken.order_by().values("why").annotate(number=Count("pk"))
    left = Counter({row["why"]: row["number"] for row in counted})
    quality = quality_of((fact.stands for fact in facts), left.elements())
    shown: tuple[NotTaken, ...] = ()
    found: tuple[Line, ...] = ()
    paged: Page[Any]
    if show in LEFT:
        paged = Paginator(upload.not_taken.filter(why=show).select_related("reading"), PAGE).get_page(page)
    else:
        paged = Paginator(_chosen(facts, show), PAGE).get_page(page)
        found = _lines(user, paged.object_list)
        if not show and 0 < sum(left[why] for why in ("refused", "known")) <= FEW:
            shown = tuple(upload.not_taken.exclude(why="left-out"))
    waiting = [fact.pk for fact in facts if fact.stands.became == "waiting"]
    busy, problem = (
        _work(upload, archives) if waiting or any(one.state == "waiting" for one in archives) else (False, "")
    )
    return UploadPage(
        upload=upload,
        quality=quality,
        archives=archives,
        show=show,
        page=paged,
        lines=found,
        left=shown,
        sure=sum(fact.sure for fact in facts),
        packed=_packed(archives),
        busy=busy,
        problem=problem,
        latest=max((fact.read_at for fact in facts if fact.read_at), default=upload.at),
        ends_in=_ends_in(facts, len(waiting)),
    )


def report_on(upload: Upload) -> Quality:
    """The report on an upload, for a caller who took it in."""
    left = upload.not_taken.values_list("why", flat=True)
    return quality_of((fact.stands for fact in _facts(upload)), left)


def papers_of(upload: Upload) -> tuple[Iterator[Reading], Iterator[NotTaken]]:
    """Everything that was given with an upload: the readings without what was read, and the files that made none."""
    rows = upload.readings.defer("result", "draft", "source").select_related("inspection", "plan", "paper")
    left = upload.not_taken.exclude(why="left-out").select_related("reading")
    return rows.order_by("position", "pk").iterator(200), left.iterator(200)


def waiting_in(upload: Upload) -> list[int]:
    """The papers to read: those of this upload, and those given before that nobody read yet."""
    own = upload.readings.filter(state="waiting").order_by("position", "pk").values_list("pk", flat=True)
    again = upload.not_taken.filter(why="known", reading__state="waiting").values("reading")
    before = Reading.objects.filter(pk__in=again).exclude(upload=upload).order_by("pk")
    return [*own, *before.values_list("pk", flat=True)]


def lines_of(user: Any, number: int, readings: Sequence[int]) -> tuple[Line, ...]:
    """Some papers of an upload, as its page shows them; NotFound as `upload_for`."""
    upload = upload_alone(user, number)
    mine = upload.readings.filter(pk__in=readings).values_list("pk", flat=True)
    return _lines(user, [*mine.order_by("position", "pk")])


def _facts(upload: Upload) -> Iterator[Fact]:
    names = ("pk", "state", "kind", "error", "counts", "sureness", "quality", "read_at")
    for pk, state, kind, error, counts, sureness, quality, read_at in upload.readings.order_by(
        "position", "pk"
    ).values_list(*names):
        looks = frozenset((quality or {}).get("looks") or ())
        stands = PaperStands(state, kind, bool(error), counts or {}, looks)
        plain = not looks and not stands.counts.get("look") and not stands.counts.get("stops")
        yield Fact(pk, stands, sureness, read_at, plain and state == "read" and kind in ACCEPTED_TOGETHER)


def _chosen(facts: Iterable[Fact], show: str) -> list[int]:
    """The papers of a filter; where there is something to look at, those first of which the reader was least sure."""
    if show in LOOKS:
        found = [fact for fact in facts if show in fact.stands.looks and fact.stands.state == "read"]
        return [
            fact.pk
            for fact in sorted(found, key=lambda fact: 1.0 if fact.sureness is None else fact.sureness)
        ]
    kind = show.removeprefix("kind-") if show.startswith("kind-") else ""
    return [
        fact.pk
        for fact in facts
        if not show
        or (show == "sure" and fact.sure)
        or fact.stands.became == show
        or (kind and fact.stands.became == "read" and fact.stands.kind == kind)
    ]


def _lines(user: Any, numbers: Iterable[int]) -> tuple[Line, ...]:
    wanted = list(numbers)
    rows = (
        Reading.objects.filter(pk__in=wanted)
        .select_related("inspection", "plan", "paper", "upload")
        .defer("result", "draft", "source", "inspection__requires", "inspection__outcome")
    )
    by_number = {row.pk: row for row in rows}
    found = lines(by_number[number] for number in wanted if number in by_number)
    return _with_bodies(user, found)


def _with_bodies(user: Any, found: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines of papers with the body of ours that the printed name means; two statements and those of the bodies."""
    papers = [line for line in found if line.reading.kind in KINDS and line.reading.state == "read"]
    if not papers:
        return found
    known = known_bodies(user, today=timezone.localdate())
    names = {one.key: one.called for one in known}
    taught = dict(Lesson.objects.filter(kind="body", until=None).values_list("key", "body_id"))
    meant: dict[int, tuple[int, str]] = {}
    for line in papers:
        key = _body_of(line.head, known, taught)
        if key in names:
            meant[line.reading.pk] = (key, names[key])
    return tuple(replace(line, body=meant.get(line.reading.pk)) for line in found)


def _body_of(head: Mapping[str, Any], known: list[Any], taught: Mapping[str, int | None]) -> int | None:
    from sightline.domain.governance.rules import plain

    printed = head.get("body") or ""
    return taught.get(plain(printed)) or match_body(printed, known).key if printed else None


def _packed(archives: Iterable[Archive]) -> int | None:
    waiting = [archive for archive in archives if archive.state == "waiting"]
    if any(archive.members is None for archive in waiting):
        return None
    return sum((archive.members or 0) - archive.done for archive in waiting)


def _work(upload: Upload, archives: Iterable[Archive]) -> tuple[bool, str]:
    """Whether work on it goes on, and why work on it was given up, in one statement."""
    mine = upload.readings.filter(state__in=GOING_ON).values("pk")
    about = Q(about_kind="upload", about_id=upload.pk) | Q(about_kind="reading", about_id__in=mine)
    about |= Q(about_kind="archive", about_id__in=[archive.pk for archive in archives])
    jobs = list(Job.objects.filter(about).exclude(state="done").values_list("state", "problem"))
    failed = next((problem for state, problem in jobs if state == "failed"), "")
    return any(state not in FINISHED for state, _ in jobs), failed


def _ends_in(facts: Sequence[Fact], waiting: int) -> timedelta | None:
    """How long the rest takes if it goes on as it went; None where too few were read to say."""
    read = sorted(fact.read_at for fact in facts if fact.read_at is not None)
    if waiting == 0 or len(read) < FEW:
        return None
    return (read[-1] - read[0]) / (len(read) - 1) * waiting
