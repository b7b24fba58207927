"""Plan tables in: columns chosen, tried, applied. A dry run is the same code as an apply, undone at its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from sightline.domain.governance.queries import known_bodies, known_posts
from sightline.domain.plans.commands import add_actions, add_part, edit_actions, propose_plan
from sightline.domain.plans.models import Action, Plan
from sightline.domain.plans.queries.sheet import rows_of
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.jobs.commands import enqueue
from sightline.ground.jobs.models import Job
from sightline.ground.jobs.queries import jobs_about
from sightline.ground.lib.errors import Refused

from ..drafting import Names
from ..matching import Found, Settings, match_rows, with_parts
from ..models import Lesson, Reading, TableImport
from ..outcomes import Outcome, outcome_of
from ..paper import LABELS, LEFT_OUT, OWN, REPEATABLE, is_ours, read_rows
from ..reading.plans.columns import normal
from .lessons import remember_lesson, take_back_lesson

MOST_NEW_PARTS = 200
MOST_AT_ONCE = 150  # rows that are tried or applied while the person waits; more are left to the worker
PARTS = ("theme", "workstream", "aim")


@command("imports.read", on="reading")
def choose_columns(
    *,
    by: Actor,
    reading: Reading,
    mapping: Mapping[str, str],
    plan: Plan | None = None,
    new_title: str = "",
    options: Mapping[str, Any] | None = None,
    remember: Iterable[str] = (),
) -> TableImport:
    """Say what each column is and which plan the table goes into: one that is there, or a new one of this title.

    mapping   {printed column: field key, OWN or LEFT_OUT}; columns that are not named stay as columns of our own
    options   as TableImport.options; what is not named stays as it was
    remember  printed columns whose choice is remembered for later papers
    """
    table = _table_of(reading)
    _check_columns(mapping, reading.result or {})
    if plan is None and not new_title.strip():
        raise Refused(
            "Choose the plan that the table goes into, or enter the title of a new plan.", field="plan"
        )
    table.mapping, table.plan, table.new_title = dict(mapping), plan, "" if plan else new_title.strip()[:300]
    table.options = {**table.options, **(options or {})}
    table.preview = None
    table.save()
    for name in remember:
        remember_column(by=by, header=name, field=mapping.get(name, OWN), reading=reading)
    record(reading, "columns chosen", columns=dict(mapping), plan=plan.number if plan else None)
    return table


@command("imports.read", on="table")
def choose_names(*, by: Actor, table: TableImport, **options: Any) -> TableImport:
    """Change any of TableImport.options: which posts and bodies printed names mean, why dates move."""
    _check_open(table)
    table.options = {**table.options, **options}
    table.preview = None
    table.save(update_fields=["options", "preview"])
    record(table.reading, "choices of a table import changed", **options)
    return table


def remember_column(*, by: Actor, header: str, field: str, reading: Reading | None = None) -> Lesson:
    """From now on take a column of this heading for this field (OWN or LEFT_OUT too); an earlier choice ends."""
    if not normal(header):
        raise Refused("A column without a heading cannot be remembered.", rule="imports.remember")
    if field not in LABELS and field not in (OWN, LEFT_OUT):
        raise ValueError(f"no field of ours: {field}")
    return remember_lesson(by=by, kind="column", printed=header, meaning=field, reading=reading)


def forget_column(
    *, by: Actor, choice: Lesson, reason: str = "Taken back in the list of remembered columns."
) -> None:
    """Take a remembered choice back; papers read from now on are guessed again."""
    take_back_lesson(by=by, lesson=choice, reason=reason)


def try_table(*, by: Actor, table: TableImport, today: date) -> Outcome | None:
    """Make the dry run at once, or, for a long table, in the background; None then."""
    if _rows(table) <= MOST_AT_ONCE:
        return dry_run(by=by, table=table, today=today)
    _ask_for(by=by, table=table, name="imports.try_table", what=f"Trying {table.reading.name}")
    return None


def take_in(*, by: Actor, table: TableImport, today: date, seen: str) -> Outcome | None:
    """Apply the table at once, or, for a long one, in the background; None then.

    seen  the digest of the dry run that the person looked at; refused without one
    """
    if not seen:
        raise Refused(
            "Nobody has looked at what this table would change yet. Nothing was applied. Look at the rows, then apply them.",
            rule="imports.accept-what-you-see",
        )
    if _rows(table) <= MOST_AT_ONCE:
        return apply_table(by=by, table=table, today=today, seen=seen)
    _check_open(table)
    _ask_for(
        by=by, table=table, name="imports.apply_table", what=f"Taking in {table.reading.name}", seen=seen
    )
    return None


def work_on(table: TableImport) -> Job | None:
    """The latest background work on a table."""
    return jobs_about("table", [table.pk]).get(table.pk)


@command("imports.read", on="table")
def _ask_for(*, by: Actor, table: TableImport, name: str, what: str, **arguments: Any) -> None:
    enqueue(name, by=by, about=("table", table.pk), what=what, table_id=table.pk, by_id=by.id, **arguments)
    record(table.reading, "background work asked for", work=what)


def _rows(table: TableImport) -> int:
    return len((table.reading.result or {}).get("rows") or ())


def dry_run(*, by: Actor, table: TableImport, today: date) -> Outcome:
    """What applying the table would do now: it is applied and undone, and what it came to is kept beside the table."""
    try:
        _apply_and_undo(by=by, table=table, today=today)
    except _Undone as undone:
        outcome = undone.outcome
    table.refresh_from_db()
    keep_preview(by=by, table=table, outcome=outcome)
    return outcome


@command("imports.read", on="table")
def _apply_and_undo(*, by: Actor, table: TableImport, today: date) -> None:
    """Apply the table as part of a command that always fails: nothing stays of it, and no event is sealed for nothing."""
    raise _Undone(apply_table(by=by, table=table, today=today))


@command("imports.read", on="table")
def keep_preview(*, by: Actor, table: TableImport, outcome: Outcome) -> None:
    """Keep what a dry run came to, for the pages that show it."""
    table.preview = outcome.as_json()
    table.save(update_fields=["preview"])
    record(table.reading, "table tried", counts=outcome.counts)


@command("imports.read", on="table")
def apply_table(*, by: Actor, table: TableImport, today: date, seen: str = "") -> Outcome:
    """Take the rows of a table into its plan: all that can be taken in one transaction, or nothing.

    seen  the digest of the dry run that the person looked at; refused where the plan has changed so that it would come out
          otherwise now
    """
    held = TableImport.objects.select_for_update(of=("self", "reading"))
    table = held.select_related("reading", "plan").get(pk=table.pk)
    _check_open(table)
    _check_waits(table.reading)
    reading, result = table.reading, table.reading.result or {}
    plan = table.plan or _new_plan(by, table, result, today)
    names = _names(by, table, today)
    settings = _settings(table, result, today)
    existing = rows_of(plan, Action.objects.filter(plan=plan), all_updates=True) if table.plan else []
    found = match_rows(read_rows(result, table.mapping), existing, names, settings)
    found, new_themes = _with_parts(by, plan, found)
    outcome = outcome_of(found, names, new_themes, plan.number)
    _check_seen(outcome, seen)
    _write(by, plan, found, today)
    _close(by, table, plan, outcome)
    record(reading, "plan table taken in", plan=plan.number, counts=outcome.counts)
    return outcome


class _Undone(Exception):
    """The way out of a transaction that is to be undone."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


