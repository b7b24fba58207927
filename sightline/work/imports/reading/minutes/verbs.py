"""The verbs that bring in resolutions, in all the forms that councils print."""

from __future__ import annotations

import re

from sightline.work.imports.reading.memory import Memory
from sightline.work.imports.reading.minutes import words

ADVERB = r"(?:(?:unanimously|then|further|also|therefore|accordingly|subsequently|hereby|duly|formally|UNANIMOUSLY|,)\s*)*"


_STRONG = (
    r"(?:(?:unanimously\s+)?(?:RESOLVED|Resolved|RESOLUTIONS?|Resolutions?|RESOLVES|DECIDED|Decided)"
    r"(?:\s+(?:to RECOMMEND|to recommend|and RECOMMENDED|and recommended|unanimously|UNANIMOUSLY|"
    r"to AGREE|by (?:a )?(?:majority|general consent)(?: vote)?|nem(?:ine)?\.? con\.?))?"
    r"|To recommend (?:to )?(?:the )?(?:Full )?(?:Council|Cabinet|Executive|Board|Committee)(?=\s*[:\-–—])"
    r"|UNANIMOUSLY (?:RESOLVED|AGREED)|Unanimously (?:resolved|agreed)"
    r"|(?:AGREED|Agreed|RECOMMENDED|Recommended|RECOMMENDATIONS?|APPROVED|ENDORSED|NOTED|"
    r"DECISIONS?|Decisions? made|Decisions?|Outcomes?|OUTCOMES?|"
    r"CARRIED|ORDERED|Ordered)(?:\s+(?:unanimously|UNANIMOUSLY|ACTIONS?|to (?:the )?(?:Council|"
    r"Cabinet|Executive)|TO (?:THE )?(?:COUNCIL|CABINET|EXECUTIVE)))?)"
)


IT_WAS = (
    rf"(?:(?:and\s+)?(?:It|it|IT)\s+(?:was|WAS)\s+{ADVERB}(?:RESOLVED|resolved|Resolved|AGREED|"
    rf"agreed|Agreed|DECIDED|decided|RECOMMENDED|recommended))"
)


BODY_VERB = (
    rf"(?:{words.SUBJECT}\s+{ADVERB}(?:agreed|AGREED|Agreed|resolved|RESOLVED|Resolved|decided|"
    rf"DECIDED|RECOMMENDED|NOTED|APPROVED|ENDORSED|AGREES|agrees|RESOLVES)"
    r"(?:\s+(?:the recommendations?(?: as)?[^:.]{0,60}|to recommend[^:.]{0,60}|unanimously))?)"
)


HEAD = re.compile(rf"^(?:{_STRONG}|{IT_WAS}|{BODY_VERB})(?=[\s:;,.\-–—(]|$|That\b|THAT\b)")


_FOLLOWS = re.compile(
    r"^\s*(?:,(?=\s+that\b))?(?:[,]?\s*(?:as follows|the following|namely|accordingly))?\s*(?P<stop>[:;.\-–—]*)\s*",
    re.IGNORECASE,
)


OUTCOME = re.compile(
    r"\b(?:be|not be|also be)\s+(?:\w+ly\s+)?(?:\w+ed\b|\w+en\b|taken|given|made|brought|held|"
    r"sent|put|set|written|a\b|the\b|as\b|in\b|on\b|to\b)|^to\s+[a-z]+|^that [^.]{3,200}\b(?:be|"
    r"receive|write|continue|come|"
    r"note|notes|agree|agrees|approve|approves|endorse|endorses|request|requests|support|"
    r"supports|attend|consider|recommend|recommends|thank|thanks|invite)\b",
    re.IGNORECASE,
)


def match_head(text: str, memory: Memory) -> tuple[str, str] | None:
    """(verb as printed, the words behind it) where a text begins with a verb that brings in resolutions."""
    taught = _taught(text, memory)
    if taught is not None:
        return taught
    found = HEAD.match(text)
    if not found:
        return None
    verb, rest = found.group().strip(), text[found.end() :]
    if memory.verb(verb) is False:
        return None
    stop = _FOLLOWS.match(rest)
    marked = bool(stop and stop["stop"].strip("."))
    behind = rest[stop.end() :] if stop else rest
    bracket = re.match(
        r"^\s*\((?:unanimous\w*|by \w+ votes? .{0,40}|to council|to cabinet|\w+ voting .{0,40})\)\s*[:\-–—]*\s*",
        behind,
        re.IGNORECASE,
    )
    if bracket:
        marked, behind = True, behind[bracket.end() :]
    if stop and stop.group().strip(" .:;-–—,"):
        verb = f"{verb}{rest[: stop.end()].rstrip(' .:;-–—')}"
    word = verb.split()[0].casefold() if verb.split() else ""
    lone = word in (
        "agreed",
        "recommended",
        "noted",
        "decision",
        "decisions",
        "outcome",
        "outcomes",
        "approved",
        "endorsed",
        "resolution",
        "resolutions",
        "recommendation",
        "recommendations",
        "carried",
        "ordered",
        "decided",
    )
    if (
        lone
        and not marked
        and behind
        and not re.match(r"(?:that|to|unanimously|the)\b|\(|\d[.)]", behind, re.IGNORECASE)
    ):
        return None
    if (
        not lone
        and not marked
        and behind
        and not re.match(
            r"(?:that|to|not to|the recommendations?|as)\b|\(\w{1,4}\)|\d{1,2}[.)]|[a-z]\)",
            behind,
            re.IGNORECASE,
        )
    ):
        return None
    if stop and stop["stop"] == "." and behind and not verb.isupper():
        return None
    ended = re.match(r"^(.*?)\s+(?P<last>to|that|To|That)$", verb)
    if ended and marked and not behind:
        return verb, ""
    if not marked and re.fullmatch(r"(?:that|to)[\s:\-–—]+", behind, re.IGNORECASE):
        return f"{verb} {behind.rstrip(' :-–—')}", ""
    return verb, behind.strip()


def _taught(text: str, memory: Memory) -> tuple[str, str] | None:
    """A verb that the council taught."""
    if not memory.verbs:
        return None
    for end in [
        found.start() for found in re.finditer(r"[:\-–—]|\b(?:that|to)\b", text[:120], re.IGNORECASE)
    ]:
        verb = text[:end].strip()
        if verb and memory.verb(verb):
            return verb, text[end:].strip().lstrip(":-–— ")
    return (text.strip(" :-–—"), "") if memory.verb(text.strip(" :-–—")) else None
