"""Who may be what: the words for bodies and layers, and how a printed name finds a body or a post."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.ground.lib.errors import Refused

BODY_KINDS: dict[str, str] = {
    "board": "Board",
    "committee": "Committee",
    "partnership": "Partnership",
    "executive": "Executive",
    "agency": "Agency",
    "workstream": "Workstream",
    "panel": "Panel",
    "shadow board": "Shadow board",
}

LAYERS: dict[str, str] = {
    "deliver": "Delivers",
    "monitor": "Monitors",
    "scrutinise": "Scrutinises",
    "cross-scrutinise": "Cross-scrutinises",
}

SMALL_WORDS = frozenset({"a", "and", "at", "for", "in", "of", "on", "the", "to", "with"})


@dataclass(frozen=True)
class Known:
    """A body or a post that we know, as far as matching a printed name needs it.

    key         its id
    name        the body's name, or the post's title
    short_name  of a body; "" for a post
    team        of a post; "" for a body
    former      names it had before
    held_by     names of the people who hold the post
    ended       it exists no longer
    """

    key: int
    name: str
    short_name: str = ""
    team: str = ""
    former: tuple[str, ...] = ()
    held_by: tuple[str, ...] = ()
    ended: bool = False

    @property
    def called(self) -> str:
        return f"{self.name} ({self.team})" if self.team else self.name


@dataclass(frozen=True)
class Match:
    """What a printed name was found to mean. A person still decides.

    key         id of the one thing it means, or None
    how         "name", "short name", "former name", "initials", "holder", or "" where nothing was found
    reason      a sentence for that person; there is one in every case
    candidates  ids of all that it could mean
    """

    key: int | None
    how: str
    reason: str
    candidates: tuple[int, ...] = ()


def match_body(text: str, bodies: Iterable[Known]) -> Match:
    """Which body a printed name means. Two that fit equally well are both offered and neither is chosen."""
    return _match(text, list(bodies), "body")


def match_post(text: str, posts: Iterable[Known]) -> Match:
    """Which post a printed owner means: by title, title and team, a former title, initials, or who holds it."""
    return _match(text, list(posts), "post")


def _match(text: str, known: list[Known], word: str) -> Match:
    if not plain(text):
        return Match(None, "", f"No {word} is named.")
    for how, sentence, fits in _WAYS:
        found = [thing for thing in known if fits(text, thing)]
        if found:
            return _chosen(text, found, how, sentence, word)
    return Match(None, "", f"No {word} is known as “{text.strip()}”.")


def _chosen(text: str, found: list[Known], how: str, sentence: str, word: str) -> Match:
    candidates = tuple(thing.key for thing in found)
    standing = [thing for thing in found if not thing.ended]
    if len(found) > 1 and len(standing) == 1:
        thing = standing[0]
        still = f"{sentence.format(text=text.strip(), name=thing.called)}; others of that name have ended."
        return Match(thing.key, how, still, candidates)
    if len(found) > 1:
        named = [thing.called for thing in found[:2]]
        names = " or ".join(named) if len(found) < 4 else f"{', '.join(named)} or {len(found) - 2} others"
        return Match(None, how, f"“{text.strip()}” could be {names}: choose the {word}.", candidates)
    thing = found[0]
    ended = f", which has ended: choose another {word} if that is not meant" if thing.ended else ""
    return Match(
        thing.key, how, f"{sentence.format(text=text.strip(), name=thing.called)}{ended}.", candidates
    )


def _by_name(text: str, thing: Known) -> bool:
    wanted = plain(text)
    if thing.team and wanted in {plain(f"{thing.name} {thing.team}"), plain(f"{thing.team} {thing.name}")}:
        return True
    return wanted == plain(thing.name)


def _by_short_name(text: str, thing: Known) -> bool:
    return bool(thing.short_name) and plain(text) == plain(thing.short_name)


def _by_former_name(text: str, thing: Known) -> bool:
    return plain(text) in {plain(name) for name in thing.former}


def _by_initials(text: str, thing: Known) -> bool:
    wanted = text.strip().replace(".", "").replace("&", "")
    return wanted.isupper() and 2 <= len(wanted) <= 8 and wanted in initials(thing.name)


def _by_holder(text: str, thing: Known) -> bool:
    return plain(text) in {plain(name) for name in thing.held_by}


_WAYS = (
    ("name", "It is the name of {name}", _by_name),
    ("short name", "“{text}” is the short name of {name}", _by_short_name),
    ("former name", "“{text}” is what {name} was called before", _by_former_name),
    ("holder", "{text} holds the post {name}", _by_holder),
    ("initials", "“{text}” could be the initials of {name}", _by_initials),
)


def plain(text: str) -> str:
    """A name without what printers vary: case, punctuation, "&", a leading "the", spaces.

    >>> plain("The Children’s  Improvement Board")
    'childrens improvement board'
    """
    lowered = re.sub(r"[’'`]", "", text.casefold()).replace("&", " and ")
    words = re.sub(r"[\W_]+", " ", lowered).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def initials(name: str) -> set[str]:
    """The initials that a name may be given, with and without its small words.

    >>> sorted(initials("Director of Children's Services"))
    ['DCS', 'DOCS']
    """
    words = plain(name).split()
    large = [word for word in words if word not in SMALL_WORDS]
    return {"".join(word[0] for word in kept).upper() for kept in (words, large) if len(kept) > 1}


def check_period(since: date | None, until: date | None, what: str) -> None:
    """Raises Refused where something would end before it began."""
    if since and until and until < since:
        raise Refused(
            f"{what} began on {since:%-d %B %Y} and cannot end before that. Nothing was changed.",
            rule="governance.ends-after-it-begins",
            field="until",
        )


def check_can_succeed(body: int, successor: int | None, successors: dict[int, int | None]) -> None:
    """Raises Refused where a body would, by a chain of successors, come to follow itself.

    successors  body -> its successor, for every body
    """
    seen, step = {body}, successor
    while step is not None:
        if step in seen:
            raise Refused(
                "A body cannot be its own successor, not even by way of others. Nothing was changed.",
                rule="governance.no-circle-of-successors",
                field="successor",
            )
        seen.add(step)
        step = successors.get(step)


def check_colours(main: str, accent: str) -> None:
    """The council's colours carry white text: Refused under a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3)."""
    for field, colour in (("colour_main", main), ("colour_accent", accent)):
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            raise Refused(
                f"“{colour}” is not a colour. Write it as # and six digits, such as #1d4f5f.", field=field
            )
        if (ratio := contrast(colour, "#ffffff")) < 4.5:
            raise Refused(
                f"White words on {colour} could not be read by everybody: the contrast is {ratio:.1f} to 1 and must "
                "be at least 4.5 to 1. Choose a darker colour.",
                rule="governance.colours-can-be-read",
                field=field,
            )


def contrast(one: str, other: str) -> float:
    """The contrast of two colours "#rrggbb", from 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
