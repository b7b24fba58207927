"""A page of minutes that was saved from a council's site."""

from __future__ import annotations

from typing import Any

from sightline.ground.lib.documents.html import document_of_html
from sightline.ground.lib.documents.text import document_of_text
from sightline.work.imports.reading import minutes
from sightline.work.imports.reading.memory import EMPTY
from sightline.work.imports.reading.printed_text import printed
from tests.unit.reading.test_minutes_samples import differences


def read(text: str) -> dict[str, Any]:
    return minutes.read(printed(document_of_text(text)), EMPTY)


def resolution(number: str | None, text: str, verb: str | None) -> dict[str, Any]:
    return {"number": number, "text": text, "verb": verb}


def test_a_saved_page_of_a_site() -> None:
    html = (
        "<html><body><div class='mgMainContent'><h1 class='mgMainTitleTxt'>Agenda and "
        "minutes</h1><h2 class='mgSubTitleTxt'>Learning Panel - Monday, 3rd June, 2024 2.00 "
        "pm</h2>"
        "<div class='mgContent'><p><span class='mgLabel'>Venue:</span> The Mill</p><table "
        "class='mgItemTable'><caption>Items</caption><tr><th>No.</th><th>Item</th></tr>"
        "<tr><td class='mgItemNumberCell'><p>1.</p></td><td><p "
        "class='mgAiTitleTxt'>Apologies</p><div class='mgWordPara'><p>Minutes:</p><p>Apologies "
        "were received from Councillor Ivy Oak.</p></div></td></tr>"
        "<tr><td class='mgItemNumberCell'><p>2.</p></td><td><p class='mgAiTitleTxt'>Attendance "
        "<a href='x.pdf'>PDF 20 KB</a></p><p>Minutes:</p><div class='mgWordPara'><p>The Head of "
        "Schools would send members the figures.</p>"
        "<p><b>RESOLVED:</b></p><p>(1) That the report be noted; and</p><p>(2) That officers be "
        "thanked.</p></div></td></tr></table></div></div></body></html>"
    )
    found = minutes.read(printed(document_of_html(html)), EMPTY)
    stated = {
        "body": "Learning Panel",
        "date": "2024-06-03",
        "venue": "The Mill",
        "attendees": {"apologies": ["Councillor Ivy Oak"]},
        "items": [
            {"number": "1", "title": "Apologies"},
            {
                "number": "2",
                "title": "Attendance",
                "commitments": ["The Head of Schools would send members the figures"],
                "resolutions": [
                    resolution("1", "That the report be noted; and", "RESOLVED"),
                    resolution("2", "That officers be thanked.", "RESOLVED"),
                ],
            },
        ],
    }
    assert differences(stated, found) == []
