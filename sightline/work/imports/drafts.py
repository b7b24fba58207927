"""The draft of an inspection under review: what was read, as a person has corrected it so far. Plain Python.

A draft is kept as JSON with its reading. Every passage that the reader printed, finding or set aside, stands in it
exactly once and is either taken or set aside, so that read = taken + set aside whatever a person does to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from sightline.ground.lib.errors import Refused

from .draft_parts import Doubt, kept, last_number, made, one_of, put, reason_of

DAYS = ("start", "end", "report_received", "published", "letter_date", "response_due")
TEXTS = (
    "authority", "framework", "title", "lead_inspector", "outcome", "requires", "principal_authority",
)  # fmt: skip
FACTS = (*TEXTS, *DAYS)
FINDING_FIELDS = ("ref", "category", "heading", "text", "page", "responsible")
JUDGEMENT_FIELDS = ("area", "grade", "page")
READ, ASIDE, BY_HAND = "f", "a", "h"  # the first letter of a key tells where a passage comes from


@dataclass(frozen=True)
class Passage:
    """A passage of the paper: a finding, or one that is not taken as such.

    key      "f3": the reader's third finding; "a2": the second that the reader set aside; "h1": added by hand
    taken    whether it will become a finding; otherwise `why` says why not
    by       who set it aside or took it up; "" where it stands as read
    boxes    where it is printed: {page, left, top, right, bottom} in points from the top left of the page
    as_read  FINDING_FIELDS as the reader printed them; None where a person added it
    """

    key: str
    text: str
    taken: bool
    ref: str | None = None
    category: str | None = None
    heading: str | None = None
    page: int | None = None
    responsible: str | None = None
    why: str = ""
    by: str = ""
    boxes: tuple[Mapping[str, Any], ...] = ()
    as_read: Mapping[str, Any] | None = None

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields in which it differs from what was read."""
        read = self.as_read or {}
        return tuple(
            name for name in FINDING_FIELDS if read and kept(read.get(name)) != kept(getattr(self, name))
        )

    @property
    def words_changed(self) -> bool:
        return "text" in self.changed


@dataclass(frozen=True)
class JudgementRow:
    """A grade for an area; key "j1" as read, "k1" added by hand. A row that is not taken says why."""

    key: str
    area: str
    grade: str | None = None
    page: int | None = None
    taken: bool = True
    why: str = ""
    by: str = ""
    boxes: tuple[Mapping[str, Any], ...] = ()
    as_read: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Counts:
    """read + by_hand = taken + set_aside, always. findings: how many of the passages read were read as findings."""

    read: int
    by_hand: int
    taken: int
    set_aside: int
    findings: int
    judgements: int
    doubts: int


