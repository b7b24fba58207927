"""The numbers of a meeting's items: which printed numbers are those, and not the numbers of a list within an item."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from sightline.work.imports.reading.minutes import words
from sightline.work.imports.reading.minutes.rows import Row, item_number, lead_number, plain_number

MOST_SKIPPED = 12  # numbers that may be missing between two items
NEAR = 10  # rows behind a title within which "Minutes:" is looked for
_BEGINS_OUTCOME = re.compile(r"^(?:That|To|that|to)\b")
# "V. Carr (Children's Services)" behind the number of an agenda item, in a list of who attended for it.
_INITIALLED = re.compile(
    r"^(?:[A-Z]\.\s?){1,3}[A-Z][\w’'-]+(?:\s(?:&|and)\s(?:[A-Z]\.\s?){1,3}[A-Z][\w’'-]+)*\s*(?:\([^()]*\))?$"
)
_DASH = re.compile(r"\s+[-–—]\s+|\s*[–—]\s+")


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int
    number: str
    title: str
    used: int
    family: str
    values: tuple[int, ...]
    score: int
    lone: bool = False


def find_numbered(rows: list[Row], header: int | None) -> dict[int, tuple[str, str, int]]:
    """{index of the row: (number, title, rows used)} of each item, or {} where the items have no numbers."""
    begin = 0 if header is None else header + 1
    families: dict[str, list[_Candidate]] = {}
    for index in range(begin, len(rows)):
        one = _candidate(rows, index, header is not None)
        if one is not None:
            families.setdefault(one.family, []).append(one)
    if header is not None:
        families = {family: _as_the_first(found) for family, found in families.items()}
    best: list[_Candidate] = []
    for candidates in families.values():
        for place in range(len(candidates[0].values)):
            for first in range(min(4, len(candidates))):
                chain = _chain(candidates[first:], place)
                if _worth(chain) > _worth(best):
                    best = chain
    if not best or not _is_sure(best, header is not None):
        return {}
    return {one.index: (one.number, one.title, one.used) for one in best}


def _as_the_first(found: list[_Candidate]) -> list[_Candidate]:
    """Under "No. Item" every number stands as the first does: where that is alone on its line, a list's numbers are not items."""
    return [one for one in found if one.lone] if found[0].lone else found


def _worth(chain: list[_Candidate]) -> int:
    return sum(max(one.score, 0) for one in chain)


def _is_sure(chain: list[_Candidate], header: bool) -> bool:
    average = sum(one.score for one in chain) / len(chain)
    if len(chain) == 1:
        return chain[0].score >= 3
    counted = [one.values[-1] for one in chain] == list(range(1, len(chain) + 1))
    apart = all(after.index - one.index > 1 for one, after in itertools.pairwise(chain))
    plain = counted and apart and len(chain) > 2 and min(one.score for one in chain) >= 1
    return average >= (1.0 if header or plain else 1.4)


def _chain(candidates: list[_Candidate], place: int) -> list[_Candidate]:
    """Candidates whose numbers rise, small steps only; one that does not fit is passed over."""
    chain: list[_Candidate] = []
    for one in candidates:
        if one.score < 0:
            continue
        if not chain or 0 < one.values[place] - chain[-1].values[place] <= MOST_SKIPPED:
            chain.append(one)
    return chain


def _candidate(rows: list[Row], index: int, header: bool) -> _Candidate | None:
    row = rows[index]
    if row.bullet or row.cells or row.number or (row.marker[:1] in "([" and row.marker):
        return None
    number, title, used, lone = "", row.text, 1, False
    if row.marker:
        number, lone = plain_number(row.marker), row.is_lone_marker
        if not number[:1].isdigit():
            return None
    elif item_number(row.text):
        number, title, lone = item_number(row.text), "", True
        following = rows[index + 1] if index + 1 < len(rows) else None
        if following is None or following.marker:
            return None
        if not words.MINUTES_MARK.match(following.text):
            title, used = following.text, 2
    else:
        number, title = lead_number(row.text)
        if not number or (number.isdigit() and len(number) == 4):
            return None
    score = _score(rows, index, used, title, lone, header)
    if re.search(r"[:/]\d+[/-]\d", number):
        score = max(score, 0) + 3  # "F03:04/24", "Cou/285/07-08": no list within an item is numbered so
    shape = re.sub(r"\d+", "#", number) + ("." if row.marker.endswith(".") and not lone else "")
    values = tuple(int(digits) for digits in re.findall(r"\d+", number))
    if not values:
        return None
    return _Candidate(index, number, title, used, shape, values, score, lone)


def _score(rows: list[Row], index: int, used: int, title: str, lone: bool, header: bool) -> int:
    row = rows[index]
    last = rows[index + used - 1]
    score = 0
    if lone:
        score += 2 if header else 1
    if row.linked or last.linked:
        score += 2
    if row.loud or (used == 2 and last.loud):
        score += 1
    if title.isupper() and len(title) > 3:
        score += 2
    elif words.is_title_like(title) and not words.AGENDA_TEXT.match(title):
        score += 1 + (1 if words.USUAL_TITLE.match(title) else 0)
    if inline_title(title)[1]:
        score += 2
    for following in rows[index + used : index + used + NEAR]:
        if words.MINUTES_MARK.match(following.text) or words.ADDITIONAL.match(following.text):
            score += 2
            break
        if item_number(following.text) or following.is_lone_marker:
            break
    if title.endswith((".", ";", ",")) and not inline_title(title)[1]:
        score -= 1 if header and lone else 3
    if _BEGINS_OUTCOME.match(title) and not (header and lone):
        score -= 4
    if not title and used == 1:
        score -= 1
    if _INITIALLED.match(title):
        score -= 6
    return score


def _capital_title(text: str) -> tuple[str, str] | None:
    """A title wholly in capitals that runs on behind a dash: "PUBLIC REQUESTS TO SPEAK – There were none"."""
    best = None
    for found in _DASH.finditer(text[:320]):
        title, rest = text[: found.start()].strip(), text[found.end() :].strip()
        if title.isupper() and len(re.sub(r"[^A-Z]", "", title)) >= 4 and rest[:1].isupper():
            best = title, rest
    if best is None or best[1].isupper():
        return None
    said = re.search(
        r"\b(?:was|were|had|has|noted|advised|reported|presented|received|there|to update)\b",
        best[1],
        re.IGNORECASE,
    )
    return best if said and len(best[1].split()) > 3 else None


def inline_title(text: str) -> tuple[str, str]:
    """("PUBLIC REQUESTS TO SPEAK", "There were none.") of a heading that runs on with its text; (text, "") where it does not."""
    best = (text, "")
    capital = _capital_title(text)
    if capital:
        return capital
    for found in _DASH.finditer(text[:320]):
        title, rest = text[: found.start()].strip(), text[found.end() :].strip()
        letters = [letter for letter in title.split(" – ")[0].split(" - ")[0] if letter.isalpha()]
        if len(letters) < 4 or sum(letter.isupper() for letter in letters) <= 0.7 * len(letters):
            continue
        if (
            words.capitals_share(title) >= 0.75
            and len(rest) > 15
            and rest.endswith((".", ":", ")", "”"))
            and rest[:1].isupper()
        ):
            best = (title, rest)
    return best
