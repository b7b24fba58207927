"""The parts of a paper under review and their fields: which there are, what they are called, how a form asks for them. Pure.

Names are those of the read contract and of `domain.meetings.drafts`; a kind's own name for its body, date and reference
(`report_to`, `date_of_meeting`, `agenda_item`) is in OWN_NAMES.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sightline.domain.meetings.drafts import ATTENDANCE_ROLES, CONSIDERATIONS, OWNERSHIPS, QUESTIONS

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an entry, or a fact at a paper's head.

    kind     "short" a line, "long" several, "whole" a whole number, "day" (an ISO date), "question" True, False or None,
             "choice" one of `choices` (value, words)
    needed   an entry cannot be without it
    """

    name: str
    label: str
    kind: str = "short"
    needed: bool = False
    choices: Choices = ()


def _choices(words: Mapping[str, str]) -> Choices:
    return tuple(words.items())


_NUMBER = Field("number", "Printed number")
_VERB = Field("verb", "Words that bring it in, as printed")
_WORDS = Field("text", "Words of the paper", "long", needed=True)
_TEXT_ONLY = (_WORDS,)

FIELDS: dict[str, tuple[Field, ...]] = {
    "attendance": (
        Field("name", "Who, as printed", needed=True),
        Field("role", "As what", "choice", needed=True, choices=_choices(ATTENDANCE_ROLES)),
        Field("instead_of", "In place of"),
    ),
    "declaration": (
        Field("member", "Who declared it, as printed"),
        Field("type", "Kind of interest, as printed"),
        Field("item", "Item, as printed"),
        Field("nature", "What was declared", "long"),
    ),
    "correction": (
        Field("old", "Words that are replaced", "long"),
        Field("new", "Words in their place", "long", needed=True),
    ),
    "item": (
        _NUMBER,
        Field("title", "Title"),
        Field("intro", "What it was about", "long"),
        Field("text", "What was said", "long"),
        Field("noted", "What was noted", "long"),
        Field("mover", "Moved by"),
        Field("seconder", "Seconded by"),
    ),
    "resolution": (_NUMBER, _VERB, _WORDS),
    "commitment": _TEXT_ONLY,
    "decision": (_NUMBER, _VERB, _WORDS),
    "figure": (
        Field("name", "What it counts", needed=True),
        Field("printed", "The figure, as printed"),
    ),
    "row": (),  # a row of a table of indicators: its fields are the printed columns; see paper_drafts.fields_of
    "recommendation": (_NUMBER, _WORDS),
    "purpose": _TEXT_ONLY,
    "reason": _TEXT_ONLY,
    "alternative": _TEXT_ONLY,
    "priority": _TEXT_ONLY,
    "theme": _TEXT_ONLY,
    "consideration": (
        Field("section", "Section", "choice", needed=True, choices=_choices(CONSIDERATIONS)),
        Field("heading", "Heading, as printed"),
        _WORDS,
    ),
    "appendix": (Field("ref", "Printed reference"), Field("title", "Title", "long")),
    "appendix_ref": _TEXT_ONLY,
    "background": _TEXT_ONLY,
    "section": (Field("heading", "Heading, as printed"), _WORDS),
    "footnote": _TEXT_ONLY,
    "score": (
        Field("ref", "Printed reference"),
        Field("name", "Risk", needed=True),
        Field("owner", "Owner, as printed"),
        Field("gross", "Gross score", "whole"),
        Field("gross_from", "Gross score before", "whole"),
        Field("net", "Net score", "whole"),
        Field("net_from", "Net score before", "whole"),
        Field("unspecified", "Score that is called neither gross nor net", "whole"),
        Field("unspecified_from", "That score before", "whole"),
        Field("text", "What is said of it", "long"),
    ),
    "control": _TEXT_ONLY,
    "further_action": (_WORDS, Field("target", "By when, as printed")),
    "level": (
        Field("axis", "Impact or likelihood", "choice", needed=True,
              choices=(("impact", "Impact"), ("likelihood", "Likelihood"))),
        Field("level", "Level, as printed"),
        Field("name", "Name", needed=True),
    ),
    "grid": (Field("text", "Row of the matrix, cells parted by “|”", needed=True),),
    "passage": _TEXT_ONLY,  # what the reader set aside: it is taken as one of the others
}  # fmt: skip

