"""What holds of minutes: written freely until members have them, then corrected by quoting, approved once, locked. No Django."""

from __future__ import annotations

from datetime import date

from sightline.ground.lib.errors import Refused

NOTHING = "Nothing was changed."


def check_can_write(minutes: str, versions: int) -> None:
    """Refuse to write freely where the minutes are not begun, or where members have a draft already."""
    if minutes != "draft":
        refuse(f"The minutes are not begun yet. {NOTHING} Draft them first.", "minutes-begun")
    if versions:
        refuse(
            f"A draft was circulated, so its words are corrected with a quotation. {NOTHING} Use “Correct the draft”.",
            "circulated-draft-is-corrected",
        )


def corrected(text: str, old: str, new: str) -> str:
    """The words of a draft with a correction in them. Refused unless the quoted words stand there exactly once."""
    found = text.count(old) if old.strip() else 0
    if not old.strip():
        refuse(
            f"Quote the words that are wrong. {NOTHING} Copy them exactly as they stand.", "correction-quotes"
        )
    if not found:
        refuse(
            f"The quoted words do not stand in the minutes of this item. {NOTHING} Copy them exactly as they stand.",
            "correction-quotes",
        )
    if found > 1:
        refuse(
            f"The quoted words stand there {found} times. {NOTHING} Quote more of the sentence, so that it is clear which.",
            "correction-quotes",
        )
    return text.replace(old, new)


def check_quotes(old: str, new: str, reason: str, text: str) -> None:
    """Refuse a correction of approved minutes that does not quote them, changes nothing, or gives no reason."""
    if not old.strip() or old not in text:
        raise Refused(
            f"The quoted words do not stand there. {NOTHING} Copy them exactly as they stand in the minutes.",
            rule="meetings.correction-quotes",
            field="old",
        )
    if old.strip() == new.strip():
        raise Refused(
            f"The new words are the old ones. {NOTHING}", rule="meetings.correction-quotes", field="new"
        )
    if not reason.strip():
        raise Refused(
            f"Say why the minutes are corrected. {NOTHING}", rule="meetings.reasons-travel", field="reason"
        )


def check_can_approve(minutes: str, versions: int, on: date, at: date, called: str) -> None:
    """Refuse to approve minutes that were never circulated, are approved already, or are of a later meeting."""
    if minutes == "approved":
        refuse(f"The minutes of {called} are approved already. {NOTHING}", "approved-once")
    if not versions:
        refuse(
            f"The minutes of {called} have not been circulated. {NOTHING} Save a draft for the members first.",
            "circulated-first",
        )
    if at <= on:
        refuse(f"The minutes of {called} are approved at a later meeting. {NOTHING}", "approved-later")


def refuse(sentence: str, rule: str) -> None:
    raise Refused(sentence, rule=f"meetings.{rule}")
