"""What came of the papers of an upload: a sum that adds up, by kind, and what a person should look at first. Pure.

given = read + failed + waiting + put aside unread + not taken + known already
passages read + added by hand = taken + set aside, for each kind and in all
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

SURE_ENOUGH = 0.75  # of the kind; below it a person should say what the paper is
MANY_ASIDE, MUCH_ASIDE = 5, 0.25  # passages set aside, and their part of all that was read

# What to look at, the least sure first: (the words of the filter, what is wrong).
LOOKS = {
    "unknown": "Not recognised",
    "unsure": "Not sure what it is",
    "empty": "Nothing was taken from it",
    "same": "Perhaps the same paper as another",
    "no-date": "No date was found",
    "other-year": "Dated in another year than its name says",
    "no-body": "No body was found",
    "many-aside": "Much was set aside",
    "suspects": "Something in it is doubtful",
}
_DATED = {
    "minutes": ("date",), "report": ("date_of_meeting", "date"), "decision": ("decided", "date"),
    "inspection": ("start", "end", "published", "letter_date"),
}  # fmt: skip
_OF_A_BODY = {
    "minutes": ("body",), "report": ("report_to", "body"), "decision": ("decision_maker", "body"), "inspection": ("authority",),
}  # fmt: skip
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s?[-/\u2013_]\s?(\d\d)(?!\d))?(?!\d)")
_EIGHT = re.compile(
    r"(?<!\d)(?:(?P<first>(?:19|20)\d\d)[01]\d[0-3]\d|[0-3]\d[01]\d(?P<last>(?:19|20)\d\d))(?!\d)"
)


# --- one paper --------------------------------------------------------------------------------------------------------


def looks_of(
    result: Mapping[str, Any], name: str, counts: Mapping[str, Any], sureness: float | None
) -> dict[str, str]:
    """What to look at in a paper, with a sentence each; keys of LOOKS in their order.

    result  what the reader printed; name: of the file with its folders; counts: read, taken, set_aside
    """
    kind = result.get("kind") or "unknown"
    if result.get("error"):
        return {}
    if kind == "unknown":
        return {"unknown": "No kind of paper was recognised in it."}
    found: dict[str, str] = {}
    if sureness is not None and sureness < SURE_ENOUGH:
        found["unsure"] = f"The reader is {sureness:.0%} sure that it is what it was taken for."
    taken, aside = counts.get("taken") or 0, counts.get("set_aside") or 0
    if not taken:
        found["empty"] = "Nothing was taken from it."
    day = stated_day(result)
    if kind in _DATED and day is None:
        found["no-date"] = "No date was found in it."
    if day is not None and (years := years_of(name)) and day.year not in years:
        said = " or ".join(str(year) for year in sorted(years))
        found["other-year"] = f"It is dated {day.day} {day:%B %Y}, and its name says {said}."
    if kind in _OF_A_BODY and not any(_text(result.get(one)) for one in _OF_A_BODY[kind]):
        found["no-body"] = "It was not found which body it belongs to."
    if aside >= MANY_ASIDE and aside > MUCH_ASIDE * (taken + aside):
        found["many-aside"] = f"{aside} of {taken + aside} passages were set aside."
    if suspects := len(result.get("suspects") or ()):
        found["suspects"] = f"{suspects} passage{'' if suspects == 1 else 's'} should be questioned."
    return found


def stated_day(result: Mapping[str, Any]) -> date | None:
    """The day that a paper states for itself; None where it states none that can be understood."""
    for name in _DATED.get(result.get("kind") or "", ("date", "version_date")):
        try:
            return date.fromisoformat(_text(result.get(name)))
        except ValueError:
            continue
    return None


def years_of(name: str) -> set[int]:
    """The years that the name of a file says, or else its nearest folder that says one; both years of "2022-23"."""
    for part in reversed(name.replace("\\", "/").split("/")):
        found = {int(match["first"] or match["last"]) for match in _EIGHT.finditer(part)}
        for first, second in _YEAR.findall(part):
            found.add(int(first))
            if second and (int(first[2:]) + 1) % 100 == int(second):
                found.add(int(first) + 1)
        if found:
            return found
    return set()


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


# --- all of an upload -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PaperStands:
    """What the account asks of a reading. counts: {} where it was not read; looks: keys of LOOKS."""

    state: str
    kind: str = ""
    failed: bool = False
    counts: Mapping[str, Any] = field(default_factory=dict)
    looks: frozenset[str] = frozenset()

    @property
    def became(self) -> str:
        """Where it stands in the account: "waiting", "failed", "read" or "aside" (put aside before it was read)."""
        if self.state in ("waiting", "reading"):
            return "waiting"
        if self.state == "failed" or self.failed:
            return "failed"
        return "read" if self.counts else "aside"


@dataclass(frozen=True, slots=True)
class Account:
    """What became of what was given. left_out: files that programs add by themselves; they are not counted as given."""

    read: int = 0
    failed: int = 0
    waiting: int = 0
    aside: int = 0
    not_taken: int = 0
    known: int = 0
    left_out: int = 0

    @property
    def given(self) -> int:
        return self.read + self.failed + self.waiting + self.aside + self.not_taken + self.known

    @property
    def done(self) -> int:
        return self.given - self.waiting


@dataclass(frozen=True, slots=True)
class KindSum:
    """The papers of one kind and their passages: read + by_hand = taken + set_aside."""

    kind: str
    papers: int = 0
    read: int = 0
    by_hand: int = 0
    taken: int = 0
    set_aside: int = 0

    @property
    def adds_up(self) -> bool:
        return self.read + self.by_hand == self.taken + self.set_aside


@dataclass(frozen=True, slots=True)
class Look:
    """A reason to look, and how many papers that are still to be reviewed have it."""

    key: str
    words: str
    papers: int


@dataclass(frozen=True)
class Quality:
    """The report on an upload. wrong: kinds whose passages do not add up, which would be a mistake of the program."""

    account: Account
    kinds: tuple[KindSum, ...]
    looks: tuple[Look, ...]

    @property
    def total(self) -> KindSum:
        return KindSum(
            "",
            *(
                sum(getattr(one, name) for one in self.kinds)
                for name in ("papers", "read", "by_hand", "taken", "set_aside")
            ),
        )

    @property
    def wrong(self) -> tuple[str, ...]:
        return tuple(one.kind for one in self.kinds if not one.adds_up)


def quality_of(papers: Iterable[PaperStands], left: Iterable[str]) -> Quality:
    """The report on papers that made a reading and, for those that made none, why: "refused", "known" or "left-out"."""
    became: Counter[str] = Counter()
    sums: dict[str, Counter[str]] = {}
    looks: Counter[str] = Counter()
    for paper in papers:
        became[paper.became] += 1
        if paper.became != "read":
            continue
        kind = sums.setdefault(paper.kind or "unknown", Counter())
        kind["papers"] += 1
        for name in ("read", "by_hand", "taken", "set_aside"):
            kind[name] += int(paper.counts.get(name) or 0)
        if paper.state == "read":
            looks.update(paper.looks & LOOKS.keys())
    why = Counter(left)
    account = Account(
        read=became["read"],
        failed=became["failed"],
        waiting=became["waiting"],
        aside=became["aside"],
        not_taken=why["refused"],
        known=why["known"],
        left_out=why["left-out"],
    )
    kinds = tuple(
        KindSum(kind, *(sums[kind][name] for name in ("papers", "read", "by_hand", "taken", "set_aside")))
        for kind in sorted(sums, key=lambda kind: (kind == "unknown", kind))
    )
    return Quality(account, kinds, tuple(Look(key, LOOKS[key], looks[key]) for key in LOOKS if looks[key]))