# What a group is called: one of it, several of it.
LABELS: dict[str, tuple[str, str]] = {
    "attendance": ("Person", "Who was there"),
    "declaration": ("Declaration of interest", "Declarations of interest"),
    "correction": ("Correction of earlier minutes", "Corrections of earlier minutes"),
    "item": ("Item", "Items"),
    "resolution": ("Resolution", "Resolutions"),
    "commitment": ("Commitment", "Commitments"),
    "decision": ("Decision", "Decisions"),
    "figure": ("Figure", "Figures"),
    "row": ("Row of the table", "Rows of the table"),
    "recommendation": ("Recommendation", "Recommendations"),
    "purpose": ("Purpose", "Purpose"),
    "reason": ("Reason", "Reasons"),
    "alternative": ("Alternative", "Alternatives considered"),
    "priority": ("Council priority", "Council priorities"),
    "theme": ("Theme of the plan", "Themes of the plan"),
    "consideration": ("Consideration", "Considerations"),
    "appendix": ("Appendix", "Appendices"),
    "appendix_ref": ("Appendix named in the text", "Appendices named in the text"),
    "background": ("Background paper", "Background papers"),
    "section": ("Other section", "Other sections"),
    "footnote": ("Footnote", "Footnotes"),
    "score": ("Risk with its scores", "Risks and scores"),
    "control": ("Control", "Controls"),
    "further_action": ("Further action", "Further actions"),
    "level": ("Level", "Levels of impact and likelihood"),
    "grid": ("Row of the matrix", "The matrix"),
    "passage": ("Passage", "Passages that were not placed"),
}

# Which groups a paper of a kind can hold, in the order in which they are shown.
GROUPS: dict[str, tuple[str, ...]] = {
    "minutes": ("attendance", "declaration", "correction", "item", "resolution", "commitment", "figure", "score", "control",
                "further_action", "section", "footnote"),
    "report": ("purpose", "recommendation", "reason", "alternative", "priority", "theme", "consideration", "appendix",
               "appendix_ref", "background", "section", "footnote"),
    "decision": ("item", "decision", "purpose", "reason", "alternative", "consideration", "declaration", "appendix", "background",
                 "section", "footnote"),
    "risk": ("score", "control", "further_action", "resolution", "commitment", "figure", "section", "footnote"),
    "risk_matrix": ("level", "grid", "section", "footnote"),
    "indicators": ("row", "section", "footnote"),
}  # fmt: skip
# What may hang on what.
PARENTS: dict[str, tuple[str, ...]] = {
    "resolution": ("item",), "decision": ("item",), "commitment": ("item",), "figure": ("item",), "score": ("item",),
    "control": ("score",), "further_action": ("score",),
}  # fmt: skip
NEEDS_PARENT = ("control", "further_action")

_HEAD = (
    Field("title", "Title", "long"),
    Field("body", "Body, as printed"),
    Field("date", "Date", "day"),
    Field("reference", "Printed reference"),
)
_OWNERSHIP = Field("ownership", "Whose paper it is", "choice", needed=True, choices=_choices(OWNERSHIPS))
_ANSWERS = {name: Field(name, words, "question") for name, words in QUESTIONS.items()}


def _facts(*own: Field) -> tuple[Field, ...]:
    return (*_HEAD, *own, Field("authority", "Council, as printed"), _OWNERSHIP)


FACTS: dict[str, tuple[Field, ...]] = {
    "minutes": _facts(
        Field("venue", "Where"), Field("start", "Began, as printed"), Field("finish", "Ended, as printed"),
        Field("chair", "In the chair"), Field("contact", "Contact", "long"), Field("status", "Draft or approved, as printed"),
    ),
    "report": _facts(
        Field("report_to_raw", "Report to, as far as it is printed"), Field("relevant_officer", "Relevant officer"),
        Field("relevant_cabinet_member", "Relevant cabinet member"), Field("contact", "Contact", "long"),
        Field("wards", "Wards"), Field("author", "Author"), _ANSWERS["contrary_to_plan"], _ANSWERS["in_budget"], _ANSWERS["exempt"],
        _ANSWERS["key_decision"],
    ),
    "decision": _facts(
        Field("decision_maker", "Decision maker"), Field("status", "Status, as printed"), _ANSWERS["key_decision"],
        _ANSWERS["call_in"], Field("effective", "Takes effect", "day"),
        Field("published", "Published", "day"), Field("contact", "Contact", "long"), Field("wards", "Wards"),
    ),
    "risk": _facts(Field("risk", "Risk")),
    "risk_matrix": _facts(),
    "indicators": _facts(Field("version", "Version")),
}  # fmt: skip
# The reader's own names for what all papers have.
OWN_NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "minutes": {},
    "report": {
        "body": ("report_to",),
        "date": ("date_of_meeting",),
        "reference": ("agenda_item", "reference"),
    },
    "decision": {"date": ("decided", "date"), "reference": ("ref", "reference"), "authority": ("council",)},
    "risk": {},
    "risk_matrix": {},
    "indicators": {"date": ("version_date", "date")},
}
# The key of the section of a report (reading.reports) whose entries make a group.
SECTION_OF = {
    "purpose": "purpose", "recommendation": "recommendations", "reason": "reasons", "alternative": "alternatives",
    "priority": "council_priorities", "appendix": "appendices", "background": "background_papers", "section": "other",
}  # fmt: skip
KINDS = tuple(FACTS)


def fact(kind: str, name: str) -> Field:
    """A fact of a paper of this kind. KeyError for a name that it has not."""
    return next((one for one in FACTS[kind] if one.name == name), None) or _unknown(kind, name)


def _unknown(kind: str, name: str) -> Field:
    raise KeyError(f"a paper of the kind {kind} has no fact {name}")


def field(group: str, name: str) -> Field | None:
    return next((one for one in FIELDS[group] if one.name == name), None)
