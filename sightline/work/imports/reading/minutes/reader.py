"""Minutes of a meeting, understood: the keys of the read contract, where each value stands, and what was not placed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sightline.ground.lib.documents.blocks import Line
from sightline.work.imports.reading.memory import Memory
from sightline.work.imports.reading.minutes import words
from sightline.work.imports.reading.minutes.absences import read_item
from sightline.work.imports.reading.minutes.attendance import read_block, read_officers, read_titled_list
from sightline.work.imports.reading.minutes.declarations import read_corrections, read_declarations
from sightline.work.imports.reading.minutes.head import day_of, printed_day, read_head
from sightline.work.imports.reading.minutes.item import Item
from sightline.work.imports.reading.minutes.items import split_items
from sightline.work.imports.reading.minutes.people import HONORIFIC, NAME, TITLED
from sightline.work.imports.reading.minutes.promises import actors_of, read_promises
from sightline.work.imports.reading.minutes.resolutions import Found, Resolution, read_resolutions
from sightline.work.imports.reading.minutes.rows import Row, joined, lines_of, rows_of
from sightline.work.imports.reading.minutes.seats import Attendance
from sightline.work.imports.reading.printed_text import Para, Printed, place
from sightline.work.imports.reading.risks import risk_of

LISTS = ("present", "apologies", "officers")
FURTHER = ("also", "non_voting", "absent", "part", "left", "arrived")
_CUT = re.compile(r"(?:\.\.\.|…)\s*view the full minutes text for item\b.*$", re.IGNORECASE)
_MOVED = (
    re.compile(
        rf"\b(?:moved|proposed|MOVED|PROPOSED) by (?P<mover>{TITLED}|{NAME}),? (?:and "
        rf")?(?:seconded|SECONDED) by (?P<seconder>{TITLED}|{NAME})"
    ),
    re.compile(
        rf"(?P<mover>{TITLED}) (?:moved|proposed)\b[^.]{{0,400}}?\bseconded by (?P<seconder>{TITLED})"
    ),
    re.compile(rf"(?P<mover>{TITLED}) (?:moved|proposed),? and (?P<seconder>{TITLED}) seconded"),
    re.compile(
        rf"\b(?:[Mm]oved|[Pp]roposed|[Pp]roposer|[Mm]over):? (?P<mover>{TITLED})[.,;]? "
        rf"(?:[Ss]econded|[Ss]econder):? (?P<seconder>{TITLED})"
    ),
)
_NOTED = re.compile(
    rf"^(?:(?:{words.SUBJECT})\s+(?:[\w ]{{0,40}}\s)?(?:noted|received)\b|.{{3,160}}\b(?:was|were) (?:duly )?noted\b)",
    re.IGNORECASE,
)
_RISK = re.compile(
    r"\b(?:deep[- ]dive|sub[- ]?risks?|strategic risk|risk register|risk scores?|(?:gross|nett?|residual) risk)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Account:
    """What is gathered while a paper is read."""

    asides: list[tuple[list[Row], str]] = field(default_factory=list)
    suspects: list[tuple[list[Row], str]] = field(default_factory=list)
    places: list[dict[str, Any]] = field(default_factory=list)
    risk_asides: list[dict[str, Any]] = field(default_factory=list)
    risk_suspects: list[dict[str, Any]] = field(default_factory=list)

    def put(self, of: str, rows: Iterable[Row]) -> None:
        lines: dict[tuple[int | None, int], Line] = {
            (line.page, line.number): line for line in lines_of(rows)
        }
        if lines:
            self.places.append(place(of, list(lines.values())))


def read_minutes(paper: Printed, memory: Memory) -> dict[str, Any]:
    """The minutes in a paper, in the keys of the read contract, with `places`."""
    rows = rows_of(paper)
    split = split_items(rows, [para.text for para in paper.furniture])
    account = _Account()
    head = read_head(split.head, rows)
    account.suspects += head.doubts or []
    attendance = Attendance()
    read_block(split.head, attendance)
    items: list[dict[str, Any]] = []
    standing = {(line.page, line.number): para for para in paper.paras for line in para.lines}
    declarations: list[dict[str, Any]] = []
    corrections: list[dict[str, Any]] = []
    for item in split.items:
        path = f"items/{len(items)}"
        items.append(_item(item, path, memory, account))
        _with_risk(items[-1], item, standing, path, account)
        title = item.title or joined(item.intro[:1])
        minuted = item.minutes if item.minutes or not item.decision else item.decision
        read_titled_list(title, minuted, attendance)
        read_item(title, minuted, attendance)
        _keep_all("declarations", read_declarations(title, minuted), declarations, account)
        _keep_all("corrections", read_corrections(title, minuted), corrections, account)
    read_officers([row for item in split.items for row in item.minutes], attendance)
    account.asides += attendance.asides
    if head.status is None and any("subject to confirmation" in row.text.casefold() for row in rows[-6:]):
        head.status = "draft"
    body, day = _of_issue(split.items, account) if split.layout == "issue" else (head.body, head.date)
    for key, row in (head.rows or {}).items():
        account.put(key, [row])
    result: dict[str, Any] = {
        "kind": "minutes",
        "body": body,
        "date": day.isoformat() if day else None,
        "date_printed": printed_day(head) if day and day == head.date else None,
        "venue": head.venue or attendance.venue,
        "contact": head.contact,
        "start": head.start,
        "finish": head.finish,
        "status": head.status,
        "attendees": _attendees(attendance, account),
        "declarations": declarations,
        "corrections": corrections,
        "items": items,
        "layout": split.layout,
        "truncated": _is_truncated(rows, account),
    }
    result["set_aside"] = [_shown(rows, why) for rows, why in _once(account.asides)] + account.risk_asides
    result["suspects"] = [_shown(rows, why) for rows, why in _once(account.suspects)] + account.risk_suspects
    for index, (aside, _) in enumerate(_once(account.asides)):
        account.put(f"set_aside/{index}", aside)
    result["places"] = account.places
    return result


def _once(passages: list[tuple[list[Row], str]]) -> list[tuple[list[Row], str]]:
    """Each passage once."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for rows, why in passages:
        key = (joined(rows), why)
        if key not in seen:
            seen.add(key)
            kept.append((rows, why))
    return kept


