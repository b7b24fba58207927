"""Which addresses are taken, and which numbers of the net are ever connected to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from sightline.ground.lib.errors import Refused
from sightline.work.connecting import rules


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://democracy.northmere.example", "https://democracy.northmere.example/mgWebService.asmx"),
        ("https://democracy.northmere.example/", "https://democracy.northmere.example/mgWebService.asmx"),
        (" HTTPS://Democracy.Northmere.Example/mgWebService.asmx ", "https://democracy.northmere.example/mgWebService.asmx"),
        ("http://northmere.example:8080/democracy/", "http://northmere.example:8080/democracy/mgWebService.asmx"),
        ("https://northmere.example:443/MGWEBSERVICE.ASMX", "https://northmere.example/MGWEBSERVICE.ASMX"),
    ],
)  # fmt: skip
def test_addresses_are_taken(given, address):
    assert rules.place_of(given).address == address


@pytest.mark.parametrize(
    "given",
    [
        "",
        "democracy.northmere.example",
        "ftp://northmere.example/",
        "file:///etc/passwd",
        "https://",
        "https://name:word@northmere.example/",
        "https://northmere.example/?x=1",
        "https://northmere.example/#x",
        "https://north mere.example/",
        "https://northmere.example\\@elsewhere.example/",
        "https://northmere.example:99999/",
        "https://northmere.example/ieListMeetings.aspx",
        "https://[::1/",
        "https://" + "a" * 80 + ".example/",
        "https://northmere.example/\r\nHost:x",
    ],
)
def test_what_is_no_address_is_refused_and_says_that_nothing_was_saved(given):
    with pytest.raises(Refused) as refused:
        rules.place_of(given)
    assert refused.value.sentence.endswith("The address was not saved.")
    assert refused.value.field == "address"


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
        "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "nonsense", "",
    ],
)  # fmt: skip
def test_numbers_that_are_not_of_the_public_web(number):
    assert not rules.is_public(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8"])
def test_numbers_of_the_public_web(number):
    assert rules.is_public(number)


def test_one_private_number_among_public_ones_is_enough_to_refuse():
    with pytest.raises(Refused, match="private network"):
        rules.check_numbers("northmere.example", ["8.8.8.8", "10.0.0.1"], allowed=True)
    rules.check_numbers("northmere.example", ["8.8.8.8", "9.9.9.9"], allowed=False)
    with pytest.raises(Refused, match="no name server"):
        rules.check_numbers("northmere.example", [], allowed=True)


def test_only_a_number_or_localhost_may_be_private_and_only_where_it_is_allowed():
    for host, number in (("127.0.0.1", "127.0.0.1"), ("localhost", "127.0.0.1"), ("::1", "::1")):
        rules.check_numbers(host, [number], allowed=True)
        with pytest.raises(Refused):
            rules.check_numbers(host, [number], allowed=False)
    with pytest.raises(Refused):
        rules.check_numbers("inside.northmere.example", ["127.0.0.1"], allowed=True)
    with pytest.raises(Refused):
        rules.check_numbers("2130706433", ["127.0.0.1"], allowed=True)


def test_a_redirect_keeps_to_scheme_host_and_port():
    here = rules.place_of("https://northmere.example/")
    rules.check_same_origin(here, rules.Place("https", "northmere.example", 443, "/other"))
    for other in (
        rules.Place("http", "northmere.example", 80, ""),
        rules.Place("https", "elsewhere.example", 443, ""),
        rules.Place("https", "northmere.example", 8443, ""),
    ):
        with pytest.raises(Refused, match="only the address that was set"):
            rules.check_same_origin(here, other)


def test_the_range_is_filtered_by_ourselves():
    first, last = rules.range_of(date(2024, 6, 3), 30, 10)
    assert (first, last) == (date(2024, 5, 4), date(2024, 6, 13))
    assert rules.within(first, first, last)
    assert rules.within(last, first, last)
    assert not rules.within(last + timedelta(days=1), first, last)
    assert not rules.within(first - timedelta(days=1), first, last)
    assert not rules.within(None, first, last)


@pytest.mark.parametrize(
    ("back", "ahead"), [(-1, 0), (0, -1), (rules.MOST_DAYS + 1, 0), (0, rules.MOST_DAYS + 1)]
)
def test_a_range_that_is_none_is_refused(back, ahead):
    with pytest.raises(Refused, match="Nothing was changed"):
        rules.check_range(back, ahead)


def test_when_a_meeting_is_asked_about_again():
    now = datetime(2024, 6, 3, 3, tzinfo=UTC)
    lately, long_ago = now - timedelta(days=6), now - timedelta(days=7)
    asks = rules.wants_asking
    assert asks(settled=False, changed=False, asked_at=lately, now=now)
    assert asks(settled=True, changed=True, asked_at=lately, now=now)
    assert asks(settled=True, changed=False, asked_at=long_ago, now=now)
    assert asks(settled=True, changed=False, asked_at=None, now=now)
    assert not asks(settled=True, changed=False, asked_at=lately, now=now)


@pytest.mark.parametrize(
    ("status", "off"),
    [("Cancelled", True), ("CANCELLED; moved", True), ("Confirmed; Budget Council", False), (None, False)],
)
def test_meetings_that_were_called_off(status, off):
    assert rules.was_called_off(status) is off
