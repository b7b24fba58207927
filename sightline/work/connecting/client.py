"""Asking the committee system over the web: one request at a time, with a pause, limits, and to the address that was set only.

The name of the host is resolved once, every number that it stands for is looked at, and the connection goes to the very number
that was looked at: a name server that answers differently the next time changes nothing. Proxies of the environment are not used.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin, urlsplit

from sightline.ground.lib.errors import Refused, Unreadable

from . import rules
from .rules import Place
from .service_xml import LARGEST

AGENT = "Sightline/1 (reads published minutes for the council that runs it; one request at a time)"
AGAIN = "Nothing was read; it is asked again next time."
MOST_REDIRECTS = 3
CHUNK = 64 * 1024
_BUSY = (429, 502, 503, 504)


class NotNow(Exception):
    """The system did not answer, or not in time; it may the next time. sentence: what happened."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Limits:
    """seconds: for one answer as a whole; size: bytes of one answer; pause: seconds between the end of one and the next request."""

    seconds: float = 30.0
    size: int = LARGEST
    pause: float = 1.0


@dataclass(frozen=True)
class Fetched:
    """An answer. body: b"" where the system says that nothing changed since (`unchanged`)."""

    body: bytes
    unchanged: bool = False
    etag: str = ""
    modified: str = ""


@dataclass
class Client:
    """Asks one place. may_be_private: tests may ask a number or localhost of their own; see rules.may_be_private."""

    place: Place
    limits: Limits = field(default_factory=Limits)
    may_be_private: bool = False
    agent: str = AGENT
    resolve: Callable[[str, int], list[str]] | None = None
    asked: int = 0
    _free_at: float = 0.0
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _numbers: list[str] = field(default_factory=list)

    def ask(
        self, operation: str, asked: Mapping[str, str] | None = None, *, etag: str = "", modified: str = ""
    ) -> Fetched:
        """The answer to an operation ("GetMeetings"). etag, modified: of the answer that is held, to be told "unchanged".

        Raises NotNow (try later), Refused (an address or redirect that is not allowed), Unreadable (an unusable answer).
        """
        query = f"?{urlencode(asked)}" if asked else ""
        target = f"{self.place.path}/{operation}{query}"
        held = {"If-None-Match": etag, "If-Modified-Since": modified}
        with self._turn:
            for _ in range(MOST_REDIRECTS + 1):
                answer = self._request(target, {name: value for name, value in held.items() if value})
                if isinstance(answer, Fetched):
                    return answer
                target = answer
        raise Unreadable(
            f"{self.place.host} sends us in a circle from one address to the next. Nothing was read."
        )

    def _request(self, target: str, headers: Mapping[str, str]) -> Fetched | str:
        """One request, after the pause: an answer, or the path to which the same host sends us on."""
        time.sleep(max(0.0, self._free_at - time.monotonic()))
        self.asked += 1
        connection = self._connection()
        cut = threading.Event()
        watch = threading.Timer(self.limits.seconds, _cut_off, (connection, cut))
        watch.daemon = True
        watch.start()
        try:
            return self._exchange(connection, target, headers, cut)
        except ssl.SSLCertVerificationError as error:
            raise Unreadable(
                f"The certificate of {self.place.host} could not be verified, so it was not asked. Nothing was read."
            ) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            if cut.is_set() or isinstance(error, TimeoutError):
                raise NotNow(
                    f"{self.place.host} did not answer within {self.limits.seconds:g} seconds. {AGAIN}"
                ) from error
            raise NotNow(
                f"{self.place.host} could not be reached, or broke off in the middle. {AGAIN}"
            ) from error
        finally:
            watch.cancel()
            connection.close()
            self._free_at = time.monotonic() + self.limits.pause

    def _exchange(
        self, connection: Line, target: str, headers: Mapping[str, str], cut: threading.Event
    ) -> Fetched | str:
        connection.connect()
        if cut.is_set():
            raise TimeoutError
        connection.request(
            "GET",
            target,
            headers={
                "User-Agent": self.agent, "Accept": "text/xml, application/xml", "Accept-Encoding": "identity",
                "Connection": "close", **headers,
            },
        )  # fmt: skip
        response = connection.getresponse()
        if response.status == 304 and headers:
            return Fetched(
                b"",
                unchanged=True,
                etag=_header(response, "ETag"),
                modified=_header(response, "Last-Modified"),
            )
        if response.status in (301, 302, 303, 307, 308):
            return self._sent_on(target, _header(response, "Location"))
        self._check_status(response)
        body = self._read(response, cut)
        return Fetched(body, etag=_header(response, "ETag"), modified=_header(response, "Last-Modified"))

    def _sent_on(self, target: str, location: str) -> str:
        """The path on this very host to which an answer sends us. Raises Refused for any other place."""
        here = Place(self.place.scheme, self.place.host, self.place.port, "")
        try:
            parts = urlsplit(urljoin(f"{here.address}{target}", location))
            scheme, host = parts.scheme.lower(), (parts.hostname or "").lower()
            port = parts.port or {"http": 80, "https": 443}.get(scheme, 0)
        except ValueError:
            raise Unreadable(
                f"{here.host} sends us on to an address that is none. Nothing was read."
            ) from None
        if not location or scheme not in ("http", "https"):
            raise Unreadable(f"{here.host} sends us on to an address that is none. Nothing was read.")
        rules.check_same_origin(here, Place(scheme, host, port, ""))
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    def _check_status(self, response: http.client.HTTPResponse) -> None:
        """Raises NotNow for a system that is busy or broken, Unreadable for one that will not answer this."""
        host, status = self.place.host, response.status
        if status == 200:
            encoding = _header(response, "Content-Encoding").lower()
            if encoding not in ("", "identity"):
                raise Unreadable(
                    f"{host} answers packed ({encoding[:20]}), which was not asked for. Nothing was read."
                )
        elif status in _BUSY or status >= 500:
            raise NotNow(
                f"{host} answered that something is wrong on its side ({status}). It is asked again next time."
            )
        elif status in (401, 403):
            raise Unreadable(
                f"{host} does not let us in ({status}). Ask those who run it whether its web service may be read."
            )
        elif status == 404:
            raise Unreadable(f"{host} has no web service at this address (404). Check the address.")
        else:
            raise Unreadable(
                f"{host} answered with {status}, which is no answer of its web service. Nothing was read."
            )

    def _read(self, response: http.client.HTTPResponse, cut: threading.Event) -> bytes:
        """The body, of which never more than the limit is held. Raises Unreadable for a larger one."""
        stated = _header(response, "Content-Length")
        if stated.isdecimal() and int(stated[:18]) > self.limits.size:
            raise self._too_large()
        parts, size = [], 0
        while part := response.read1(CHUNK):
            size += len(part)
            if size > self.limits.size:
                raise self._too_large()
            parts.append(part)
        if cut.is_set() or (stated.isdecimal() and size < int(stated[:18])):
            raise http.client.IncompleteRead(b"")
        return b"".join(parts)

    def _too_large(self) -> Unreadable:
        return Unreadable(
            f"{self.place.host} answered with more than {self.limits.size / (1024 * 1024):g} MB. Nothing of it was read."
        )

    def _connection(self) -> Line:
        """A connection to numbers that were looked at. Raises Refused, or NotNow where the name cannot be resolved."""
        numbers = self._numbers = self._numbers or self._looked_up()
        if self.place.scheme == "https":
            return _SafeConnection(self.place, numbers, self.limits.seconds)
        return _PlainConnection(self.place, numbers, self.limits.seconds)

    def _looked_up(self) -> list[str]:
        try:
            numbers = (self.resolve or numbers_of)(self.place.host, self.place.port)
        except OSError as error:
            raise NotNow(
                f"The name {self.place.host} could not be found just now. Nothing was asked; it is asked again next time."
            ) from error
        rules.check_numbers(self.place.host, numbers, self.may_be_private)
        return numbers


