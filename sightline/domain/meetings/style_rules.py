"""How a body words its resolutions (RESOLVED:, AGREED –, “The Board agreed that”), and its standard phrases. No Django.

The words of an outcome stay as they were recorded. A style only says how minutes print them, and only where that leaves no choice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sightline.ground.lib.errors import Refused

NUMBERINGS = {
    "": "Not numbered",
    "1.": "1. 2. 3.",
    "(1)": "(1) (2) (3)",
    "(a)": "(a) (b) (c)",
    "(i)": "(i) (ii) (iii)",
}
USUAL = "RESOLVED:"  # what the forms begin with where a body has no style
LONGEST_OPENING = 80

_VERB = re.compile(
    r"(?:(?:the (?:[\w’'&,-]+ ){0,8}(?:board|committee|panel|partnership|executive|cabinet|council|group|forum|meeting)"
    r"|members|it was) )?(?:unanimously )?(?:resolved|agreed)\b\s*[:\-–—]?\s*(that\b:?\s*|(?=to\b))",
    re.IGNORECASE,
)
_THAT = re.compile(r"that\b:?\s*", re.IGNORECASE)
_BLANK = re.compile(r"\[[^\[\]\n]{1,80}\]")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Style:
    """opening: the words before what was resolved, "" for none of its own; numbering: a key of NUMBERINGS."""

    opening: str = ""
    numbering: str = ""

    @property
    def ends_in_that(self) -> bool:
        return self.opening.rstrip(" :").casefold().endswith(" that")


@dataclass(frozen=True, slots=True)
class Core:
    """What was resolved without the words that brought it in. that: it was brought in by "that", else by "to"."""

    words: str
    that: bool


@dataclass(frozen=True, slots=True)
class Styled:
    """One outcome as minutes print it. opening: stands once before the numbered ones; "" where it stands in the text already."""

    opening: str
    number: str
    text: str


def core_of(words: str) -> Core | None:
    """What was resolved: None where the words do not begin with a verb of resolution followed by "that" or "to"."""
    said = words.strip()
    if (found := _VERB.match(said)) is None:
        return None
    rest = said[found.end() :].strip()
    return Core(rest, bool(found[1])) if rest else None


def in_style(words: str, style: Style) -> str:
    """One resolution in the body's style; as it stands where it begins otherwise or would not read as a sentence."""
    core = core_of(words)
    rest = _rest(core, style) if core else None
    return f"{style.opening} {rest}" if rest and style.opening else words


def begun(style: Style) -> str:
    """The words that a form begins with: "RESOLVED: That "."""
    opening = style.opening or USUAL
    return f"{opening} " if style.ends_in_that else f"{opening} That "


def printed(outcomes: Sequence[tuple[str, str]], style: Style) -> list[Styled | None]:
    """The outcomes of one item, each (result, words), as minutes print them; None: in the words as they stand.

    Numbers are given where the body numbers and at least two resolutions can be brought under its one opening.
    """
    cores = [core_of(words) if result == "agreed" else None for result, words in outcomes]
    rests = [_rest(core, style) if core and style.opening else None for core in cores]
    several = style.numbering != "" and sum(rest is not None for rest in rests) > 1
    found: list[Styled | None] = []
    count = 0
    for rest in rests:
        if rest is None:
            found.append(None)
            continue
        count += 1
        if several:
            opening = style.opening if count == 1 else ""
            found.append(Styled(opening, number(count, style.numbering), rest))
        else:
            found.append(Styled("", "", f"{style.opening} {rest}"))
    return found


def number(place: int, numbering: str) -> str:
    """The printed number of the first, second ... resolution: "(b)" for 2 in "(a)"."""
    return _COUNTS[numbering](place)


def unfilled(words: str) -> list[str]:
    """What a standard phrase leaves to be filled in and nobody did: "[subject]"."""
    return _BLANK.findall(words)


def check_filled(words: str) -> None:
    """Refuse words in which a place of a standard phrase is still open."""
    if left := unfilled(words):
        raise Refused(
            f"The words still hold {' and '.join(left)}. Nothing was recorded. Write there what was decided.",
            rule="meetings.phrase-filled-in",
            field="words",
        )


def check_style(opening: str, numbering: str) -> None:
    """Refuse a numbering that is not known, numbers without an opening, and an opening of several lines."""
    if numbering not in NUMBERINGS:
        raise Refused("Choose how resolutions are numbered. Nothing was changed.", field="numbering")
    if numbering and not opening.strip():
        raise Refused(
            "Numbered resolutions need words before the first of them. Nothing was changed. Enter the opening, like “RESOLVED:”.",
            rule="meetings.style-needs-an-opening",
            field="opening",
        )
    if "\n" in opening.strip():
        raise Refused("The opening is one line. Nothing was changed.", field="opening")


def _rest(core: Core, style: Style) -> str | None:
    """What follows the opening; None where "to note" would follow "agreed that"."""
    if core.that:
        return core.words if style.ends_in_that else f"That {core.words}"
    return None if style.ends_in_that else core.words


def _letter(place: int) -> str:
    letters = ""
    while place:
        place, left = divmod(place - 1, 26)
        letters = chr(97 + left) + letters
    return letters


def _roman(place: int) -> str:
    said = ""
    for value, sign in _ROMAN:
        while place >= value:
            said, place = said + sign, place - value
    return said


_COUNTS: dict[str, Callable[[int], str]] = {
    "": lambda _: "",
    "1.": lambda place: f"{place}.",
    "(1)": lambda place: f"({place})",
    "(a)": lambda place: f"({_letter(place)})",
    "(i)": lambda place: f"({_roman(place)})",
}


# Standard phrases -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StandardPhrase:
    """Words that fill in the form of an outcome and can be changed there. [square brackets] are filled in before it is recorded.

    item_kind  a key of ITEM_KINDS, "" for every kind; result: of RESULTS; pk: of the body's own, None for one of ours
    """

    result: str
    words: str
    item_kind: str = ""
    pk: int | None = None


STANDARD = (
    StandardPhrase("agreed", "That the report be noted."),
    StandardPhrase("agreed", "That the recommendations in the report be agreed."),
    StandardPhrase("agreed", "That a report on [subject] be brought to the meeting in [month and year]."),
    StandardPhrase("agreed", "That [paper] be circulated to members before the next meeting."),
    StandardPhrase("deferred", "That the item be put off to the next meeting."),
    StandardPhrase("agreed", "That the plan be brought back with [what is missing] added.", "plan"),
    StandardPhrase("agreed", "That the Executive be recommended to [what].", "plan"),
)


def phrases_for(item_kind: str, own: Sequence[StandardPhrase]) -> list[StandardPhrase]:
    """The phrases of an item: the body's own first, those for its kind before those for every kind, none twice."""
    fitting = [one for one in (*own, *STANDARD) if one.item_kind in ("", item_kind)]
    fitting.sort(key=lambda one: (one.pk is None, one.item_kind == ""))
    seen: set[tuple[str, str]] = set()
    found = []
    for one in fitting:
        if (key := (one.result, one.words.casefold())) not in seen:
            seen.add(key)
            found.append(one)
    return found


def filled_in(phrase: StandardPhrase, style: Style) -> str:
    """The words that a phrase puts into the form, in the body's style; what is put off or only noted resolves nothing."""
    if phrase.result != "agreed":
        words = _THAT.sub("", phrase.words, count=1)
        return words[:1].upper() + words[1:]
    return in_style(f"{USUAL} {phrase.words}", Style(style.opening or USUAL, style.numbering))
