"""The address of a list with its filters, sorting and page."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict


def link_with(query: QueryDict, *, without: tuple[str, str] | None = None, **changes: object) -> str:
    """The query of this page with some parts changed: `link_with(request.GET, page=2)` -> "?theme=3&page=2".

    None takes a part away; `without` takes one of several values away: ("theme", "3"). A page number is dropped
    whenever another part changes, since page 7 of another list means nothing.
    """
    changed = query.copy()
    if "page" not in changes:
        changed.pop("page", None)
    if without:
        name, value = without
        changed.setlist(name, [each for each in changed.getlist(name) if each != value])
    for name, new in changes.items():
        changed.pop(name, None)
        if new is not None:
            changed[name] = str(new)
    return "?" + changed.urlencode()


def kept(query: QueryDict, but: Iterable[str]) -> list[tuple[str, str]]:
    """What a GET form must carry along as hidden values: everything but the names that it asks for itself, and the page.

    A name stands for its parts too: "due" for due-day, due-month and due-year.
    """
    own = {*but, "page"}
    return [
        (name, value)
        for name, values in query.lists()
        if name not in own and name.rpartition("-")[0] not in own
        for value in values
    ]
