"""The words of a promise are corrected where they were taken up wrongly; the old words stay beside the new in its history."""

from __future__ import annotations

from datetime import date

from sightline.domain.governance.wording import cleaned, reason_given
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from ..models import Promise, PromiseStep
from ..promises import rules
from ..promises.words import PROMISE_STATES
from .promises import hold_promise


@command("promises.keep", on="promise")
def correct_promise_words(*, by: Actor, promise: Promise, words: str, reason: str, today: date) -> Promise:
    """Put other words in the place of those that were taken up. What stands in the paper or the minutes is not changed by this.

    Raises Refused without words or a reason, for words that are the same, and once it is discharged or cancelled.
    """
    held = hold_promise(promise)
    rules.check_standing(held.number, held.state, PROMISE_STATES[held.state])
    reason = reason_given(reason, "its words are corrected")
    if not words.strip():
        raise Refused(
            "Enter the words of the promise. Nothing was changed.", rule="promises.words", field="words"
        )
    old, new = held.words, cleaned(Promise, words=words)["words"]
    if new == old:
        raise Refused("The words are as they were. Nothing was changed.", field="words")
    held.words = new
    held.save(update_fields=["words"])
    PromiseStep.objects.create(
        promise=held, kind="stated", on=today, old=old, new=new, reason=reason, by_name=by.name[:200]
    )
    record(held, "promise words corrected", number=held.number, old=old, new=new, reason=reason)
    return held
