"""The checks that all tests rely on find what they are there to find."""

import socket

import pytest
from django.db import connection
from pytest_socket import SocketConnectBlockedError

from tests.page_checks import page_faults
from tests.statements import at_most_statements

GOOD = """<!DOCTYPE html><html lang="en"><head><title>Plans - Sightline</title></head><body>
<h1><span class="govuk-caption-xl">Children’s services</span> Plans</h1>
<form><label for="q">Search</label><input id="q" name="q" aria-describedby="hint"><p id="hint">A word</p></form>
<script src="/static/app.js"></script></body></html>"""


def test_a_good_page_has_no_faults():
    assert page_faults(GOOD) == ()
    assert page_faults(GOOD.replace("<title>", "<title>Error: ")) == ()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("</p>", "</div>", "not valid HTML"),
        ("<!DOCTYPE html>", "", "not valid HTML"),
        ("<h1>", "<h1>Twice</h1><h1>", "2 h1"),
        ("<title>Plans", "<title>Plan", "does not begin with"),
        ('<p id="hint">', '<p id="q">', "stands 2 times"),
        ('aria-describedby="hint"', 'aria-describedby="hunt"', "no id on the page"),
        ('<label for="q">', '<label for="hint">', "has no label"),
        ("<form>", '<form style="color: red">', "inline attribute style"),
        ("<form>", '<form onsubmit="go()">', "inline attribute onsubmit"),
        ("<form>", '<form action="javascript:go()">', "a action that is a script"),
        ('<script src="/static/app.js">', "<script>go()", "inline script"),
        ("</head>", "<style>p {}</style></head>", "style element"),
    ],
)
def test_a_fault_is_found(old, new, fault):
    assert old in GOOD
    assert any(fault in found for found in page_faults(GOOD.replace(old, new)))


@pytest.mark.django_db
def test_statements_are_counted():
    with at_most_statements(1):
        connection.cursor().execute("SELECT 1")
    with pytest.raises(AssertionError, match="2 statements were sent, at most 1"), at_most_statements(1):
        for question in ("SELECT 1", "SELECT 2"):
            connection.cursor().execute(question)


LONG = ("SELECT 1 -- " + "x" * 20_000, [])
MANY = (f"SELECT 1 WHERE 1 IN ({', '.join(['%s'] * 1001)})", [1] * 1001)


@pytest.mark.django_db
@pytest.mark.parametrize(("sql", "values"), [LONG, MANY], ids=["long", "many values"])
def test_a_huge_statement_is_found(sql, values):
    with (
        pytest.raises(AssertionError, match="too large"),
        at_most_statements(5),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, values)


def test_the_network_is_blocked():
    with pytest.raises((SocketConnectBlockedError, UserWarning), match="A test tried to use socket"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
