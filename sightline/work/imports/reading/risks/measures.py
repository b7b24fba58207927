"""What a deep dive says beside its scores: who presented a sub-risk, its controls, and what is still to be done by when."""

from __future__ import annotations

import re
from typing import Any

from sightline.ground.lib.dates import find_dates

_PERSON = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Councillor|Cllr|Sir|Dame)\.? [A-Z]"
    r"|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}, [A-Z])"
)
_POST = (
    r"[Tt]he (?:(?:Deputy|Assistant|Interim|Executive|Corporate|Strategic|Chief|Senior|Acting|Service|Principal) ){0,3}"
    r"(?:Director|Head|Officer|Executive|Manager|Lead|Auditor|Solicitor|Treasurer)\b"
)
_SPOKE = (
    r"(?:present(?:ed|s)|provid(?:ed|es)|report(?:ed|s)|said|gave|explain(?:ed|s)|advis(?:ed|es)|outlin(?:ed|es)|"
    r"updat(?:ed|es)|introduc(?:ed|es)|"
    r"inform(?:ed|s)|discuss(?:ed|es)|spoke|describ(?:ed|es)|told|stat(?:ed|es)|summaris(?:ed|es)|highlight(?:ed|s)|"
    r"not(?:ed|es) that|confirm(?:ed|s)|"
    r"address(?:ed|es)|deliver(?:ed|s)|add(?:ed|s)|led)\b"
)
_PRESENTER = re.compile(
    rf"^(?:(?:In (?:relation|respect|regard)s? (?:to|of)|With regards? to|For|On) [^,.]{{1,120}}, )?"
    rf"(?P<who>(?:{_PERSON}|{_POST})[^.;:?!]{{0,200}}?),? (?:also |then |both |jointly |briefly )?{_SPOKE}"
)
_OWNER = re.compile(
    r"\b(?:risk owner|owner of (?:the|this) (?:sub-?)?risk|owned by|strategic risk owner)(?: (?:was|is)|:)? "
    r"(?P<who>(?:the )?[A-Z][^.;:]{2,160})"
)
_OWN_NAME = re.compile(
    r"^((?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Councillor|Cllr|Sir|Dame)\.? [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3})$"
)

