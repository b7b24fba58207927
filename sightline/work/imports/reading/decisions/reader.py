"""Decision records: who decided what, when it takes effect, and whether it is key and can be called in."""

from __future__ import annotations

import re
from typing import Any

from sightline.ground.lib.dates import find_dates
from sightline.work.imports.reading.decisions.answers import (
    Decided,
    after,
    as_list,
    day_of,
    is_unanswered,
    read_decided,
    who_decided,
    yes_or_no,
)
from sightline.work.imports.reading.decisions.labels import Labelled, labels_in
from sightline.work.imports.reading.decisions.records import Record, find_records
from sightline.work.imports.reading.memory import Memory
from sightline.work.imports.reading.printed_text import Para, Printed, place

_MEETING = re.compile(
    r"^\s*(?P<date>\d{1,2}/\d{1,2}/\d{4}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+,? \d{4})\s*[-–,]\s*(?P<body>.+)$"
)
_SUBJECT = re.compile(r"\bsubject to call[- ]?in\b", re.IGNORECASE)
_NOT_SUBJECT = re.compile(
    r"\b(?:not (?:be )?subject to|exempt(?:ed)? from|excluded from|not for) (?:the )?call[- ]?in\b",
    re.IGNORECASE,
)
_TEXTS = (
    "purpose",
    "reasons",
    "alternatives",
    "interests",
    "dispensations",
    "wards",
    "contact",
    "lead_member",
    "lead_director",
    "consulted",
    "exempt",
    "urgency",
    "authority",
    "reason_key",
    "recommendation",
    "advice",
    "signed",
)
_COMES_INTO_FORCE = re.compile(
    r"\b(?:comes? into (?:force|effect|operation)|takes? effect|becomes? effective|be (?:effective|implemented))"
    r" (?:on|from) (?P<when>[^.;]{4,60})",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"^(?:recommendations? )?(?:approved|agreed|noted|deferred|rejected|amended|refused|withdrawn)(?: \([^)]*\))?\.?$",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"^(?:to (?:consider|seek|receive|update|inform|note|report|approve|agree|confirm|recommend|present|advise|"
    r"request)|this report|the report|whether to|proposals? to|recommendations to)\b",
    re.IGNORECASE,
)
_FURTHER = re.compile(
    r"^(?:feedback|back to (?:the )?top|supporting documents|related (?:meeting|items)|agenda items)\b",
    re.IGNORECASE,
)


def read(paper: Printed, memory: Memory) -> dict[str, Any]:
    """The keys of kind "decision". A register of several keeps each whole in `records`; what they share stands at the top."""
    records, _above = find_records(paper.document, paper.paras)
    places: list[dict[str, Any]] = []
    aside: list[dict[str, Any]] = []
    suspects: list[dict[str, Any]] = []
    read_records = []
    for number, record in enumerate(records):
        path = f"records/{number}/" if len(records) > 1 else ""
        read_records.append(_read(record, path, places, aside, suspects))
    if not read_records:
        why = "No label of a decision record was found, so nothing was placed."
        aside += [
            {"page": para.page, "text": para.text, "why": why}
            for para in paper.paras
            if "decision" in para.text.lower()
        ]
        return {"kind": "decision", **_empty(), "set_aside": aside, "suspects": suspects, "places": places}
    result = {"kind": "decision", **(read_records[0] if len(read_records) == 1 else _shared(read_records))}
    return {**result, "set_aside": aside, "suspects": suspects, "places": places}


def _empty() -> dict[str, Any]:
    keys = (
        "title",
        "ref",
        "decision_maker",
        "status",
        "key_decision",
        "call_in",
        "decided",
        "effective",
        "published",
        "body",
        *_TEXTS,
    )
    return {**dict.fromkeys(keys), "decisions": []}


def _shared(records: list[dict[str, Any]]) -> dict[str, Any]:
    """What every record of a register says alike, and all their decisions in order."""
    shared = {
        key: records[0].get(key) if all(one.get(key) == records[0].get(key) for one in records) else None
        for key in _empty()
        if key != "decisions"
    }
    decisions = [
        {**decision, "record": number, "ref": record["ref"], "title": record["title"]}
        for number, record in enumerate(records)
        for decision in record["decisions"]
    ]
    return {**shared, "decisions": decisions, "records": records}