def _table_of(reading: Reading) -> TableImport:
    _check_waits(reading)
    table, _ = TableImport.objects.get_or_create(reading=reading)
    _check_open(table)
    return table


def _check_waits(reading: Reading) -> None:
    if reading.state != "read" or not (reading.result or {}).get("rows"):
        raise Refused(
            "This paper is not waiting with a table of actions, so it cannot be taken into a plan. Nothing was changed.",
            rule="imports.only-under-review",
        )


def _check_open(table: TableImport) -> None:
    if table.applied_at is not None:
        raise Refused(
            "This table was taken into its plan already. Nothing was changed. Upload the file again to take in what changed since.",
            rule="imports.once",
        )


def _check_columns(mapping: Mapping[str, str], result: Mapping[str, Any]) -> None:
    unknown = set(mapping) - set(result.get("columns") or ())
    if unknown:
        raise Refused(f"The table has no column “{min(unknown)}”. Nothing was saved.", rule="imports.columns")
    held: dict[str, str] = {}
    for name, field in mapping.items():
        if field in (OWN, LEFT_OUT) or field in REPEATABLE:
            continue
        if field not in LABELS:
            raise Refused("Choose one of the fields offered for each column.", rule="imports.columns")
        if field in held:
            raise Refused(
                f"“{held[field]}” and “{name}” are both taken for “{LABELS[field]}”. Choose one of them, and keep the "
                "other under its own name.",
                rule="imports.columns",
            )
        held[field] = name
    if "action" not in held:
        raise Refused(
            "Say which column holds the action: what will be done. Nothing was saved.", rule="imports.columns"
        )


