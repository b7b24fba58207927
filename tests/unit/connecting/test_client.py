"""The client against a server on this machine that answers well, badly, slowly, elsewhere, and without end."""

from __future__ import annotations

import socket
import threading
import time

import pytest

from sightline.ground.lib.errors import Refused, Unreadable
from sightline.work.connecting.client import Client, Limits, NotNow
from sightline.work.connecting.rules import place_of
from tests.committee_system import CommitteeSystem, answers, running

QUICK = Limits(seconds=2.0, size=100_000, pause=0.0)


@pytest.fixture
def system():
    with running() as here:
        here.committees = {12: "Learning Panel"}
        yield here


def client(system: CommitteeSystem, **told) -> Client:
    return Client(place_of(system.url), **({"limits": QUICK, "may_be_private": True} | told))


def test_a_question_and_its_answer(system):
    found = client(system).ask("GetCommittees", {"lDays": "0"})
    assert b"Learning Panel" in found.body
    assert not found.unchanged
    assert found.etag
    assert system.asked == ["GetCommittees?lDays=0"]
    told = system.headers[0]
    assert told["User-Agent"].startswith("Sightline/")
    assert "council" in told["User-Agent"]
    assert told["Host"] == system.url.partition("//")[2].partition("/")[0]


def test_an_answer_that_did_not_change_is_not_sent_again(system):
    asker = client(system)
    first = asker.ask("GetCommittees")
    again = asker.ask("GetCommittees", etag=first.etag)
    assert again.unchanged
    assert again.body == b""
    assert system.headers[1]["If-None-Match"] == first.etag
    system.committees[13] = "Audit"
    assert not asker.ask("GetCommittees", etag=first.etag).unchanged


def test_a_304_that_nobody_asked_for_is_no_answer(system):
    system.behaviour["*"] = answers(304)
    with pytest.raises(Unreadable):
        client(system).ask("GetCommittees")


def test_last_modified_is_sent_back(system):
    day = "Mon, 03 Jun 2024 10:00:00 GMT"
    system.behaviour["*"] = answers(200, b"<committees/>", Last_Modified=day)
    found = client(system).ask("GetCommittees")
    assert found.modified == day
    client(system).ask("GetCommittees", modified=found.modified)
    assert system.headers[1]["If-Modified-Since"] == day


def test_a_private_place_is_refused_and_never_connected_to(system):
    for told in (
        {"may_be_private": False},
        {"may_be_private": True, "place": place_of(system.url.replace("127.0.0.1", "inside.example"))},
    ):
        place = told.pop("place", place_of(system.url))
        asker = Client(place, QUICK, resolve=lambda host, port: ["127.0.0.1"], **told)
        with pytest.raises(Refused, match="private network"):
            asker.ask("GetCommittees")
    assert system.asked == []


def test_the_name_is_looked_up_once_and_the_number_that_was_checked_is_used(system):
    """A name server that answers differently the second time changes nothing."""
    looked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        looked.append(host)
        return ["127.0.0.1"] if len(looked) == 1 else ["127.0.0.2"]

    port = int(system.url.rpartition(":")[2].partition("/")[0])
    asker = Client(
        place_of(f"http://localhost:{port}/democracy"), QUICK, may_be_private=True, resolve=resolve
    )
    asker.ask("GetCommittees")
    asker.ask("GetCommittees")
    assert looked == ["localhost"]
    assert [one["Host"] for one in system.headers] == [f"localhost:{port}"] * 2


def test_where_the_first_number_is_not_there_the_next_is_asked(system):
    port = int(system.url.rpartition(":")[2].partition("/")[0])
    place = place_of(f"http://localhost:{port}/democracy")
    asker = Client(place, QUICK, may_be_private=True, resolve=lambda host, port: ["::1", "127.0.0.1"])
    assert asker.ask("GetCommittees").body


def test_a_name_that_is_not_found(system):
    def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(NotNow, match="could not be found"):
        client(system, resolve=resolve).ask("GetCommittees")


@pytest.mark.parametrize(
    "to",
    ["http://elsewhere.example/x", "https://127.0.0.1/x", "//elsewhere.example/x", "http://127.0.0.1:1/x"],
)
def test_a_redirect_elsewhere_is_not_followed(system, to):
    system.behaviour["GetCommittees"] = answers(302, Location=to)
    with pytest.raises(Refused, match="only the address that was set is ever asked"):
        client(system).ask("GetCommittees")
    assert len(system.asked) == 1


@pytest.mark.parametrize("to", ["", "file:///etc/passwd", "javascript:alert(1)", "http://[x/"])
def test_a_redirect_to_what_is_no_address(system, to):
    system.behaviour["GetCommittees"] = answers(301, Location=to)
    with pytest.raises(Unreadable, match="an address that is none"):
        client(system).ask("GetCommittees")