def _shown(rows: Sequence[Row], why: str) -> dict[str, Any]:
    lines = lines_of(rows)
    return {"page": lines[0].page if lines else None, "text": joined(rows), "why": why}


def _keep_all(
    key: str,
    read: tuple[Sequence[Any], list[tuple[list[Row], str]]],
    into: list[dict[str, Any]],
    account: _Account,
) -> None:
    found, asides = read
    for one in found:
        entry = one.to_json()
        if entry not in into:
            account.put(f"{key}/{len(into)}", [one.row])
            into.append(entry)
    account.asides += asides


def _item(item: Item, path: str, memory: Memory, account: _Account) -> dict[str, Any]:
    """One item in the keys of the read contract."""
    minuted = [_without_cut(row, account) for row in item.minutes]
    found = read_resolutions(minuted, memory)
    _with_decision(item, found, memory)
    promises = read_promises(minuted, found.used)
    stated = [_plain(one.text) for one in found.resolutions]
    promises = [one for one in promises if not any(_plain(one[0]) in text for text in stated)]
    account.asides += found.asides
    account.asides += [
        ([row], "An action names who is to act; what is to be done stands in the words before it.")
        for row in actors_of(minuted)
    ]
    account.suspects += found.doubts
    account.put(path, item.rows())
    if item.title:
        account.put(f"{path}/title", item.head)
    for number, one in enumerate(found.resolutions):
        account.put(f"{path}/resolutions/{number}", one.rows)
    for number, (_, row) in enumerate(promises):
        account.put(f"{path}/commitments/{number}", [row])
    result: dict[str, Any] = {
        "number": item.number,
        "title": item.title,
        "intro": joined(item.intro) or None,
        "resolutions": [_resolution(one) for one in found.resolutions],
        "commitments": [clause for clause, _ in promises],
        "figures": [],
        "text": joined(minuted) or None,
    }
    if item.decision:
        result["decision"] = joined(item.decision)
    if item.meeting:
        result["meeting"] = {"date": item.meeting[0], "body": item.meeting[1]}
    noted = None if found.resolutions else _noted(minuted)
    if noted:
        result["noted"] = noted
    result.update(_movers(minuted))
    return result


def _with_risk(
    result: dict[str, Any],
    item: Item,
    standing: dict[tuple[int | None, int], Para],
    path: str,
    account: _Account,
) -> None:
    """A deep dive into a risk, where the item reports one."""
    if not _RISK.search(f"{item.title} {result['intro']} {result['text']}"):
        return
    paras: dict[int, Para] = {}
    for line in lines_of(item.rows()):
        para = standing.get((line.page, line.number))
        if para is not None:
            paras.setdefault(id(para), para)
    found = risk_of(list(paras.values()), f"{path}/risk/")
    if found is None:
        return
    result["risk"] = {key: found[key] for key in ("name", "sub_risks", "scores") if key in found}
    account.risk_asides += found.get("set_aside", [])
    account.risk_suspects += found.get("suspects", [])
    account.places += found.get("places", [])