@dataclass(frozen=True)
class Draft:
    """revision counts the changes; sizes are the pages' widths and heights in points, where the paper has pages."""

    facts: Mapping[str, Any]
    facts_as_read: Mapping[str, Any]
    judgements: tuple[JudgementRow, ...] = ()
    passages: tuple[Passage, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    sizes: tuple[tuple[float, float], ...] = ()
    revision: int = 0

    @property
    def findings(self) -> tuple[Passage, ...]:
        """What will become findings, in the order of the paper."""
        return tuple(one for one in self.passages if one.taken)

    @property
    def aside(self) -> tuple[Passage, ...]:
        return tuple(one for one in self.passages if not one.taken)

    def passage(self, key: str) -> Passage:
        return one_of(self.passages, key)

    def judgement(self, key: str) -> JudgementRow:
        return one_of(self.judgements, key)

    def doubts_about(self, about: str) -> tuple[Doubt, ...]:
        return tuple(doubt for doubt in self.doubts if doubt.about == about)


def draft_of(result: Mapping[str, Any], sizes: Iterable[Iterable[float]] = ()) -> Draft:
    """The draft as it begins: just what was read."""
    places = result.get("places") or {}
    passages = (
        *_passages_read(result.get("findings") or (), places.get("findings") or ()),
        *_passages_aside(result.get("set_aside") or ()),
    )
    judgements = tuple(_judgements(result.get("judgements") or (), places.get("judgements") or ()))
    facts = {name: result.get(name) or None for name in FACTS}
    draft = Draft(facts, facts, judgements, passages, sizes=tuple((float(w), float(h)) for w, h in sizes))
    doubts = tuple(
        Doubt(one["text"], one["why"], one.get("page"), _about(one, draft))
        for one in result.get("suspects") or ()
    )
    return replace(draft, doubts=doubts)


def _passages_read(findings: Iterable[Any], places: Iterable[Any]) -> Iterable[Passage]:
    boxes = [*places]
    for place, finding in enumerate(findings):
        read: dict[str, Any] = {name: finding.get(name) or None for name in FINDING_FIELDS}
        held = tuple(boxes[place]) if place < len(boxes) else ()
        yield Passage(key=f"{READ}{place + 1}", taken=True, boxes=held, as_read=read, **read)


def _passages_aside(entries: Iterable[Any]) -> Iterable[Passage]:
    for place, entry in enumerate(entries):
        read: dict[str, Any] = dict.fromkeys(FINDING_FIELDS) | {
            "text": entry["text"],
            "page": entry.get("page"),
        }
        key = f"{ASIDE}{place + 1}"
        yield Passage(key=key, taken=False, why=entry["why"], as_read=read, **read)


def _judgements(rows: Iterable[Any], places: Iterable[Any]) -> Iterable[JudgementRow]:
    boxes = [*places]
    for place, (area, grade) in enumerate(rows):
        held = tuple(boxes[place]) if place < len(boxes) else ()
        page = held[0]["page"] if held else None
        read = {"area": area, "grade": grade or None, "page": page}
        yield JudgementRow(key=f"j{place + 1}", boxes=held, as_read=read, **read)


SPEAKS_OF = (
    ("dates of the inspection", "start"),
    ("the paper is dated", "published"),
    ("the response is due", "response_due"),
    ("kind of inspection", "framework"),
    ("name of a council", "authority"),
    ("one of the grades", "judgements"),
    ("judgement", "judgements"),
)


def _about(doubt: Mapping[str, Any], draft: Draft) -> str:
    """Which field or passage a doubt concerns; "" where that is not plain."""
    if text := " ".join(str(doubt["text"]).split()):
        for passage in draft.passages:
            words = " ".join(passage.text.split())
            if passage.taken and (text == words or (len(text) > 20 and (text in words or words in text))):
                return passage.key
    why = str(doubt["why"]).casefold()
    return next((about for words, about in SPEAKS_OF if words in why), "")


# What a person can do to a draft. Each answers the draft as it is then. ------------------------------------------------


def with_facts(draft: Draft, **facts: Any) -> Draft:
    """Facts of the inspection as the person states them; None: not stated. Days are ISO dates."""
    if unknown := set(facts) - set(FACTS):
        raise TypeError(f"no facts of an inspection: {sorted(unknown)}")
    return _next(draft, facts={**draft.facts, **facts})


def edit_passage(draft: Draft, key: str, **changes: Any) -> Draft:
    """Change words, number, category, heading, page or who must act; what was read stays beside."""
    if not str(changes.get("text", "x") or "").strip():
        raise Refused(
            "A finding must have words. Nothing was changed. Set it aside if it is none.", field="text"
        )
    return _put(draft, replace(draft.passage(key), **changes))


def set_aside(draft: Draft, key: str, *, why: str, by: str) -> Draft:
    """Not to become a finding, for a reason."""
    return _put(draft, replace(draft.passage(key), taken=False, why=reason_of(why), by=by))


def take(draft: Draft, key: str, *, by: str) -> Draft:
    """Let a passage that was set aside become a finding. It moves to where its page comes among them."""
    passage = draft.passage(key)
    if passage.taken:
        raise Refused("This passage is taken as a finding already. Nothing was changed.")
    taken = replace(passage, taken=True, why="", by=by)
    return taken_in_order(draft, taken) if key[0] == ASIDE else _put(draft, taken)


def taken_in_order(draft: Draft, passage: Passage) -> Draft:
    """The passage put after the last finding that is printed on its page or before it."""
    others = [one for one in draft.passages if one.key != passage.key]
    earlier = [
        place
        for place, one in enumerate(others)
        if one.taken and (passage.page is None or (one.page or 0) <= passage.page)
    ]
    place = earlier[-1] + 1 if earlier else 0
    return _next(draft, passages=(*others[:place], passage, *others[place:]))


def add_by_hand(draft: Draft, *, by: str, **values: Any) -> tuple[Draft, str]:
    """A finding that the reader missed; the draft and the new key."""
    if not str(values.get("text") or "").strip():
        raise Refused("Enter the inspector’s words. Nothing was added.", field="text")
    key = f"{BY_HAND}{1 + last_number(draft.passages, BY_HAND)}"
    return taken_in_order(draft, Passage(key=key, taken=True, by=by, **values)), key


def edit_judgement(draft: Draft, key: str, **changes: Any) -> Draft:
    if not str(changes.get("area", "x") or "").strip():
        raise Refused("Enter what was judged. Nothing was changed.", field="area")
    return _put_judgement(draft, replace(draft.judgement(key), **changes))


def set_judgement_aside(draft: Draft, key: str, *, why: str, by: str) -> Draft:
    return _put_judgement(draft, replace(draft.judgement(key), taken=False, why=reason_of(why), by=by))


def take_judgement(draft: Draft, key: str, *, by: str) -> Draft:
    return _put_judgement(draft, replace(draft.judgement(key), taken=True, why="", by=by))


def add_judgement(draft: Draft, **values: Any) -> tuple[Draft, str]:
    if not str(values.get("area") or "").strip():
        raise Refused("Enter what was judged. Nothing was added.", field="area")
    key = f"k{1 + last_number(draft.judgements, 'k')}"
    return _next(draft, judgements=(*draft.judgements, JudgementRow(key=key, **values))), key


def _put(draft: Draft, passage: Passage) -> Draft:
    return _next(draft, passages=put(draft.passages, passage))


def _put_judgement(draft: Draft, row: JudgementRow) -> Draft:
    return _next(draft, judgements=put(draft.judgements, row))


def _next(draft: Draft, **changes: Any) -> Draft:
    return replace(draft, revision=draft.revision + 1, **changes)


# Counting, and to and from JSON ---------------------------------------------------------------------------------------


def counts(draft: Draft) -> Counts:
    """read + by_hand = taken + set_aside."""
    by_hand = sum(one.key[0] == BY_HAND for one in draft.passages)
    return Counts(
        read=len(draft.passages) - by_hand,
        by_hand=by_hand,
        taken=len(draft.findings),
        set_aside=len(draft.aside),
        findings=sum(one.key[0] == READ for one in draft.passages),
        judgements=sum(row.taken for row in draft.judgements),
        doubts=len(draft.doubts),
    )


def is_whole(draft: Draft, result: Mapping[str, Any]) -> bool:
    """Whether every passage that was read stands in the draft once: none lost, none twice."""
    expected = [f"{READ}{place + 1}" for place in range(len(result.get("findings") or ()))]
    expected += [f"{ASIDE}{place + 1}" for place in range(len(result.get("set_aside") or ()))]
    found = [one.key for one in draft.passages if one.key[0] != BY_HAND]
    return sorted(found) == sorted(expected)


def to_json(draft: Draft) -> dict[str, Any]:
    return asdict(draft)


def from_json(held: Mapping[str, Any]) -> Draft:
    return Draft(
        facts=held["facts"],
        facts_as_read=held["facts_as_read"],
        judgements=tuple(made(JudgementRow, one) for one in held["judgements"]),
        passages=tuple(made(Passage, one) for one in held["passages"]),
        doubts=tuple(made(Doubt, one) for one in held["doubts"]),
        sizes=tuple((float(w), float(h)) for w, h in held["sizes"]),
        revision=held["revision"],
    )