# --- one record ----------------------------------------------------------------------------------------------------------------


def _read(
    record: Record,
    path: str,
    places: list[dict[str, Any]],
    aside: list[dict[str, Any]],
    suspects: list[dict[str, Any]],
) -> dict[str, Any]:
    found = _empty()
    _head(record, found, path, places)
    for name in ("decision_maker", "status", *_TEXTS):
        label = record.get(name)
        text = label.text().strip() if label else ""
        if label and text:
            found[name] = text
            places.append(place(f"{path}{name}", [label.para, *label.body]))
    _yes_or_no(record, found, path, places, suspects)
    _days(record, found, path, places, suspects)
    decided = _decisions(record, found)
    found["decisions"] = as_list(decided)
    if found["decision_maker"] is None:
        found["decision_maker"] = next((who for lead in decided.lead if (who := who_decided(lead))), None)
    for number, (_, _, para) in enumerate(decided.decisions):
        places.append(_place(f"{path}decisions/{number}", para, record))
    if decided.lead:
        found["lead"] = "\n".join(decided.lead)
    if decided.narrative:
        found["narrative"] = [para.text for para in decided.narrative]
    found["documents"] = _documents(record)
    found["other"] = {one.label.rstrip(" :"): one.text() for one in record.all("other") if one.text()}
    _left(record, found, decided, aside)
    _doubts(record, found, suspects)
    return found


def _place(of: str, para: Para, record: Record) -> dict[str, Any]:
    if para.lines or record.row is None:
        return place(of, para)
    page, number = record.row
    return {"of": of, "page": page, "first": number or None, "last": number or None, "boxes": []}


def _head(record: Record, found: dict[str, Any], path: str, places: list[dict[str, Any]]) -> None:
    title, ref = record.get("title"), record.get("ref")
    found["title"] = (title.text() if title and title.text() else None) or record.title
    found["ref"] = (ref.text() if ref and ref.text() else None) or record.ref
    if record.status:
        found["status"] = record.status
    if record.date:
        found["decided"], _ = day_of(record.date)
    standing = title.para if title and title.text() else record.head
    if standing is not None and found["title"]:
        places.append(_place(f"{path}title", standing, record))
    if record.head is not None and record.date:
        places.append(place(f"{path}decided", record.head))


def _yes_or_no(
    record: Record,
    found: dict[str, Any],
    path: str,
    places: list[dict[str, Any]],
    suspects: list[dict[str, Any]],
) -> None:
    for name in ("key_decision", "call_in"):
        labels = record.all(name)
        if not labels:
            continue
        label = next((one for one in labels if yes_or_no(one.text()) is not None), labels[0])
        text = label.text().strip()
        found[name] = yes_or_no(text)
        places.append(place(f"{path}{name}", label.para))
        if found[name] is None and is_unanswered(text):
            suspects.append(
                _passage(
                    label.para,
                    f"{label.label} {text}",
                    "Both answers are printed and neither is marked, so none was taken.",
                )
            )
        elif (
            found[name] is None
            and text
            and not re.match(
                r"^\W*(?:n/?a|not applicable|tbc|officer|non[- ]executive|executive|committee|council)\b",
                text,
                re.IGNORECASE,
            )
        ):
            found[name] = _in_words(name, text)
    exempt = record.get("no_call_in")
    if exempt is not None and found["call_in"] is None:
        answer = yes_or_no(exempt.text())
        found["call_in"] = None if answer is None else not answer
    if found["call_in"] is None and record.get("call_in") is None and exempt is None:
        text = " ".join(
            [
                found["status"] or "",
                *(para.text for para in record.loose),
                *(one.text() for one in record.all("urgency")),
            ]
        )
        found["call_in"] = False if _NOT_SUBJECT.search(text) else True if _SUBJECT.search(text) else None