def numbers_of(host: str, port: int) -> list[str]:
    """All IP addresses that a name stands for. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


class _PlainConnection(http.client.HTTPConnection):
    """To a number that was looked at, the first of them that answers; the Host header says the name."""

    def __init__(self, place: Place, numbers: list[str], seconds: float) -> None:
        super().__init__(place.host, place.port, timeout=seconds)
        self.numbers = numbers
        self.line: socket.socket | None = None  # kept: http.client lets go of its own before the body is read

    def connect(self) -> None:
        self.line = self.sock = _to_first(self.numbers, self.port, self.timeout)


class _SafeConnection(http.client.HTTPSConnection):
    """The same, encrypted; the certificate must be one for the name."""

    def __init__(self, place: Place, numbers: list[str], seconds: float) -> None:
        self.trusted = ssl.create_default_context()
        super().__init__(place.host, place.port, timeout=seconds, context=self.trusted)
        self.numbers = numbers
        self.line: socket.socket | None = None

    def connect(self) -> None:
        plain = _to_first(self.numbers, self.port, self.timeout)
        try:
            safe = self.trusted.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        except BaseException:
            plain.close()
            raise
        self.line = self.sock = safe
        safe.do_handshake()


def _to_first(numbers: list[str], port: int, seconds: float | None) -> socket.socket:
    """Connected to the first number that takes us. Raises OSError where none does."""
    for number in numbers[:-1]:
        try:
            return socket.create_connection((number, port), seconds)
        except TimeoutError:
            raise
        except OSError:
            continue
    return socket.create_connection((numbers[-1], port), seconds)


def _cut_off(connection: Line, cut: threading.Event) -> None:
    """End an exchange that takes too long, however slowly bytes still trickle in."""
    cut.set()
    if connection.line is not None:
        try:
            connection.line.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


Line = _PlainConnection | _SafeConnection


def _header(response: http.client.HTTPResponse, name: str) -> str:
    """A header in one line of at most 300 letters, so that it can be kept and sent back."""
    value = response.getheader(name) or ""
    return value.strip() if len(value) <= 300 and value.isprintable() and value.isascii() else ""


__all__ = ["AGENT", "Client", "Fetched", "Limits", "NotNow", "Refused", "numbers_of"]
