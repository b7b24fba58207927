"""Two people at one form: what a page showed travels with it, and a save over what changed meanwhile is refused."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sightline.ground.lib.errors import Refused
from sightline.ground.ui.forms import GovukForm, Hidden

NAME = "seen"


def not_over_others(form: GovukForm, shown: Any) -> None:
    """Let the form carry a fingerprint of what it shows (plain values), and refuse it where that is no longer so.

    Call it before the form is asked whether it is valid. A form that was sent without the fingerprint is taken as it is.
    """
    now = fingerprint(shown)
    form.fields[NAME] = Hidden(required=False, initial=now)
    if not form.is_bound:
        return
    if (
        form.errors is not None
    ):  # cleans the form, so that the fingerprint is none of the values that are saved
        form.cleaned_data.pop(NAME, None)
    sent = form.data.get(form.add_prefix(NAME))
    if sent and sent != now:
        form.refuse(
            Refused(
                "Somebody else changed this after you opened the page. Nothing was saved. Copy what you wrote, open the "
                "page again, and make your change there.",
                rule="plans.save-over-what-you-saw",
            )
        )


def fingerprint(shown: Any) -> str:
    """Differs when any of the values does."""
    text = json.dumps(shown, default=str, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:20]