def _in_words(name: str, text: str) -> bool | None:
    """ "The decision is subject to call-in until 4 May" """
    if name == "key_decision":
        if re.search(r"\bnon[- ]key\b|\bnot a key\b", text, re.IGNORECASE):
            return False
        return True if re.match(r"^\W*key\b", text, re.IGNORECASE) else None
    if _NOT_SUBJECT.search(text):
        return False
    return True if _SUBJECT.search(text) else None


def _days(
    record: Record,
    found: dict[str, Any],
    path: str,
    places: list[dict[str, Any]],
    suspects: list[dict[str, Any]],
) -> None:
    for name in ("decided", "effective", "published", "call_in_deadline", "due", "first_published"):
        label = record.get(name)
        text = label.text().strip() if label else ""
        if label is None or not text:
            continue
        day, why = day_of(text)
        if day is None:
            if re.search(r"\d", text):
                suspects.append(
                    _passage(
                        label.para,
                        f"{label.label} {text}",
                        why or "No one day could be read here, so none was taken.",
                    )
                )
            found[f"{name}_printed"] = text
            continue
        found[name] = day
        places.append(place(f"{path}{name}", label.para))
        if name == "due" and " by " in text:
            found["due_by"] = text.split(" by ", 1)[1]
    signed = record.get("signed_on")
    if found["decided"] is None and signed is not None and record.get("signed") is not None:
        found["decided"], _ = day_of(signed.text())
    _meeting(record, found, suspects)
    if found["effective"] is None and "effective_printed" not in found:
        _effective_in_words(record, found, path, places)


def _effective_in_words(
    record: Record, found: dict[str, Any], path: str, places: list[dict[str, Any]]
) -> None:
    """ "The decision will come into force on 14 June unless called in": the day below the label of the call-in."""
    labels = [*record.all("call_in"), *record.all("call_in_deadline"), *record.all("other")]
    for text, standing in [(one.text(), [one.para, *one.body]) for one in labels] + [
        (para.text, [para]) for para in record.loose
    ]:
        said = _COMES_INTO_FORCE.search(text)
        days = find_dates(said["when"]) if said else []
        day = days[0].date if len(days) == 1 and not days[0].meaning else None
        if day is not None:
            found["effective"] = day.isoformat()
            places.append(place(f"{path}effective", standing))
            return


def _meeting(record: Record, found: dict[str, Any], suspects: list[dict[str, Any]]) -> None:
    label = record.get("decided_at")
    if label is None or not label.text():
        return
    match = _MEETING.match(label.text())
    if match is None:
        day, _ = day_of(label.text())
        found["body"] = None if day else label.text()
        return
    found["body"] = match.group("body").strip()
    day, _ = day_of(match.group("date"))
    if found["decided"] is None:
        found["decided"] = day
    elif day and day != found["decided"]:
        why = f"The meeting is dated {match.group('date')}, the decision is dated otherwise. The date of the decision was taken."
        suspects.append(_passage(label.para, f"{label.label} {label.text()}", why))


def _decisions(record: Record, found: dict[str, Any]) -> Decided:
    labels = [one for one in record.all("decision") if one.paras()]
    bare = [one for one in labels if _STATUS.match(one.text()) and one.label.lower().startswith("outcome")]
    if bare and found["status"] is None:
        found["status"] = bare[0].text()
        labels = [one for one in labels if one is not bare[0]]
    if len(labels) > 1 and any("of the" in one.label.lower() for one in labels[1:]):
        first = labels[0]
        found["advice"] = first.text() or found["advice"]
        labels = [one for one in labels if "of the" in one.label.lower()]
    if labels:
        return read_decided([para for one in labels for para in one.paras()])
    return _unlabelled(record, found)


def _unlabelled(record: Record, found: dict[str, Any]) -> Decided:
    """A page that lost the words "Purpose:" and "Decision:": the paragraphs between the head and the dates."""
    paras = [para for para in record.loose if not _FURTHER.match(para.text) and (para.text or para.marker)]
    between = [para for para in paras if para is not record.head and _after_head(record, para)]
    if not between:
        return Decided()
    aim = next(
        (number for number, para in enumerate(between) if _PURPOSE.match(para.text) and not para.marker), None
    )
    decided_later = any(
        re.match(r"^(?:that\b|resolved|agreed)", para.text, re.IGNORECASE) or para.marker
        for para in between[(aim or 0) + 1 :]
    )
    if aim is not None and decided_later and found["purpose"] is None:
        found["purpose"] = between[aim].text
        between = between[:aim] + between[aim + 1 :]
    elif aim is not None and len(between) == 1:
        return Decided(narrative=[])
    record.loose = [para for para in record.loose if para not in between]
    return read_decided(between)


