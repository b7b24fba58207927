"""What changed between two sets of a plan's facts, told for people: by kind, and what moved and came back. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .comparing import ABSENT, Difference, difference
from .governing_words import PLAN_ROLES
from .moves import Step, day_words, shown
from .versions import PART_FIELDS, Facts
from .words import FIGURES, LAYERS, OWNER_KINDS, TRACKED

KINDS = {
    "added": "Actions added",
    "ended": "Actions ended",
    "redated": "Dates moved",
    "reowned": "Owners and bodies changed",
    "retargeted": "Targets and measures changed",
    "relinked": "Links changed",
    "status": "Statuses moved",
    "reworded": "Words changed",
    "measured": "New figures",
    "said": "Updates given",
    "plan": "The plan itself changed",
}
SHORT = {
    "added": "added", "ended": "ended", "redated": "re-dated", "reowned": "re-owned", "retargeted": "re-targeted",
    "relinked": "re-linked", "status": "moved in status", "reworded": "re-worded", "measured": "measured", "said": "updated",
}  # fmt: skip
FIELD_KIND = (
    dict.fromkeys(("due", "start", "forecast", "embedded_on", "due_raw", "start_raw"), "redated")
    | dict.fromkeys(("signs_off", "sign_off_body", "owners_raw", "bodies_raw"), "reowned")
    | dict.fromkeys(("success_measure", "polarity", "target_grade"), "retargeted")
    | dict.fromkeys(
        (*PART_FIELDS, "source_kind", "source_text", "source_printed", "linked_indicators", "linked_risks", "predecessor_ref"),
        "relinked",
    )
    | dict.fromkeys(("delivery", "impact", "assurance", "confidence", "priority", "priority_raw", "status_printed"), "status")
)  # fmt: skip
NOT_TOLD = frozenset(
    {"number", "position", "first_due", "added_on", "ended_reason", "said_on", "said_by", "place", "format"}
)
WORDS = TRACKED | {
    "due_raw": "Due date as printed", "start_raw": "Start date as printed", "priority_raw": "Priority as printed",
    "source_kind": "Other source", "source_text": "Other source", "source_printed": "Source as printed",
    "status_printed": "Status as printed", "owners_raw": "Owners as printed", "bodies_raw": "Bodies as printed",
    "category": "Inspectorate’s category", "signs_off": "Signs off", "said": "Update",
}  # fmt: skip
PLAN_WORDS = {
    "title": "Title", "stream": "What it is about", "vision": "Vision", "narrative": "Where we are", "starts": "Starts",
    "ends": "Ends", "version": "Version printed", "version_date": "Date of the version", "owner": "Answers for the plan",
    "follows": "Takes over from plan", "review_cycle": "Review cycle", "next_review": "Next review",
}  # fmt: skip
PART_WORDS = {"aims": "Aim", "themes": "Theme", "workstreams": "Driver or workstream", "funding": "Funding"}
LONG = 60  # characters from which on two texts are compared word by word


@dataclass(frozen=True, slots=True)
class Line:
    """One net change. number: of the action, None for the plan itself; label and title: how the thing is called.

    old, new  as people read them; None: not stated, or not there
    steps     every move in between, with who and why, oldest first; where the history covers it
    note      what a reader should know beside ("first due 3 March 2024")
    """

    kind: str
    field: str
    words: str
    old: str | None
    new: str | None
    number: int | None = None
    label: str = ""
    title: str = ""
    steps: tuple[Step, ...] = ()
    note: str = ""

    @property
    def long(self) -> bool:
        """Whether the words are shown word by word, on opening."""
        return max(len(self.old or ""), len(self.new or "")) > LONG

    @property
    def why(self) -> str:
        """The last reason that was given."""
        return next((step.why for step in reversed(self.steps) if step.why), "")


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that changed. returned: fields that moved and came back; renamed: (what it was called, what it is called)."""

    lines: tuple[Line, ...]
    returned: tuple[Line, ...]
    renamed: tuple[tuple[str, str], ...]
    counts: dict[str, int]

    @property
    def sentence(self) -> str:
        """Everything in one sentence, each action counted once in each kind."""
        parts = [f"{n} {SHORT[kind]}" for kind, n in self.counts.items() if n and kind != "plan"]
        plan = self.counts.get("plan", 0)
        if not parts and not plan:
            return "Nothing has changed."
        noun = "action" if parts and parts[0].startswith("1 ") else "actions"
        first = f"{parts[0].split(' ', 1)[0]} {noun} {parts[0].split(' ', 1)[1]}" if parts else ""
        said = _listed([first, *parts[1:]]) if parts else ""
        of_plan = f"{plan} {'change' if plan == 1 else 'changes'} to the plan itself" if plan else ""
        return _sentence(f"{said}{'; ' if said and of_plan else ''}{of_plan}")

    def of(self, kind: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.kind == kind)


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def compare(
    old: Facts, new: Facts, steps: Mapping[tuple[str, str], Sequence[Step]] | None = None
) -> Comparison:
    """What changed from the one to the other. steps: of `steps_between`, by action number and field."""
    told = steps or {}
    by_action, of_plan = _parted(difference(old, new))
    renamed: dict[tuple[str, str], None] = {}
    lines = [
        line for number in by_action for line in _of_action(number, by_action[number], old, new, renamed)
    ]
    lines = [replace(line, steps=tuple(told.get((str(line.number), line.field), ()))) for line in lines]
    lines += list(_of_plan(of_plan, old, new, renamed))
    order = list(KINDS)
    place = {
        number: action["position"] for facts in (old, new) for number, action in facts["actions"].items()
    }
    lines.sort(key=lambda line: (order.index(line.kind), place.get(str(line.number), 0), line.number or 0))
    counts = {
        kind: len({line.number for line in lines if line.kind == kind and line.number is not None})
        for kind in KINDS
        if kind != "plan"
    }
    counts["plan"] = sum(line.number is None for line in lines)
    return Comparison(tuple(lines), tuple(_returned(lines, told, new)), tuple(renamed), counts)