def _resolution(one: Resolution) -> dict[str, Any]:
    result: dict[str, Any] = {"number": one.number, "text": one.text.strip(), "verb": one.verb}
    if one.lead:
        result["lead"] = one.lead
    return result


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def _without_cut(row: Row, account: _Account) -> Row:
    """A row without the page's offer to show the rest of its text."""
    found = _CUT.search(row.text)
    if not found:
        return row
    from dataclasses import replace

    account.suspects.append(
        ([row], "The page cuts the text of this item short here: what follows was not read.")
    )
    return replace(row, text=row.text[: found.start()].strip())


def _with_decision(item: Item, found: Found, memory: Memory) -> None:
    """What a page prints under "Decision:" counts where the minutes do not say it themselves."""
    if not item.decision:
        return
    decided = read_resolutions(item.decision, memory)
    if not decided.resolutions:
        decided.resolutions = [
            Resolution(None, row.text, None, [row])
            for row in item.decision
            if re.match(
                r"^(?:That|To)\b|.*\bbe (?:\w+ed)\b|as detailed in the recommendation",
                row.text,
                re.IGNORECASE,
            )
            and not row.marker
        ]
    for one in decided.resolutions:
        one.verb = one.verb or "Decision"
    explicit = [one for one in found.resolutions if (one.verb and one.verb[:1].isupper()) or one.verb is None]
    if not explicit:
        found.resolutions[:] = decided.resolutions or found.resolutions
        return
    known = [_plain(one.text) for one in found.resolutions]
    for one in decided.resolutions:
        if not any(_alike(_plain(one.text), other) for other in known):
            found.doubts.append(
                (
                    one.rows,
                    "The decision is printed here in other words than in the minutes below it; those of the minutes were taken.",
                )
            )


def _alike(text: str, other: str) -> bool:
    first, second = set(text.split()), set(other.split())
    return text in other or other in text or len(first & second) >= 0.8 * max(1, min(len(first), len(second)))


def _noted(rows: Sequence[Row]) -> str | None:
    """The sentence that stands as the outcome of an item without a resolution: "The Committee noted the report."."""
    for row in reversed(rows[-3:]):
        if (
            _NOTED.match(row.text)
            and len(row.text.split()) <= 60
            and not row.marker
            and not row.text.rstrip().endswith(":")
        ):
            return row.text
    return None


def _movers(rows: Sequence[Row]) -> dict[str, Any]:
    """Who moved and who seconded; where there were several motions, a list of them."""
    pairs: list[dict[str, str]] = []
    for row in rows:
        if "second" not in row.text.casefold():
            continue
        for pattern in _MOVED:
            for found in pattern.finditer(row.text):
                pair = {"mover": found["mover"].rstrip(". "), "seconder": found["seconder"].rstrip(". ")}
                if pair not in pairs:
                    pairs.append(pair)
            if pairs:
                break
    if not pairs:
        return {}
    return dict(pairs[0]) if len(pairs) == 1 else {"motions": pairs}


def _attendees(attendance: Attendance, account: _Account) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if attendance.chair:
        found["chair"] = attendance.chair
    for key in (*LISTS, *FURTHER):
        names = attendance.lists.get(key, [])
        if names or key in LISTS:
            found[key] = [name for name, _ in names]
        for index, (_, row) in enumerate(names):
            account.put(f"attendees/{key}/{index}", [row])
    found["substitutes"] = [pair for pair, _ in attendance.substitutes]
    for index, (_, row) in enumerate(attendance.substitutes):
        account.put(f"attendees/substitutes/{index}", [row])
    if attendance.roles:
        found["roles"] = dict(attendance.roles)
    return found


def _of_issue(items: Sequence[Item], account: _Account) -> tuple[str | None, Any]:
    """Body and day of a page on one matter: those of its meeting, or nothing where it tells of several."""
    meetings = [item.meeting for item in items if item.meeting]
    bodies = {body for _, body in meetings}
    days = {day for day, _ in meetings}
    if len(meetings) > 1 and len(days) > 1:
        account.suspects.append(
            (
                [item.head[0] for item in items if item.meeting],
                "This page tells of several meetings; each item says which one it belongs to.",
            )
        )
    day = day_of(next(iter(days))) if len(days) == 1 else None
    return next(iter(bodies)) if len(bodies) == 1 else None, day[0] if day else None


def _is_truncated(rows: Sequence[Row], account: _Account) -> bool:
    """Whether the text stops in mid-sentence."""
    last = next((row for row in reversed(rows) if row.text and not words.SUPPORTING.match(row.text)), None)
    if last is None or len(last.text) < 40 or last.linked or re.search(r"[.!?:;)\]”\"’|]\s*$", last.text):
        return False
    if (words.is_title_like(last.text) and len(last.text.split()) < 15) or re.search(
        rf"{HONORIFIC}|\d$", last.text[-20:]
    ):
        return False
    account.suspects.append(([last], "The text stops here in mid-sentence: what followed was not read."))
    return True


