"""How a body words its resolutions, and its standard phrases: data of the body that a clerk sets."""

from __future__ import annotations

from django.utils import timezone

from sightline.domain.governance.models import Body
from sightline.domain.governance.wording import cleaned
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from ..meeting_words import ITEM_KINDS, RESULTS
from ..models import BodyPhrase, BodyStyle
from ..style_rules import check_style


@command("meetings.keep", on="body")
def set_style(*, by: Actor, body: Body, opening: str, numbering: str) -> BodyStyle:
    """Say how minutes print the body's resolutions from now on. Minutes that members have had stay as they are.

    opening "": no style of its own, the words stand as they are recorded.
    """
    check_style(opening, numbering)
    texts = cleaned(BodyStyle, opening=opening)
    held = BodyStyle.objects.filter(body=body).first()
    old = (held.opening, held.numbering) if held else ("", "")
    if old == (texts["opening"], numbering):
        raise Refused("That is the style that stands. Nothing was changed.")
    made, _ = BodyStyle.objects.update_or_create(
        body=body, defaults={"numbering": numbering, "by_name": by.name[:200], **texts}
    )
    record(made, "style of resolutions set", body=body.name, old=list(old), new=[made.opening, numbering])
    return made


@command("meetings.keep", on="body")
def add_phrase(*, by: Actor, body: Body, item_kind: str, result: str, words: str) -> BodyPhrase:
    """Add a standard phrase for the outcomes of the body's items of a kind, "" for every kind."""
    if (item_kind and item_kind not in ITEM_KINDS) or result not in RESULTS:
        raise Refused("Choose for which items it is, and what it records. Nothing was added.", field="result")
    texts = cleaned(BodyPhrase, "words", words=words)
    if BodyPhrase.objects.filter(body=body, item_kind=item_kind, result=result, until=None, **texts).exists():
        raise Refused("The body has that phrase already. Nothing was added.", field="words")
    made = BodyPhrase.objects.create(
        body=body, item_kind=item_kind, result=result, by_name=by.name[:200], **texts
    )
    record(made, "standard phrase added", body=body.name, kind=item_kind, result=result, words=made.words)
    return made


@command("meetings.keep", on="phrase")
def take_phrase_away(*, by: Actor, phrase: BodyPhrase) -> BodyPhrase:
    """Take a standard phrase away. What was recorded with it stays."""
    if phrase.until is not None:
        raise Refused("That phrase was taken away already. Nothing was changed.")
    phrase.until = timezone.now()
    phrase.save(update_fields=["until"])
    record(phrase, "standard phrase taken away", body=phrase.body.name, words=phrase.words)
    return phrase