def _parted(said: Difference) -> tuple[dict[str, Difference], Difference]:
    by_action: dict[str, Difference] = defaultdict(dict)
    of_plan: Difference = {}
    for path, values in said.items():
        if path[0] == "actions":
            by_action[path[1]][path[2:]] = values
        else:
            of_plan[path] = values
    return by_action, of_plan


# One action ------------------------------------------------------------------------------------------------------------


def _of_action(
    number: str, said: Difference, old: Facts, new: Facts, renamed: dict[tuple[str, str], None]
) -> Iterator[Line]:
    before, after = old["actions"].get(number), new["actions"].get(number)
    here = after or before
    head = {"number": int(number), "label": here["ref"] or f"Action {number}", "title": here["title"]}
    came_or_went = _came_or_went(before, after)
    if came_or_went:
        yield Line(**came_or_went, **head)
        if before is None or after is None:
            return
    for path, (one, other) in said.items():
        if len(path) == 1 and path[0] not in NOT_TOLD | {"ended_on"}:
            yield _field(path[0], one, other, old, new, head, here)
    yield from _holders(said, head, renamed)
    yield from _figures(said, before, after, head)
    yield from _links(said, head, old, new, renamed)


def _came_or_went(before: Facts | None, after: Facts | None) -> dict[str, Any] | None:
    """The line of an action that was added, ended or taken up again."""
    ended_before, ended_after = (one["ended_on"] if one else None for one in (before, after))
    if before is None and after is not None:
        note = f"Added on {day_words(after['added_on'])}"
        note += f", ended on {day_words(ended_after)}" if ended_after else ""
        return {
            "kind": "added",
            "field": "added_on",
            "words": "Action",
            "old": None,
            "new": after["title"],
            "note": note,
        }
    if before is not None and after is None:
        return {
            "kind": "ended",
            "field": "ended_on",
            "words": "Action",
            "old": before["title"],
            "new": None,
            "note": "Not in it",
        }
    if ended_after and not ended_before:
        assert after is not None
        note = f"Ended on {day_words(ended_after)}. {after['ended_reason'] or ''}".strip()
        return {
            "kind": "ended",
            "field": "ended_on",
            "words": "Action",
            "old": after["title"],
            "new": None,
            "note": note,
        }
    if ended_before and not ended_after:
        assert after is not None
        return {
            "kind": "added", "field": "ended_on", "words": "Action", "old": None, "new": after["title"], "note": "Taken up again",
        }  # fmt: skip
    return None