_WHAT = (
    r"(?:controls?(?: and mitigations?| measures?)?|mitigations?"
    r"|mitigating (?:actions?|measures?|factors?|controls?)|mitigation measures?)"
)
_LISTED = re.compile(
    rf"\b(?P<kind>(?:(?:the|these|key|main|existing|current|other|new|further|additional|planned|future|proposed|"
    rf"developing|and|primary|"
    rf"principal) ){{0,5}})(?P<noun>{_WHAT})\b(?P<between>[^.;?!]{{0,140}}?)\b"
    rf"(?P<verb>includ(?:ed|es|e|ing)|compris(?:ed|es|e)|consist(?:ed|s)? of|(?:were|are|was|is) (?=(?:a|an|to|the|"
    rf"regular|robust)\b))"
    rf"(?: also)?:? ?(?P<list>[^;]+?)[.;]?$",
    re.IGNORECASE,
)
_NOT_A_LIST = re.compile(
    r"^(?:the (?:responsibility|same|subject|result|right|ones?|best)|in place|to be (?:reviewed|determined|"
    r"confirmed)|a matter|a cause)\b",
    re.IGNORECASE,
)
_STILL_TO_DO = re.compile(
    r"\b(?:further|additional|planned|future|next|proposed|outstanding|remaining)(?: mitigating| key| planned)?"
    r" (?:actions?|work|steps|activit(?:y|ies)|measures)\b(?P<between>[^.;:?!]{0,60}?)"
    r"\b(?:includ(?:ed|es|e)|compris(?:ed|es|e)|consist(?:ed|s)? of|(?:were|are|was|is) (?=(?:an?|to|the)\b))"
    r"(?: also)?:? ?(?P<list>[^;]{6,600}?)[.;]?$",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:is|are|was|were|been)(?: now| also| therefore)? (?:planned|proposed|intended|in development|under development)\b"
    r"|\bplans? (?:is|are|was|were) (?:in place|being made) to\b|\b(?:is|are|was|were) (?:planning|due) to\b",
    re.IGNORECASE,
)
_LATER = re.compile(r"\b(?:new|further|additional|planned|future|proposed|developing)\b", re.IGNORECASE)
_QUESTION = re.compile(
    r"\b(?:asked|queried|questioned|enquired|wondered|sought (?:clarification|assurance)|in response to)\b|\?$",
    re.IGNORECASE,
)
_DONE_BY = re.compile(
    r"^(?P<text>.{6,300}?),? (?:would|will|should|is|are|was|were)(?: now| also| therefore)? (?:to )?(?:be|have been) (?:fully )?"
    r"(?:finished|completed?|in place|delivered|implemented|ready|launched|introduced|rolled out|concluded|achieved|published|"
    r"undertaken|operational|live|signed off|established) (?P<when>(?:by|in|before|from|during|on|at|no later than) "
    r".{3,60}?)[.;]?$",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:would|will|is to|are to|was to|were to|to be|planned|expected|due to|aim(?:ed|s)? to|intended)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:by|before|no later than)(?: the)?(?: end of| start of| beginning of)? $", re.IGNORECASE
)
_SAID_THAT = re.compile(
    rf"^(?:(?:He|She|They|It was|Members were|The Committee was|The Board was)\b[^,.]{{0,60}}?\b(?:{_SPOKE[3:-3]}|"
    rf"added|noted)(?: also)? that|"
    rf"Further to this,?|In addition,?|Additionally,?|Furthermore,?) ",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^(?:an?|the|its|their|to|regular|new|[a-z]+ing)\b", re.IGNORECASE)


def presenter(sentence: str) -> str | None:
    """Who presented, as printed ("Mr A B, Director of C"), or None where the sentence does not begin with a person or a post."""
    owner = _OWNER.search(sentence)
    if owner:
        return _tidy(owner.group("who"))
    match = _PRESENTER.match(sentence)
    if match is None or re.search(
        r"\b(?:Committee|Board|Panel|Members?|Chair(?:man|person)?)\b", match.group("who")
    ):
        return None
    return _tidy(match.group("who"))


def with_post(owner: str, text: str) -> str:
    """A bare name with the post that the same paper prints behind it, where it does ("Ms A B" -> "Ms A B, Head of C")."""
    if not _OWN_NAME.match(owner):
        return owner
    place = text.find(owner + ", ")
    while place >= 0:
        full = presenter(text[place : place + 320])
        if full and full.startswith(owner + ", "):
            return full
        place = text.find(owner + ", ", place + 1)
    return owner


def controls_of(sentence: str) -> tuple[list[str], list[str]]:
    """(controls in place, new or further controls) that a sentence lists."""
    if _QUESTION.search(sentence):
        return [], []
    later = _STILL_TO_DO.search(sentence)
    if later and not _NOT_A_LIST.match(later["list"]) and not find_dates(later["list"]):
        return [], split_list(later["list"])
    match = _LISTED.search(sentence)
    if match is None or _NOT_A_LIST.match(match.group("list")):
        return [], []
    if (
        match.group("verb").strip().lower() in ("was", "were", "is", "are")
        and len(match.group("between").split()) > 6
    ):
        return [], []
    found = split_list(match.group("list"))
    return ([], found) if _LATER.search(match.group("kind")) else (found, [])


def further_action(sentence: str) -> dict[str, Any] | None:
    """{"text", "target"} of a sentence that says what will be done by when; target as printed, None where two dates are."""
    if (not _FUTURE.search(sentence) and not _DONE_BY.match(sentence)) or _QUESTION.search(sentence):
        return None
    spoken = _SAID_THAT.sub("", sentence)
    dates = find_dates(spoken)
    if not dates:
        return None
    simple = _DONE_BY.match(spoken)
    if simple and len(dates) == 1 and len(find_dates(simple.group("when"))) == 1:
        return {"text": _upper(simple.group("text").strip()), "target": _when(simple.group("when"))}
    ends = [one for one in dates if _BY.search(spoken[max(0, one.start - 24) : one.start])]
    if not ends or not _FUTURE.search(spoken[: ends[-1].start]):
        return None
    target = spoken[ends[0].start : ends[0].end] if len(dates) == 1 else None
    return {"text": sentence.rstrip(". "), "target": target}


def is_planned(sentence: str) -> bool:
    """Whether a sentence says that something is planned, without saying what in a form that could be placed."""
    return bool(_PLANNED.search(sentence)) and not _QUESTION.search(sentence)


def split_list(text: str) -> list[str]:
    """The parts of a list in running words. It is parted only where commas or like beginnings show the parts."""
    text = text.strip().rstrip(".;")
    relative = re.search(r", (?:which|who|where|with which)\b", text)
    if relative:
        return [text]
    parts = [part.strip() for part in re.split(r",\s+(?:and\s+|as well as\s+)?", text) if part.strip()]
    if len(parts) > 1:
        return [*parts[:-1], *_halves(parts[-1], always=", and " not in text and " as well as " not in text)]
    return _halves(text, always=False)


def _halves(text: str, always: bool) -> list[str]:
    """ "a x and a y" is two; "training and development" is one."""
    for joined in re.finditer(r" (?:and|as well as) ", text):
        first, second = text[: joined.start()], text[joined.end() :]
        if _same_beginning(first, second):
            return [first.strip(), *_halves(second.strip(), always=False)]
    if always and " and " in text:
        first, _, second = text.rpartition(" and ")
        return [first.strip(), second.strip()]
    return [text]


def _same_beginning(first: str, second: str) -> bool:
    one, other = _ITEM.match(first), _ITEM.match(second)
    if not one or not other:
        return False
    begin, end = one.group().lower(), other.group().lower()
    articles = {"a", "an", "the", "its", "their"}
    return begin == end or {begin, end} <= articles or (begin.endswith("ing") and end.endswith("ing"))


def without_dates(text: str) -> str:
    """The text with its dates blotted out."""
    for one in reversed(find_dates(text)):
        text = text[: one.start] + " " + text[one.end :]
    return text


def _when(text: str) -> str:
    """ "by April 2024" is "April 2024"."""
    return re.sub(
        r"^(?:by|in|before|from|during|on|at|no later than) ", "", text, flags=re.IGNORECASE
    ).strip()


def _tidy(who: str) -> str:
    who = re.sub(r"^[Tt]he (?=[A-Z])", "", who.strip().rstrip(","))
    return re.sub(r",? (?:also|both|jointly|then)$", "", who)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
