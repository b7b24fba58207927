"""When the public is kept out of an item, and what has to be said then. Plain Python.

Council committees and the executive: Local Government Act 1972, section 100A (confidential and exempt information) and Schedule
12A, Part 1 as it stands for England since 1 March 2006 (SI 2006/88; paragraphs were numbered otherwise before), subject to the
public-interest test of Part 2, paragraph 10. Boards and partnerships are not bound by it: they say why an item is restricted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sightline.ground.lib.errors import Refused

NEW_NUMBERS = date(2006, 3, 1)  # from this day the paragraphs below hold for principal councils in England
PARAGRAPHS: dict[int, str] = {
    1: "Information relating to any individual",
    2: "Information which is likely to reveal the identity of an individual",
    3: "Information relating to the financial or business affairs of any particular person",
    4: "Information relating to consultations or negotiations about labour relations",
    5: "Information in respect of which legal professional privilege could be maintained in legal proceedings",
    6: "Information about a notice, an order or a direction that the authority proposes",
    7: "Information about action to prevent, investigate or prosecute crime",
}
CLOSED = {
    "exempt": "Exempt: a paragraph of Schedule 12A",
    "confidential": "Confidential: the law forbids to disclose it",
    "restricted": "Restricted",
}
FORBIDDEN = {
    "department": "A government department gave it on terms that forbid disclosure to the public",
    "law": "An enactment or the order of a court forbids disclosure",
}
BOUND = frozenset({"committee", "executive"})  # kinds of bodies that meet under section 100A
NOTHING = "Nothing was changed."


def ways_to_close(body_kind: str) -> dict[str, str]:
    """How a body of that kind may close an item: {key of CLOSED: words}."""
    wanted = ("exempt", "confidential") if body_kind in BOUND else ("restricted",)
    return {key: CLOSED[key] for key in wanted}


def check_can_close(
    body_kind: str,
    body: str,
    kind: str,
    paragraphs: Iterable[int],
    public_interest: str,
    because: str,
    forbidden: str,
    on: date,
) -> None:
    """Refuse to close an item without what the law, or the body, has to say of it.

    kind             of CLOSED; paragraphs of PARAGRAPHS that are relied on, for "exempt"
    public_interest  why keeping it back weighs more than disclosing it, for "exempt"
    because          in words, for "restricted"; forbidden: of FORBIDDEN, for "confidential"
    on               the day of the meeting: the numbers of paragraphs are those of that day
    """  # fmt: skip
    if kind not in ways_to_close(body_kind):
        raise Refused(
            f"{body} is {'a council committee' if body_kind in BOUND else 'not a council committee'}: choose how it closes an "
            f"item from the list. {NOTHING}",
            rule="meetings.ways-to-close",
            field="kind",
        )
    chosen = list(paragraphs)
    if kind == "exempt":
        _check_exempt(chosen, public_interest, on)
    elif chosen:
        raise Refused(f"Only an exempt item names paragraphs of Schedule 12A. {NOTHING}", field="paragraphs")
    if kind == "confidential" and forbidden not in FORBIDDEN:
        raise Refused(
            f"Say who forbids to disclose it. {NOTHING}",
            rule="meetings.confidential-by-whom",
            field="forbidden",
        )
    if kind == "restricted" and not because.strip():
        raise Refused(
            f"Say why the item is restricted. {NOTHING}", rule="meetings.restricted-because", field="because"
        )


def _check_exempt(chosen: Sequence[int], public_interest: str, on: date) -> None:
    if on < NEW_NUMBERS:
        raise Refused(
            "The paragraphs were numbered otherwise before 1 March 2006, and those numbers are not held here. "
            f"{NOTHING} Keep what the minutes print in the item’s words.",
            rule="meetings.paragraph-of-that-day",
            field="paragraphs",
        )
    if not chosen or any(number not in PARAGRAPHS for number in chosen):
        raise Refused(
            f"Choose the paragraph of Schedule 12A that is relied on. {NOTHING}",
            rule="meetings.exempt-by-a-paragraph",
            field="paragraphs",
        )
    if not public_interest.strip():
        raise Refused(
            f"Say why keeping it back serves the public more than disclosing it: only then is it exempt. {NOTHING}",
            rule="meetings.public-interest-test",
            field="public_interest",
        )


def closed_words(kind: str, paragraphs: Sequence[int], because: str, forbidden: str) -> str:
    """How agendas and minutes say that an item is closed, in one line."""
    if kind == "exempt":
        return f"Not for publication: exempt under {_listed(paragraphs)} of Part 1 of Schedule 12A to the Local Government Act 1972"
    if kind == "confidential":
        return f"Not for publication: confidential. {FORBIDDEN[forbidden]}"
    return f"Restricted: {because}"


def motion(items: Sequence[tuple[str, Sequence[int]]]) -> str:
    """The words by which a meeting excludes the public from exempt items: (label, paragraphs) of each; "" for none."""
    if not items:
        return ""
    which = "; ".join(f"item {label} ({_listed(paragraphs)})" for label, paragraphs in items)
    return (
        "RESOLVED: That under section 100A(4) of the Local Government Act 1972 the public be excluded from the meeting for the "
        "following business, because exempt information as defined in Part 1 of Schedule 12A to the Act is likely to be disclosed, "
        f"and the public interest in keeping it back outweighs that in disclosing it: {which}."
    )


def _listed(paragraphs: Sequence[int]) -> str:
    numbers = [str(number) for number in sorted(paragraphs)]
    if len(numbers) == 1:
        return f"paragraph {numbers[0]}"
    return f"paragraphs {', '.join(numbers[:-1])} and {numbers[-1]}"