def _field(name: str, one: Any, other: Any, old: Facts, new: Facts, head: Any, here: Facts) -> Line:
    if name in PART_FIELDS:
        one, other = _part(old, name, one), _part(new, name, other)
    note = ""
    if name == "due" and here["first_due"] and here["first_due"] not in (one, other):
        note = f"First due {day_words(here['first_due'])}"
    if name == "said":
        note = f"{day_words(here['said_on'])}, {here['said_by']}" if here["said_on"] else ""
    kind = "said" if name == "said" else FIELD_KIND.get(name, "reworded")
    return Line(kind, name, WORDS.get(name, name), shown(name, one), shown(name, other), note=note, **head)


def _part(facts: Facts, name: str, key: Any) -> str | None:
    part = facts[PART_FIELDS[name]].get(key) if isinstance(key, str) else None
    return f"{part['ref'] or ''} {part['title']}".strip() if part else key if isinstance(key, str) else None


def _holders(said: Difference, head: Any, renamed: dict[tuple[str, str], None]) -> Iterator[Line]:
    """Owners by their kind and bodies by their layer: who went, who came."""
    for name, words in (("owners", OWNER_KINDS), ("bodies", LAYERS)):
        gone: dict[str, list[str]] = defaultdict(list)
        came: dict[str, list[str]] = defaultdict(list)
        for path, (one, other) in said.items():
            if path[0] != name or len(path) != 2:
                continue
            role = path[1].split(" ", 1)[0]
            if one is not ABSENT and other is not ABSENT:
                renamed[one, other] = None
                continue
            (gone[role] if other is ABSENT else came[role]).append(one if other is ABSENT else other)
        for role in (role for role in words if role in gone or role in came):
            yield Line(
                "reowned",
                name,
                words[role],
                "; ".join(gone[role]) or None,
                "; ".join(came[role]) or None,
                **head,
            )


def _figures(said: Difference, before: Facts | None, after: Facts | None, head: Any) -> Iterator[Line]:
    told = {path[1] for path in said if path[0] == "figures" and len(path) == 3 and path[2] != "place"}
    for key in sorted(told):
        one, other = (_figure(facts, key) for facts in (before, after))
        if one == other:
            one, other = (_understood(facts, key) for facts in (before, after))
        role = key.split(" ", 1)[0]
        label = key[len(role) :].strip()
        words = f"{FIGURES[role]}{f', {label}' if label else ''}"
        yield Line(
            "measured" if role == "actual" else "retargeted", f"figure:{role}", words, one, other, **head
        )


def _figure(action: Facts | None, key: str) -> str | None:
    figure = action["figures"].get(key) if action else None
    if figure is None:
        return None
    due = figure["due"] or figure["as_at"]
    return f"{figure['raw']}{f' ({day_words(due)})' if due else ''}"


def _understood(action: Facts | None, key: str) -> str | None:
    """A figure whose printed words are the same, with what was understood of them."""
    figure = action["figures"].get(key) if action else None
    if figure is None:
        return None
    names = ("comparator", "value", "unit", "denominator", "what", "as_at", "due")
    understood = "; ".join(f"{name.replace('_', ' ')} {figure[name]}" for name in names if figure[name])
    return f"{figure['raw']}, understood as {understood or 'words only'}"


def _links(
    said: Difference, head: Any, old: Facts, new: Facts, renamed: dict[tuple[str, str], None]
) -> Iterator[Line]:
    for path, (one, other) in said.items():
        if path[0] == "findings" and len(path) == 2:
            before, after = _finding(old, path[1], one), _finding(new, path[1], other)
            if one is not ABSENT and other is not ABSENT:
                renamed[before or "", after or ""] = None
            else:
                yield Line("relinked", "findings", "Answers finding", before, after, **head)
        elif path[0] == "extra" and len(path) == 2:
            yield Line("reworded", "extra", path[1], shown("", one), shown("", other), **head)
    for key in dict.fromkeys(path[1] for path in said if path[0] == "evidence" and len(path) == 3):
        number = str(head["number"])
        before, after = (_piece(facts["actions"].get(number), key) for facts in (old, new))
        if before != after:
            yield Line("relinked", "evidence", "Evidence", before, after, **head)


def _finding(facts: Facts, key: str, reference: Any) -> str | None:
    if reference is ABSENT:
        return None
    finding = facts["findings"].get(key)
    return f"{reference}: {finding['text']}" if finding else str(reference)