def _after_head(record: Record, para: Para) -> bool:
    """Whether a loose paragraph stands below the first labels of its record."""
    if not record.labels or not para.lines or not record.labels[0].para.lines:
        return True
    first = record.labels[0].para.lines[0]
    return (para.lines[0].page or 0, para.lines[0].number) > (first.page or 0, first.number)


def _documents(record: Record) -> list[str]:
    found = []
    for label in record.all("documents"):
        found += [
            para.text
            for para in label.paras()
            if para.text
            and not _FURTHER.match(para.text)
            and not re.match(r"^\W*(?:none|nil|n/a)\W*$", para.text, re.IGNORECASE)
        ]
    return found


def _left(record: Record, found: dict[str, Any], decided: Decided, aside: list[dict[str, Any]]) -> None:
    """Paragraphs of the record that stand below no label: one above the decision is its purpose, the others are set aside."""
    used = {id(para) for _, _, para in decided.decisions} | {id(para) for para in decided.narrative}
    rest = [
        para
        for para in record.loose
        if id(para) not in used and not _FURTHER.match(para.text) and para.text not in (found.get("lead", ""))
    ]
    if record.date and found["purpose"] is None:
        before = [
            para
            for para in rest
            if record.labels
            and para.lines
            and record.labels[0].para.lines
            and para.lines[0].number < record.labels[0].para.lines[0].number
        ]
        if before:
            found["purpose"] = "\n".join(para.text for para in before)
            rest = [para for para in rest if para not in before]
    why = "This passage stands below no label, so nobody can say what it is of the decision."
    for para in rest:
        if _after_head(record, para) and para.text != found["purpose"]:
            aside.append({"page": para.page, "text": para.text, "why": why})


def _doubts(record: Record, found: dict[str, Any], suspects: list[dict[str, Any]]) -> None:
    standing = next((one.para for one in record.labels), record.head)
    if standing is None:
        return
    if after(found["effective"], found["decided"]):
        why = "The decision takes effect before the day on which it was made. Both days were kept as printed."
        suspects.append(_passage(standing, f"{found['decided']}, {found['effective']}", why))
    if after(found["published"], found["decided"]):
        why = (
            "The decision was published before the day on which it was made. Both days were kept as printed."
        )
        suspects.append(_passage(standing, f"{found['decided']}, {found['published']}", why))
    if (
        found["call_in"] is False
        and found["status"]
        and _SUBJECT.search(found["status"])
        and not _NOT_SUBJECT.search(found["status"])
    ):
        why = (
            "The status says that the decision is subject to call-in, the answer beside says that it is not."
        )
        suspects.append(_passage(standing, found["status"], why))
    for label in _twice(record):
        suspects.append(
            _passage(
                label.para,
                f"{label.label} {label.text()}",
                "This is printed a second time, with another answer. The first was taken.",
            )
        )


def _twice(record: Record) -> list[Labelled]:
    """Single answers that are printed twice and differ."""
    found = []
    for name in ("decision_maker", "decided", "effective", "key_decision", "call_in", "ref"):
        labels = [one for one in record.all(name) if one.text()]
        if name in ("key_decision", "call_in"):
            labels = [one for one in labels if yes_or_no(one.text()) is not None]
            found += [one for one in labels[1:] if yes_or_no(one.text()) != yes_or_no(labels[0].text())]
            continue
        found += [one for one in labels[1:] if one.text() != labels[0].text()]
    return found


def _passage(para: Para, text: str, why: str) -> dict[str, Any]:
    return {"page": para.page, "text": " ".join(text.split()), "why": why}


def holds_labels(para: Para) -> bool:
    """Whether a paragraph begins with a label of a decision record."""
    return any(True for _ in labels_in(para))
