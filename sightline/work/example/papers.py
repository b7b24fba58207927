"""The papers of the fictional council: written to files, read as every upload is, and accepted by the programme office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from io import BytesIO
from typing import Any

from sightline.domain.meetings.commands import MeetingChoice
from sightline.domain.meetings.models import Paper
from sightline.ground.accounts.models import User
from sightline.work.imports.commands.papers import accept_paper, state_paper_facts, take_entry
from sightline.work.imports.commands.readings import read_papers
from sightline.work.imports.commands.uploads import Paper as Given
from sightline.work.imports.commands.uploads import upload_papers
from sightline.work.imports.models import Reading
from sightline.work.imports.paper_drafts import from_json

from .council import Cast
from .happenings import Happening
from .paper_files import written

_DAY = re.compile(r"\{(\d{4}-\d\d-\d\d)(?::(day|month))?\}")


@dataclass
class Tray:
    """Papers that were read and wait to be accepted, by the name of their file."""

    readings: dict[str, Reading] = field(default_factory=dict)


def happenings(paper: dict[str, Any], cast: Cast, by: timedelta) -> list[Happening]:
    """All are uploaded and read together on the first day, for reading is begun once; each is accepted on its own day."""
    rows, tray = paper["papers"], Tray()
    first = min(row["accepted"] for row in rows)
    told = [Happening(first, 0, partial(_read, rows, cast, by, tray))]
    return told + [Happening(row["accepted"], 2, partial(_accept, row, cast, tray)) for row in rows]


def in_words(text: str, by: timedelta) -> str:
    """The text with its days written out, moved by `by`: "13 October 2026", "Tuesday 13 October 2026", "October 2026"."""

    def written_out(found: re.Match[str]) -> str:
        day = date.fromisoformat(found[1]) + by
        if found[2] == "month":
            return f"{day:%B %Y}"
        return (f"{day:%A} " if found[2] else "") + f"{day.day} {day:%B %Y}"

    return _DAY.sub(written_out, text).strip() + "\n"


def _read(rows: list[dict[str, Any]], cast: Cast, by: timedelta, tray: Tray) -> None:
    given = [
        Given(name, BytesIO(written(name, in_words(text, by)))) for row in rows for name, text in _files(row)
    ]
    upload = upload_papers(by=cast.office, papers=given, queue=False)
    read_papers([reading.pk for reading in upload.readings.all()])
    tray.readings.update({reading.name: reading for reading in upload.readings.all()})


def _files(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Name and text of each file of a paper; the second differs in a few words, as such files do."""
    yield row["file"], row["text"]
    if also := row.get("also"):
        text = row["text"]
        for here, there in row.get("also_says", ()):
            text = text.replace(here, there)
        yield also, text


def _accept(row: dict[str, Any], cast: Cast, tray: Tray) -> None:
    """What a person does with a paper that was read: say what it does not print, who the posts are, and accept it."""
    office, day, body = cast.office, row["accepted"], cast.bodies[row["body"]].pk
    reading = tray.readings[row["file"]]
    if stated := row.get("stated"):
        state_paper_facts(by=office, reading=reading, facts=stated)
    _say_who_was_there(row.get("posts", {}), office, reading)
    tells_of = MeetingChoice(row["meeting"]) if "meeting" in row else None
    made: Paper = accept_paper(by=office, reading=reading, today=day, body_id=body, meeting=tells_of)
    if also := row.get("also"):
        accept_paper(by=office, reading=tray.readings[also], today=day, body_id=body, same_as=made)


def _say_who_was_there(posts: dict[str, list[str]], office: User, reading: Reading) -> None:
    roles = {words: role for role, all_of_them in posts.items() for words in all_of_them}
    for entry in from_json(reading.draft or {}).aside if roles else ():
        if role := roles.get(entry.words):
            who = {"name": entry.words.removesuffix(" (in the Chair)"), "role": role}
            take_entry(by=office, reading=reading, key=entry.key, group="attendance", fields=who)