def test_a_redirect_on_the_same_host_is_followed_but_not_in_a_circle(system):
    system.behaviour["GetCommittees"] = answers(
        302, Location="/democracy/mgWebService.asmx/GetCommittees2?x=1"
    )
    system.behaviour["GetCommittees2"] = answers(200, b"<committees/>")
    assert client(system).ask("GetCommittees").body == b"<committees/>"
    assert system.asked[-1] == "GetCommittees2?x=1"
    system.behaviour["GetCommittees2"] = answers(302, Location="GetCommittees2?x=1")
    with pytest.raises(Unreadable, match="circle"):
        client(system).ask("GetCommittees")


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_system_that_is_busy_is_asked_another_time(system, status):
    system.behaviour["*"] = answers(status, b"<html>Runtime Error</html>")
    with pytest.raises(NotNow, match="asked again next time"):
        client(system).ask("GetCommittees")


@pytest.mark.parametrize(
    ("status", "words"), [(404, "Check the address"), (403, "does not let us in"), (410, "no answer")]
)
def test_a_system_that_does_not_want_to_be_asked(system, status, words):
    system.behaviour["*"] = answers(status)
    with pytest.raises(Unreadable, match=words):
        client(system).ask("GetCommittees")


def test_an_answer_that_is_packed_though_nobody_asked_for_it(system):
    system.behaviour["*"] = answers(200, b"\x1f\x8b", Content_Encoding="gzip")
    with pytest.raises(Unreadable, match="packed"):
        client(system).ask("GetCommittees")


def test_a_huge_answer_is_refused_by_its_stated_size(system):
    system.behaviour["*"] = answers(200, b"x" * 200_000)
    with pytest.raises(Unreadable, match="more than"):
        client(system).ask("GetCommittees")


def test_a_huge_answer_that_does_not_state_its_size_is_cut_off(system):
    def endless(handler, given):
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for _ in range(10_000):
            handler.wfile.write(b"2000\r\n" + b"x" * 0x2000 + b"\r\n")
        return True

    system.behaviour["*"] = endless
    with pytest.raises(Unreadable, match="more than"):
        client(system).ask("GetCommittees")


@pytest.mark.parametrize("slow_in", ["silence", "headers", "body"])
def test_a_slow_system_is_left_after_the_limit_of_time(system, slow_in):
    done = threading.Event()

    def trickle(handler, given):
        if slow_in == "body":
            handler.send_response(200)
            handler.send_header("Content-Length", "50000")
            handler.end_headers()
        elif slow_in == "headers":
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for count in range(200):
            if done.wait(0.05):
                break
            if slow_in == "headers":
                handler.wfile.write(b"X-%d: y\r\n" % count if count < 80 else b"")
            elif slow_in == "body":
                handler.wfile.write(b"x")
            handler.wfile.flush()
        handler.close_connection = True
        return True

    system.behaviour["*"] = trickle
    begun = time.monotonic()
    with pytest.raises(NotNow, match=r"within 0\.4 seconds"):
        client(system, limits=Limits(0.4, 100_000, 0.0)).ask("GetCommittees")
    done.set()
    assert time.monotonic() - begun < 5


def test_an_answer_that_breaks_off_is_no_answer(system):
    def broken(handler, given):
        handler.send_response(200)
        handler.send_header("Content-Length", "500")
        handler.end_headers()
        handler.wfile.write(b"<committees>")
        handler.close_connection = True
        return True

    system.behaviour["*"] = broken
    with pytest.raises(NotNow, match="broke off"):
        client(system).ask("GetCommittees")


def test_what_does_not_speak_http(system):
    def nonsense(handler, given):
        handler.wfile.write(b"\x00\x01nonsense\r\n\r\n")
        handler.close_connection = True
        return True

    system.behaviour["*"] = nonsense
    with pytest.raises(NotNow, match="could not be reached"):
        client(system).ask("GetCommittees")


def test_nobody_is_there():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    asker = Client(place_of(f"http://127.0.0.1:{port}/"), QUICK, may_be_private=True)
    with pytest.raises(NotNow, match="could not be reached"):
        asker.ask("GetCommittees")


def test_there_is_a_pause_between_questions_and_one_at_a_time(system):
    asker = client(system, limits=Limits(5.0, 100_000, 0.2))
    begun = time.monotonic()
    threads = [threading.Thread(target=asker.ask, args=("GetCommittees",)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.monotonic() - begun >= 0.4
    assert system.most_at_once == 1
    assert asker.asked == 3


def test_proxies_of_the_environment_are_not_used(system, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    assert client(system).ask("GetCommittees").body


def test_https_needs_a_certificate_for_the_name(system):
    asker = Client(place_of(system.url.replace("http:", "https:")), QUICK, may_be_private=True)
    with pytest.raises((NotNow, Unreadable)):
        asker.ask("GetCommittees")
    assert system.asked == []


def test_headers_too_long_to_be_kept_are_not_kept(system):
    system.behaviour["*"] = answers(200, b"<committees/>", ETag='"' + "x" * 400 + '"')
    assert client(system).ask("GetCommittees").etag == ""