def _new_plan(by: Actor, table: TableImport, result: Mapping[str, Any], today: date) -> Plan:
    values: dict[str, Any] = {"status_key": result.get("status_key") or {}}
    if (version := result.get("version")) and len(version) <= 60:
        values["version"] = version
    if day := result.get("version_date"):
        values["version_date"] = date.fromisoformat(day)
    if table.options.get("narrative", True) and (passages := result.get("narrative")):
        values["narrative"] = "\n\n".join(passage["text"] for passage in passages)
    return propose_plan(by=by, title=table.new_title, today=today, **values)


def _names(by: Actor, table: TableImport, today: date) -> Names:
    return Names(
        posts=known_posts(by, today=today),
        bodies=known_bodies(by, today=today),
        chosen_posts=table.options.get("posts") or {},
        chosen_bodies=table.options.get("bodies") or {},
    )


def _settings(table: TableImport, result: Mapping[str, Any], today: date) -> Settings:
    ours = is_ours(result)
    stated = result.get("version_date")
    day = date.fromisoformat(stated) if stated and not ours else today
    return Settings(
        mapping={name: table.mapping.get(name, OWN) for name in result.get("columns") or ()},
        today=today,
        paper_day=min(day, today),
        plan_number=table.plan.number if table.plan else None,
        ours=ours,
        sections=bool(table.options.get("sections", True)),
        reason=str(table.options.get("reason") or ""),
    )


def _with_parts(by: Actor, plan: Plan, found: list[Found]) -> tuple[list[Found], list[str]]:
    """Themes, workstreams and aims that rows ask for, as ids; those that the plan lacks are added to it."""
    ids: dict[str, dict[str, int]] = {}
    new_themes: list[str] = []
    for part in PARTS:
        wanted = [title for one in found if one.kind in ("new", "changed") and (title := one.parts.get(part))]
        held = _held_parts(plan, part)
        missing: dict[str, str] = {}
        for title in wanted:
            if _plain(title) not in held:
                missing.setdefault(_plain(title), title)
        _check_number(part, len(missing))
        for plain, title in missing.items():
            held[plain] = add_part(by=by, plan=plan, part=part, title=title).pk
            new_themes += [title] if part == "theme" else []
        ids[part] = {title: held[_plain(title)] for title in wanted}
    return [with_parts(one, ids) for one in found], new_themes


def _held_parts(plan: Plan, part: str) -> dict[str, int]:
    parts: Any = getattr(plan, f"{part}s").order_by("-position", "-pk")
    held = {_plain(one.title): one.pk for one in parts}
    return held | {_plain(str(one)): one.pk for one in parts}


def _check_number(part: str, number: int) -> None:
    if number > MOST_NEW_PARTS:
        raise Refused(
            f"The rows name {number} different entries for “{LABELS[part]}”, which looks like another column. Nothing was changed. "
            "Choose the columns again.",
            rule="imports.columns",
        )


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())


def _check_seen(outcome: Outcome, seen: str) -> None:
    if seen and seen != outcome.digest:
        raise Refused(
            "The plan was changed since this dry run, so that the table would come out otherwise now. Nothing was applied. "
            "Look at the new dry run, then apply it.",
            rule="imports.accept-what-you-see",
        )


def _write(by: Actor, plan: Plan, found: list[Found], today: date) -> None:
    drafts = [one.draft for one in found if one.kind == "new" and one.draft]
    edits = [one.edit for one in found if one.kind == "changed" and one.edit]
    if not drafts and not edits and not any(one.kind == "same" for one in found):
        raise Refused(
            "No row of the table could be taken, so nothing was changed. Mend the file by what is said at each row, and upload it "
            "again.",
            rule="imports.nothing-taken",
        )
    if drafts:
        add_actions(by=by, plan=plan, drafts=drafts, today=today)
    if edits:
        edit_actions(by=by, plan=plan, edits=edits, today=today)


def _close(by: Actor, table: TableImport, plan: Plan, outcome: Outcome) -> None:
    now = timezone.now()
    table.plan, table.outcome, table.applied_at, table.applied_by_name = (
        plan,
        outcome.as_json(),
        now,
        by.name[:200],
    )
    table.save(update_fields=["plan", "outcome", "applied_at", "applied_by_name"])
    reading = table.reading
    reading.state, reading.plan, reading.decided_by_name, reading.decided_at = (
        "accepted",
        plan,
        by.name[:200],
        now,
    )
    reading.save(update_fields=["state", "plan", "decided_by_name", "decided_at"])