def confidence_of(paper: Printed) -> float:
    """How sure one can be, 0.0 to 1.0, that a paper is minutes."""
    score = 0.0
    first = [para.text for para in paper.paras[:25]]
    some = [para.text for para in paper.paras[:400]]
    furniture = " ".join(para.text for para in paper.furniture[:10])
    kinds = [para.text for para in paper.paras[:25] if words.PAGE_KIND.match(para.text) and not para.marker]
    if any("minutes" in text.casefold() for text in kinds):
        score += 0.5
    elif any("decision" in text.casefold() for text in kinds):
        score += 0.3
    marks = sum(1 for text in some if words.MINUTES_MARK.match(text) or " Minutes: " in text[:400])
    score += 0.5 if marks else 0.0
    score += 0.15 if marks > 2 else 0.0
    if any(
        words.NO_ITEM.match(text) or re.match(r"^no\.?\s*\|\s*item", text, re.IGNORECASE) for text in first
    ):
        score += 0.25
    if "agenda item" in furniture.casefold() or any(words.AGENDA_ITEM.match(text) for text in first[:6]):
        score += 0.4
    if any(re.match(r"^meeting of .{3,200}\(item [^)]{1,12}\)$", text, re.IGNORECASE) for text in first):
        score += 0.4
    if any(
        re.match(
            r"^\W*(?:draft )?(?:minutes?|notes) of\b|^minutes\b.{0,60}\bheld on\b|^at a meeting of\b",
            text,
            re.IGNORECASE,
        )
        for text in first
    ):
        score += 0.5
    if any(
        re.match(r"^(?:[Mm]embers |MEMBERS )?[Pp]resent\b\s*(?:[:\-–—]|$)|^PRESENT\b", text) for text in first
    ):
        score += 0.3
    score += 0.6 if any(words.MEETING_LINE.match(text) for text in first) else 0.0
    verbs = sum(1 for text in some if _OUTCOME_LINE.match(text))
    whose = any(words.PAGE_OF.match(text) for text in first[:6])
    score += 0.2 if verbs and whose else 0.0
    score += 0.5 if not kinds and any(_RECORD.match(text) for text in first[:4]) else 0.0
    lost = sum(1 for text in some if text.startswith("That ") and re.search(r"\bbe \w+(?:ed|en)\b", text))
    score += min(0.4, 0.3 * verbs) + min(0.45, 0.2 * lost)
    score += (
        0.2
        if any(
            re.search(r"\bseconded by\b|\bseconded\b.{0,40}\bcarried\b", text, re.IGNORECASE) for text in some
        )
        else 0.0
    )
    talk = sum(1 for text in some if _MINUTED.search(text))
    score += min(0.2, 0.05 * talk)
    if any(_REPORT.match(text) for text in first):
        score -= 0.6
    if any(_DECISION.match(text) for text in first):
        score -= 0.5
    if kinds and all(text.casefold().strip() == "agenda" for text in kinds) and not marks:
        score -= 0.5
    return round(max(0.0, min(1.0, score)), 2)


_OUTCOME_LINE = re.compile(
    rf"^(?:\d[\d.]*\s+)?(?:RESOLVED|Resolved\s*[:\-–—(]|Resolved\b|AGREED\b|It was (?:agreed|"
    rf"resolved)|IT WAS|(?:The|That the) {words.BODY_NOUN} (?:agreed|AGREED|resolved|RESOLVED)|"
    rf"RECOMMENDED)\b",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"^the minutes of (?:the )?(?:last |previous )?(?:meeting|[\w ]{3,60}held).{0,120}\bwere\b.{0,60}"
    r"\b(?:agreed|approved|confirmed|accepted|signed)\b",
    re.IGNORECASE,
)
_MINUTED = re.compile(
    r"\b(?:members|committee|board|panel|cabinet|chair|chairman|officers?|"
    r"director)\b[^.]{0,60}\b(?:noted|asked|queried|advised|reported|explained|considered|"
    r"introduced|thanked|welcomed|responded|presented|highlighted|commented|agreed)\b|"
    r"\b(?:was|were) (?:received|approved|noted|declared|submitted)\b|\bapologies (?:for absence )?(?:was|were)\b",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"^(?:report to\b|relevant officer\b|relevant cabinet member\b|date of meeting\b|"
    r"(?:\d+(?:\.0)?\s+)?purpose of (?:the )?report\b|report (?:author|title|of the [a-z ]+ "
    r"to)\b|wards? affected\b|(?:\d+(?:\.0)?\s+)?recommendations?\s*:?$)",
    re.IGNORECASE,
)
_DECISION = re.compile(
    r"^(?:decision (?:details|maker|status|record|notice)\b|is key decision\b|delegated decision|"
    r"record of (?:an )?(?:executive |officer )?decision)",
    re.IGNORECASE,
)
