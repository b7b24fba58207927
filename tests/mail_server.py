"""A mail server for tests: speaks as much SMTP as smtplib asks for, keeps what it takes, and misbehaves when told to."""

from __future__ import annotations

import email
import socket
import socketserver
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from typing import Any


class MailServer(socketserver.ThreadingTCPServer):
    """taken: the mails that were acknowledged or would have been, in order.

    refuse     {address: answer}, "550 No such user"
    answers    what the next mails are answered after their words, instead of 250
    hold_from  from this many mails on, the next mail's words are read and nothing is answered (None: never)
    keeps      whether a mail that is held counts as taken: the server has it, and the sender does not know
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.taken: list[Message] = []
        self.refuse: dict[str, str] = {}
        self.answers: list[str] = []
        self.hold_from: int | None = None
        self.keeps = False
        self.holding, self.go_on = threading.Event(), threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def by_identity(self) -> Counter[str]:
        """How often each Message-ID was taken."""
        return Counter(str(mail["Message-ID"]) for mail in self.taken)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A sender that was killed breaks the line; that is what the tests are about."""


class _Talk(socketserver.StreamRequestHandler):
    server: MailServer

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def handle(self) -> None:
        self._say("220 ready")
        for line in iter(self.rfile.readline, b""):
            verb = line[:4].upper()
            if verb in (b"EHLO", b"HELO"):
                self._say("250 hello")
            elif verb == b"RCPT":
                address = line.decode().partition("<")[2].partition(">")[0]
                self._say(self.server.refuse.get(address, "250 ok"))
            elif verb == b"DATA":
                self._say("354 go on")
                self._data(b"".join(iter(self.rfile.readline, b".\r\n")))
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _data(self, words: bytes) -> None:
        mail, server = email.message_from_bytes(words), self.server
        if server.hold_from is not None and len(server.taken) >= server.hold_from:
            if server.keeps:
                server.taken.append(mail)
            server.holding.set()
            server.go_on.wait(30)
            return
        answer = server.answers.pop(0) if server.answers else "250 taken"
        if answer.startswith("250"):
            server.taken.append(mail)
        self._say(answer)


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A mail server on a port of its own of this machine."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.go_on.set()
            server.shutdown()
            thread.join()


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
