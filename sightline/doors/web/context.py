"""What every page has: whose it is, where it can lead, who is reading. Templates see it as `page`; the name is taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from sightline.domain.governance import queries
from sightline.ground.ui.colours import style_version


@dataclass(frozen=True)
class Link:
    """A link of the navigation. It is shown when its address exists and the reader holds one of `rights` (or none is asked).

    address  the name of the view, as in urls.py
    within   the beginnings of addresses that count as being there; the link's own address always does
    """

    text: str
    address: str
    rights: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


MAIN = (
    Link("My work", "home"),
    Link("Plan", "plans", ("plans.see",)),
    Link("Meetings", "meetings", ("meetings.see", "papers.see"), ("/papers/", "/decisions/", "/promises/")),
    Link("Performance", "performance", ("indicators.see",)),
    Link("Risks", "risks", ("risks.see",)),
    Link("Reports", "reports", ("reports.see",)),
    Link("Inspections", "inspections", ("inspections.see",), ("/strategies/", "/interventions", "/journey")),
)
MORE = (
    Link("Bodies and people", "bodies", ("governance.see",), ("/bodies/", "/people/", "/posts/")),
    Link("Evidence", "evidence", ("evidence.see",), ("/practice-audits/", "/visit/")),
    Link("Imports", "imports", ("imports.read",)),
    Link("Asking for updates", "update-links", ("notices.manage",)),
    Link("Outbox", "outbox", ("notices.manage",)),
    Link("Background work", "jobs", ("jobs.see",)),
    Link("Users", "users", ("accounts.manage",)),
    Link("Settings", "settings", ("settings.edit",)),
    Link("Audit", "audit", ("audit.see",)),
    Link("Components", "gallery", ("settings.edit",)),
)


@dataclass(frozen=True)
class Here:
    """A link as this reader sees it on this page."""

    text: str
    href: str
    active: bool

    @property
    def item(self) -> dict[str, Any]:
        """As govukServiceNavigation wants it."""
        return {"text": self.text, "href": self.href, "active": self.active}


@dataclass(frozen=True)
class Page:
    """council    the council's name, colours and whether it is fictional (governance.Council, or its defaults)
    style      the part of council.css's address that changes with the colours
    links      the main navigation; `more` stands under "More"
    user       who is signed in, or None
    """

    council: Any
    style: str
    links: tuple[Here, ...]
    more: tuple[Here, ...]
    user: Any


def page(request: HttpRequest) -> dict[str, Page]:
    """The context processor. It reads the council once and the reader's grants once, and nothing else."""
    council = queries.council()
    user = request.user if getattr(request, "user", None) and request.user.is_authenticated else None
    return {
        "page": Page(
            council=council,
            style=style_version(council.colour_main, council.colour_accent),
            links=tuple(_shown(MAIN, user, request.path)),
            more=tuple(_shown(MORE, user, request.path)),
            user=user,
        )
    }


def _shown(links: Iterable[Link], user: Any, path: str) -> Iterable[Here]:
    """The links that exist and that the reader may follow; a stranger gets none."""
    if user is None:
        return
    for link in links:
        if link.rights and not any(user.may_anywhere(right) for right in link.rights):
            continue
        try:
            href = reverse(link.address)
        except NoReverseMatch:  # the subject is not built yet
            continue
        yield Here(link.text, href, path.startswith((href, *link.within)))