def _piece(action: Facts | None, key: str) -> str | None:
    piece = action["evidence"].get(key) if action else None
    if piece is None:
        return None
    withdrawn = f", withdrawn on {day_words(piece['withdrawn_on'])}" if piece.get("withdrawn_on") else ""
    return f"{piece['title']} (version {piece.get('version', 1)}{withdrawn})"


# The plan itself -------------------------------------------------------------------------------------------------------


def _of_plan(
    said: Difference, old: Facts, new: Facts, renamed: dict[tuple[str, str], None]
) -> Iterator[Line]:
    for path, (one, other) in said.items():
        if path[0] == "plan":
            name = path[1]
            yield Line("plan", name, PLAN_WORDS.get(name, name), shown(name, one), shown(name, other))
    for name, words in PART_WORDS.items():
        yield from _parts(name, words, said, old, new)
    for name, words in (("inspections", "Inspection in scope"), ("strategies", "Serves")):
        yield from _whole(name, words, said, old, new, lambda one: str(one["title"]))
    yield from _whole(
        "bodies", "Body", said, old, new, lambda one: f"{one['title']}: {PLAN_ROLES[one['role']].lower()}"
    )
    yield from _findings(said, old, new)


def _keys(name: str, said: Difference) -> list[str]:
    return list(dict.fromkeys(path[1] for path in said if path[0] == name))


def _whole(
    name: str, words: str, said: Difference, old: Facts, new: Facts, called: Callable[[Facts], str]
) -> Iterator[Line]:
    """What stands in the one and not in the other, or under another name."""
    for key in _keys(name, said):
        before, after = (facts[name].get(key) for facts in (old, new))
        yield Line("plan", name, words, before and called(before), after and called(after))


def _parts(name: str, words: str, said: Difference, old: Facts, new: Facts) -> Iterator[Line]:
    for key in _keys(name, said):
        before, after = (facts[name].get(key) for facts in (old, new))
        one, other = (_whole_part(part) if part else None for part in (before, after))
        if one != other:
            yield Line("plan", name, words, one, other)


def _whole_part(part: Facts) -> str:
    said = [f"{part['ref'] or ''} {part['title']}".strip()]
    said += [f"lead: {part['lead']}"] if part["lead"] else []
    said += [str(part[name]) for name in ("body", "amount_raw") if part.get(name)]
    said += [f"£{part['amount']}"] if part.get("amount") else []
    served = list(part.get("strategies", {}).values())
    return ", ".join(said + ([f"serves {'; '.join(served)}"] if served else []))


def _findings(said: Difference, old: Facts, new: Facts) -> Iterator[Line]:
    """Findings that came into scope or left it, their states, reasons and themes."""
    for key in _keys("findings", said):
        before, after = (facts["findings"].get(key) for facts in (old, new))
        if before is None or after is None:
            one, other = (f"{f['reference']}: {f['text']}" if f else None for f in (before, after))
            yield Line("plan", "findings", "Finding in scope", one, other)
            continue
        head = {"label": after["reference"].capitalize(), "title": after["text"]}
        for name, words in (("state", "State"), ("reason", "Reason for no action"), ("text", "Words")):
            if before[name] != after[name]:
                yield Line("plan", name, words, shown(name, before[name]), shown(name, after[name]), **head)
        one, other = (
            "; ".join(_part(facts, "theme", theme) or "" for theme in finding["themes"]) or None
            for facts, finding in ((old, before), (new, after))
        )
        if one != other:
            yield Line("plan", "themes", "Theme", one, other, **head)


def _returned(
    lines: Iterable[Line], told: Mapping[tuple[str, str], Sequence[Step]], new: Facts
) -> Iterator[Line]:
    """Fields that were moved and say at the end what they said at the start."""
    there = {(str(line.number), line.field) for line in lines}
    whole = {str(line.number) for line in lines if line.field == "added_on"}
    for (number, name), steps in sorted(told.items()):
        action = new["actions"].get(number)
        if (number, name) in there or number in whole or action is None or len(steps) < 2 or name == "owners":
            continue
        words = WORDS.get(name) or {"bodies": "Bodies", "findings": "Findings", "evidence": "Evidence"}.get(
            name, "Figures"
        )
        kind = FIELD_KIND.get(name, "reworded")
        head = {"number": int(number), "label": action["ref"] or f"Action {number}", "title": action["title"]}
        yield Line(kind, name, words, steps[0].old, steps[-1].new, steps=tuple(steps), **head)
