"""What a person's correction of a paper teaches, where they say that it is to be remembered. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sightline.ground.lib.errors import Refused

from .paper_drafts import Entry
from .paper_fields import LABELS, SECTION_OF

SECTION_NAMES = {
    **{section: LABELS[group][1].lower() for group, section in SECTION_OF.items()},
    "financial": "financial considerations", "legal": "legal considerations", "human_resources": "human resources considerations",
    "risk": "risk management", "equalities": "equalities", "sustainability": "sustainability, climate change and environment",
    "ethical": "ethical considerations", "consultation": "consultation", "background": "background information",
    "summary": "the summary", "implications": "implications", "other_consideration": "a consideration without a name of its own",
    "other": "a section of its own", "": "no section",
}  # fmt: skip
WITH_VERB = ("resolution", "decision")


@dataclass(frozen=True, slots=True)
class Teaching:
    """kind, printed and meaning as in models_lessons.Lesson."""

    kind: str
    printed: str
    meaning: str


def teaching(paper: str, entry: Entry, what: str) -> Teaching | None:
    """What is taught by an entry as it stands after it was changed or taken ("take"), or was set aside ("aside").

    paper  the kind of the paper. None where the entry has no printed words that bring in others of its sort
    """
    if entry.group in WITH_VERB and (verb := entry.fields.get("verb")):
        return Teaching("verb", str(verb), "no" if what == "aside" else "yes")
    if paper != "report" or not (heading := heading_of(entry)):
        return None
    if what == "aside":
        return Teaching("heading", heading, "")
    section = entry.fields.get("section") if entry.group == "consideration" else SECTION_OF.get(entry.group)
    return Teaching("heading", heading, str(section)) if section else None


def heading_of(entry: Entry) -> str:
    """The printed heading over an entry, "" where it has none."""
    read: Mapping[str, Any] = entry.as_read or {}
    return str(entry.fields.get("heading") or read.get("heading") or "")


def taught_or_refused(paper: str, entry: Entry, what: str) -> Teaching:
    """As `teaching`; Refused where there is nothing to remember, so that nobody thinks that something was learnt."""
    found = teaching(paper, entry, what)
    if found is None:
        raise Refused(
            "There are no printed words here that could be remembered: neither a heading nor words that bring it in. "
            "Nothing was changed. Enter them, or take the tick away.",
            rule="imports.remember",
            field="remember",
        )
    return found


def offer(paper: str, entry: Entry, what: str) -> str:
    """The sentence beside the tick: what would be remembered; "" where there is nothing. what: "edit", "take" or "aside"."""
    found = teaching(paper, entry, "aside" if what == "aside" else "take")
    if what != "aside" and entry.group in WITH_VERB:
        return "The words given here as those that bring it in will bring in resolutions, in every paper."
    if found is None:
        return ""
    if what != "aside" and entry.group == "consideration":
        return f"“{found.printed}” will be the heading of the section chosen here, in every report."
    return f"From now on {sentence(found.kind, found.printed, found.meaning)}."


def sentence(kind: str, printed: str, meaning: str) -> str:
    """What a lesson says, in words that follow "that" or "from now on"; of a column `meaning` is the field's name in words."""
    if kind == "verb":
        return f"“{printed}” {'brings' if meaning == 'yes' else 'never brings'} in resolutions"
    if kind == "heading":
        if meaning == "":
            return f"“{printed}” begins no section"
        return f"“{printed}” begins {SECTION_NAMES.get(meaning, meaning.replace('_', ' '))}"
    if kind == "body":
        return f"“{printed}” is {meaning}"
    if meaning == "":
        return f"a column “{printed}” is left out"
    return f"a column “{printed}” is taken for “{meaning}”"
