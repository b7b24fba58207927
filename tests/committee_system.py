"""A committee system to ask in tests: a server on this machine that answers in the shape of a Modern.gov web service.

Everything in it is invented. `behaviour` decides how an operation answers: a function that takes the handler and its question and
answers True where it has answered itself.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

NAMESPACE = "http://moderngov.co.uk/namespaces"
Behaviour = Callable[["Handler", dict[str, str]], bool]


@dataclass
class ItemHere:
    title: str
    minutes: str = ""
    number: str = ""
    more: str = ""


@dataclass
class MeetingHere:
    key: int
    committee: int
    day: date
    items: list[ItemHere] = field(default_factory=list)
    status: str = "Confirmed"
    published: str = "True"
    more: str = ""


@dataclass
class CommitteeSystem:
    """What the server holds and what it was asked. tags: it sends an ETag and answers 304."""

    url: str = ""
    committees: dict[int, str] = field(default_factory=dict)
    meetings: dict[int, MeetingHere] = field(default_factory=dict)
    behaviour: dict[str, Behaviour] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    tags: bool = True
    most_at_once: int = 0
    at_once: int = 0

    def meeting(self, key: int, committee: int, day: date, **told: Any) -> MeetingHere:
        self.meetings[key] = MeetingHere(key, committee, day, **told)
        return self.meetings[key]

    def operations(self) -> list[str]:
        """The operations that were asked, in order, without what they were given."""
        return [one.partition("?")[0] for one in self.asked]

    def answer(self, operation: str, given: dict[str, str]) -> bytes:
        if operation == "GetCommittees":
            return committees_xml(self.committees)
        if operation == "GetMeetings":
            wanted = int(given.get("lCommitteeId", 0))
            return meetings_xml([one for one in self.meetings.values() if one.committee == wanted])
        return meeting_xml(self.meetings[int(given["lMeetingId"])])


def committees_xml(committees: dict[int, str]) -> bytes:
    rows = "".join(
        f"<committee><committeeid>{key}</committeeid><committeetitle>{escape(escape(title))}</committeetitle>"
        "<committeecategory>Scrutiny</committeecategory><committeeexpired>False</committeeexpired></committee>"
        for key, title in committees.items()
    )
    return _whole(f"<committees><committeescount>{len(committees)}</committeescount>{rows}</committees>")


def meetings_xml(meetings: list[MeetingHere]) -> bytes:
    rows = "".join(
        f"<meeting><meetingid>{one.key}</meetingid><meetingdate>{one.day:%d/%m/%Y}</meetingdate>"
        f"<meetingstatus>{escape(one.status)}</meetingstatus><committeeid>{one.committee}</committeeid></meeting>"
        for one in meetings
    )
    return _whole(f"<getmeetingsbydate><meetings>{rows}</meetings></getmeetingsbydate>")


def meeting_xml(meeting: MeetingHere) -> bytes:
    items = "".join(
        f"<agendaitem><agendaitemtitle>{escape(item.title)}</agendaitemtitle><minutesitemnumber>{item.number}</minutesitemnumber>"
        f"<minutesnonemptyhtmlbody>{escape(item.minutes)}</minutesnonemptyhtmlbody>{item.more}</agendaitem>"
        for item in meeting.items
    )
    return _whole(
        f"<meeting><meetingid>{meeting.key}</meetingid><meetingdate>{meeting.day:%d/%m/%Y}</meetingdate>"
        f"<meetinglocation>The Old Mill</meetinglocation><meetingtime>2.00 pm</meetingtime>"
        f"<meetingstatus>{escape(meeting.status)}</meetingstatus><minutepublished>{meeting.published}</minutepublished>"
        f"<agendaitems>{items}</agendaitems>{meeting.more}</meeting>"
    )


def document(title: str, url: str, more: str = "") -> str:
    return (
        f"<linkeddocuments><linkeddoc><title>{escape(title)}</title><url>{escape(url)}</url>"
        f"<attachmentid>9</attachmentid>{more}</linkeddoc></linkeddocuments>"
    )


def _whole(inner: str) -> bytes:
    head, rest = inner.split(">", 1)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{head} xmlns="{NAMESPACE}">{rest}'.encode()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    system: CommitteeSystem

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        operation = parts.path.rpartition("/")[2]
        here = self.system
        here.asked.append(f"{operation}?{parts.query}")
        here.headers.append(dict(self.headers.items()))
        here.at_once += 1
        here.most_at_once = max(here.most_at_once, here.at_once)
        try:
            own = here.behaviour.get(operation) or here.behaviour.get("*")
            if own is None or not own(self, given):
                self._answer(operation, given)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            here.at_once -= 1

    def _answer(self, operation: str, given: dict[str, str]) -> None:
        try:
            body = self.system.answer(operation, given)
        except (KeyError, ValueError):
            self.send(404, b"<html>Not found</html>")
            return
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.system.tags and self.headers.get("If-None-Match") == tag:
            self.send(304, b"", ETag=tag)
        else:
            self.send(200, body, **({"ETag": tag} if self.system.tags else {}))

    def send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if status != 304:
            self.send_header("Content-Type", "text/xml; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def answers(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    """Always this answer."""

    def behave(handler: Handler, given: dict[str, str]) -> bool:
        handler.send(status, body, **headers)
        return True

    return behave


@contextmanager
def running() -> Iterator[CommitteeSystem]:
    """A committee system on a free port of this machine, until the end of the block."""
    system = CommitteeSystem()
    handler = type("HandlerHere", (Handler,), {"system": system})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    system.url = f"http://127.0.0.1:{server.server_address[1]}/democracy"
    try:
        yield system
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
