"""Which column of a risk register is which: the names that councils print, and the scores at their stages.

A heading is taken apart into a stage (gross, net, target, as printed) and a part (impact, likelihood, score), or it is one of the
fields below. What is not known stays a printed column of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sightline.ground.lib.dates import find_dates

LONGEST = 90

NAMES: dict[str, tuple[str, ...]] = {
    "ref": (
        "ref", "risk ref", "risk no", "no", "id", "risk id", "reference", "risk reference", "risk number", "number", "code",
        "risk code", "sr no", "srr ref",
        "ref no", "crr ref", "risk ref no",
    ),
    "sub_risk": ("sub risk", "sub risks", "sub risk description", "subrisk", "sub risk title"),
    "risk": (
        "risk", "risks", "risk description", "description of risk", "risk title", "risk name", "strategic risk",
        "corporate risk", "risk event", "key risk",
        "risk statement", "risk heading", "title of risk", "risk and description", "risk title and description", "risk area",
        "what is the risk", "the risk",
        "risk identified", "identified risk", "risk issue", "nature of risk", "risk details", "principal risk",
        "risk scenario", "risk or issue", "risk theme",
        "risk title description", "risk description and consequences", "description of the risk",
        "risk description cause event effect", "risk short name",
        "summary of risk", "risk detail", "risk opportunity", "short name", "directorate risk", "operational risk",
        "departmental risk",
    ),
    "description": ("description", "title", "detail", "details", "summary", "name", "risk context", "background", "context"),
    "cause": (
        "cause", "causes", "risk cause", "cause s", "triggers", "trigger", "root cause", "potential cause", "risk causes",
        "vulnerability", "sources",
    ),
    "consequence": (
        "consequence", "consequences", "impact consequences", "consequence s", "effect", "effects", "potential impact",
        "impact description", "implications",
        "impact of risk", "potential consequences", "impacts", "consequences of risk", "risk effect", "result",
        "impact effect", "possible consequences",
    ),
    "opportunity": ("opportunity", "opportunities"),
    "owner": (
        "risk owner", "owner", "risk lead", "lead", "lead officer", "risk manager", "responsible officer",
        "accountable officer", "clt owner", "clt lead",
        "cmt owner", "cmt lead", "owned by", "responsible", "lead director", "director", "accountable owner",
        "clt risk owner", "slt owner", "who", "managed by",
        "risk owner s", "owner s", "elt owner", "elt lead", "responsibility", "senior responsible officer", "sro",
        "responsible person", "executive lead",
        "risk owner and lead officer", "action owner", "lead risk owner", "strategic owner",
    ),
    "controls": (
        "controls", "existing controls", "current controls", "controls in place", "internal controls",
        "controls and mitigation", "mitigating controls", "control",
        "key controls", "mitigation", "mitigations", "mitigating actions", "existing mitigation", "current mitigation",
        "mitigation in place", "control measures",
        "controls and mitigations", "existing control measures", "current controls in place", "existing controls in place",
        "controls mitigation", "key mitigations",
        "what are we doing", "mitigating action", "risk controls", "existing mitigations", "actions in place",
        "mitigating factors", "mitigation measures",
        "existing actions controls", "summary of controls", "controls measures in place", "current mitigations",
        "mitigation controls in place", "mitigating actions in place",
        "assurance controls", "what controls are in place", "existing controls and mitigation", "measures in place",
        "controls actions in place",
    ),
    "further_actions": (
        "further actions", "further action", "actions", "action", "planned actions", "actions required", "action required",
        "further controls", "new controls",
        "new and developing controls", "new developing controls", "additional controls", "additional mitigation",
        "action plan", "further mitigation", "planned mitigation",
        "actions planned", "future actions", "proposed actions", "further actions required", "further action required",
        "actions to be taken", "further mitigating actions",
        "additional actions", "risk actions", "planned controls", "what more needs to be done", "treatment plan",
        "next steps", "required actions", "management action",
        "further mitigations", "additional controls required", "planned further actions", "actions to reduce risk",
        "actions to mitigate", "action to mitigate",
    ),
    "target_date": (
        "target date", "due date", "deadline", "by when", "completion date", "date due", "when", "timescale", "timescales",
        "target completion date", "action due",
        "due", "date for completion", "implementation date", "target date for completion",
    ),
    "treatment": (
        "treatment", "risk status", "risk response", "response", "approach", "strategy", "risk treatment", "risk strategy",
        "risk approach", "4ts", "treat tolerate transfer terminate",
    ),
    "direction": (
        "direction of travel", "dot", "trend", "direction", "movement", "change", "risk trend", "travel", "trajectory",
        "movement in risk", "change since last quarter", "risk direction",
    ),
    "comment": (
        "comment", "comments", "update", "latest update", "progress", "commentary", "notes", "latest note",
        "review comments", "quarterly update", "progress update", "position statement",
    ),
    "review": (
        "review date", "next review", "last review", "reviewed", "last reviewed", "date reviewed", "date of review",
        "review", "next review date", "last review date", "date added", "date raised", "date identified",
    ),
    "category": (
        "category", "risk category", "theme", "type", "risk type", "directorate", "service", "department", "portfolio",
        "priority", "link to priority", "corporate priority", "council priority", "objective",
    ),
    "rag": ("rag", "rag status", "rag rating", "colour", "status"),
    "assurance": ("assurance", "assurances", "sources of assurance", "assurance level"),
    "due_action": (),
}  # fmt: skip
_BY_NAME = {name: field for field, names in NAMES.items() for name in names}
_STAGES: tuple[tuple[str, str], ...] = (
    ("gross", r"gross|inherent|unmitigated|uncontrolled|untreated|raw|before (?:controls|mitigation)|without controls|"
              r"pre[- ]?(?:mitigation|control)"),
    ("net", r"nett?|residual|mitigated|managed|controlled|after (?:controls|mitigation)|with controls|"
            r"post[- ]?(?:mitigation|control)"),
    ("target", r"target|appetite|tolerance|desired|aspirational"),
    ("previous", r"previous|last (?:quarter|period|review|time|score)|prior|former"),
    ("initial", r"initial|original|baseline|starting"),
    ("current", r"current|latest|revised|now|present|actual"),
)  # fmt: skip
_STAGE_PATTERNS = tuple((stage, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for stage, words in _STAGES)
_PARTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("score", re.compile(r"\b(?:scores?|rating|total|level|exposure|magnitude|matrix|evaluation|grade|assessment)\b|"
                         r"\b[il] ?[x×*] ?[il]\b|^rag$|\bi/l\b", re.IGNORECASE)),
    ("impact", re.compile(r"\b(?:impact|severity|consequence|imp)\b|^i$|\(i\)", re.IGNORECASE)),
    ("likelihood", re.compile(r"\b(?:likelihood|probability|lik|prob)\b|^[lp]$|\(l\)", re.IGNORECASE)),
)  # fmt: skip
_QUARTER = re.compile(r"\b(?:q|qtr|quarter)\s?[1-4]\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """One printed column.

    name    as printed (made unique);  field  a key of NAMES, or "" where it is a score or not known
    stage   "gross", "net", "target", "current", "initial", "previous" or "" of a score
    part    "score", "impact", "likelihood" or "" where the column is no score
    period  the quarter or date that the heading names, as printed, or ""
    word    the printed word of the stage
    """

    name: str
    field: str = ""
    stage: str = ""
    part: str = ""
    period: str = ""
    word: str = ""

    @property
    def is_score(self) -> bool:
        return bool(self.part)


def normal(header: str) -> str:
    """A heading as it is compared: lower case letters and digits, one blank between words, brackets left out."""
    bare = re.sub(r"\([^)]*\)", " ", header) if len(header) < LONGEST else header
    found = re.findall(r"[a-z]+|\d+", bare.lower().replace("’", "").replace("'", ""))
    return " ".join(found or re.findall(r"[a-z]+|\d+", header.lower()))


@lru_cache(maxsize=1024)
def column_of(header: str, over: str = "") -> Column:
    """What a printed heading means; over is a heading that spans it and its neighbours ("Gross risk" above "Impact")."""
    name = " ".join(header.split())
    spanning = " ".join(over.split())
    whole = f"{spanning} {name}".strip() if spanning and spanning != name else name
    if not name and not spanning:
        return Column("")
    if len(whole) > LONGEST:
        return Column(whole)
    plain = normal(name)
    known = _BY_NAME.get(plain) or _BY_NAME.get(re.sub(r"^(?:risk|the) | (?:and|or)$", "", plain))
    stage, word = _stage(name)
    if not stage and spanning:
        stage, word = _stage(spanning)
    part = _part(name) or (_part(spanning) if spanning and (_period(name) or stage) else "")
    if known and not (part and stage) and known not in ("rag",):
        return Column(whole if spanning and not known else name, known)
    if part == "score" and known == "rag":
        return Column(name, "rag")
    if stage in ("gross", "net", "current", "initial", "previous", "target") and not part:
        if re.search(r"\bdate\b|\baction|\bcontrol|\bowner\b|\bstatus\b", name, re.IGNORECASE):
            return Column(whole, known or _by_words(plain))
        alone = len(plain.split()) == 1 and stage in ("gross", "net")
        if re.search(r"\brisk\b", whole, re.IGNORECASE) or alone or (spanning and _period(name)):
            part = "score"
    if part:
        return Column(whole, "", stage, part, _period(name), word)
    if known:
        return Column(whole, known)
    if _period(name) and spanning and _part(spanning):
        return Column(whole, "", stage, "score", _period(name), word)
    return Column(whole, _by_words(plain))


def with_bare_stages(columns: Sequence[Column]) -> tuple[Column, ...]:
    """ "Target" or "Current" alone is a score where gross or net scores stand in the same table."""
    if not any(column.stage in ("gross", "net") and column.part == "score" for column in columns):
        return tuple(columns)
    return tuple(
        replace(column, stage=_stage(column.name)[0], part="score", word=column.name)
        if not column.field
        and not column.part
        and normal(column.name) in ("target", "current", "previous", "initial", "original")
        else column
        for column in columns
    )


def could_be_period(header: str) -> bool:
    """Whether a heading is nothing but a quarter, month or year."""
    rest = header.replace(_period(header), " ") if _period(header) else header
    return bool(_period(header)) and len(re.findall(r"[A-Za-z]+", rest)) <= 1


def _stage(text: str) -> tuple[str, str]:
    for stage, pattern in _STAGE_PATTERNS:
        found = pattern.search(text)
        if found:
            return stage, found.group()
    return "", ""


def _part(text: str) -> str:
    return next((part for part, pattern in _PARTS if pattern.search(text)), "")


def _period(text: str) -> str:
    found = find_dates(text) if len(text) < LONGEST else []
    quarter = _QUARTER.search(text)
    if found:
        start = min(found[0].start, quarter.start()) if quarter else found[0].start
        return text[start : max(found[-1].end, quarter.end() if quarter else 0)]
    return quarter.group() if quarter else ""


def _by_words(plain: str) -> str:
    """A field by one telling word, for headings that are not known word for word."""
    words = set(plain.split())
    if "owner" in words or {"lead", "officer"} <= words:
        return "owner"
    if {"controls", "control", "mitigation", "mitigations", "mitigating"} & words:
        return (
            "further_actions"
            if words & {"further", "new", "additional", "planned", "future", "required"}
            else "controls"
        )
    if words & {"action", "actions"}:
        return "target_date" if words & {"date", "due", "when"} else "further_actions"
    if "consequences" in words or "consequence" in words:
        return "consequence"
    if "risk" in words and words & {"description", "title", "name"}:
        return "risk"
    return ""
