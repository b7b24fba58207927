"""The many actions that are told in one line each: what happened to them, as the story of an action has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

KEPT = (
    "ref", "title", "theme", "aim", "lead", "answers", "due", "success_measure", "polarity", "source_kind", "source_text",
    "added", "deliver",
)  # fmt: skip
AIM_OF_THEME = {1: 1, 2: 1, 3: 2}  # of the first plan, whose lines do not say it
WEEK = timedelta(weeks=1)
LAST_WORD = timedelta(
    weeks=16
)  # before the plan that follows is adopted, what was still open was told once more
CHECKED = "What was shown was compared with the records."


def merged(
    actions: list[dict[str, Any]], rest: dict[str, Any], adopted_next: date | None
) -> list[dict[str, Any]]:
    """The actions of a plan with those told in one line, each after the last of its theme; some end in being put to the board."""
    signed: dict[str, date] = rest.get("signed", {})
    rows = [_with_sign_off(row, signed.get(row["ref"])) for row in actions]
    for line in rest["actions"]:
        place = max(i for i, row in enumerate(rows) if row.get("theme") == line["theme"]) + 1
        rows.insert(place, _row(line, adopted_next))
    return rows


def _row(line: dict[str, Any], adopted_next: date | None) -> dict[str, Any]:
    row = {name: line[name] for name in KEPT if name in line}
    row.setdefault("aim", AIM_OF_THEME.get(line["theme"]))
    row["story"] = list(_story(line, adopted_next))
    return row


def _story(line: dict[str, Any], adopted_next: date | None) -> Iterator[dict[str, Any]]:
    if "done" in line:
        done = line["done"]
        yield {"on": done, "says": line["says"], "delivery": "done", "confidence": "on-track"}
        yield {"on": done + WEEK, "title": line["shows"], "note": f"{line['shows']}.", "as_at": done}
        yield {"on": done + 2 * WEEK, "assurance": "verified", "why": CHECKED}
    elif "going" in line:
        said: dict[str, Any] = {name: line[name] for name in ("confidence", "forecast") if name in line}
        yield {"on": line["going"], "says": line["says"], "delivery": "in-progress", **said}
    elif adopted_next:
        yield {
            "on": adopted_next - LAST_WORD,
            "says": line["says"],
            "delivery": "in-progress",
            "confidence": "at-risk",
        }
    if asked := line.get("ready") or ("signed" in line and line["signed"]):
        yield {"on": asked if "ready" in line else asked - WEEK + timedelta(days=2), "ask": line["says"]}


def _with_sign_off(row: dict[str, Any], meeting: date | None) -> dict[str, Any]:
    """An action of the long file that the board signed off: verified, where its story does not say so, and put to the board."""
    if meeting is None:
        return row
    story = list(row.get("story", ()))
    before = [said for said in story if said["on"] < meeting]
    if not any(said.get("assurance") == "verified" for said in before):
        story.append({"on": meeting - 2 * WEEK, "assurance": "verified", "why": CHECKED})
    last = next(said["says"] for said in reversed(before) if "says" in said)
    story.append({"on": meeting - timedelta(days=5), "ask": last})
    return row | {"story": sorted(story, key=lambda said: said["on"])}


def business(rest: dict[str, Any]) -> Iterable[tuple[date, str, str, dict[str, Any]]]:
    """What the board decided besides: (meeting, effect, reference, what else it said)."""
    for line in rest["actions"]:
        if "embedded" in line:
            yield line["embedded"]["on"], "embed", line["ref"], line["embedded"]
        if "reopened" in line:
            yield line["reopened"]["on"], "reopen", line["ref"], line["reopened"]
