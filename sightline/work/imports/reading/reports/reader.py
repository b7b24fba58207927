"""A committee report, understood: the facts of its head, its recommendations, answers, considerations and appendices."""

from __future__ import annotations

import re
from typing import Any

from sightline.work.imports.reading.memory import Memory
from sightline.work.imports.reading.printed_text import Printed
from sightline.work.imports.reading.reports import appendices, head, labels, packs, questions, recommendations
from sightline.work.imports.reading.reports.account import Account
from sightline.work.imports.reading.reports.pieces import Piece, pieces_of
from sightline.work.imports.reading.reports.sections import (
    Parts,
    Section,
    head_end,
    parts_of_head,
    sections_of,
)
from sightline.work.imports.reading.reports.vocabulary import CONSIDERATIONS, plain

SHOWN = 400  # characters of a bound-in appendix or of another report that are shown
_THEMES = re.compile(
    r"\b(?:themes|workstreams|work streams|strands|pillars)\b[^.]{0,60}\b(?:are|include"
    r"|as follows|were|is)\b[^.]{0,30}:$|^(?:the )?(?:\w+ ){0,4}(?:themes|workstreams)\s*:$",
    re.IGNORECASE,
)
_PRIORITY_LEAD = re.compile(
    r"^(?:(?:the )?(?:relevant |main |key )?(?:council|corporate|strategic)?(?:'s"
    r"|’s)? ?(?:plan )?(?:priority|priorities|objectives?|aims?|outcomes?|themes?)|(?:this"
    r"|the) (?:report|proposal|recommendation|item|update|plan|work)s?"
    r"|it)\b[^:]{0,140}:\s*(?P<rest>.*)$|^(?:the )?relevant (?:council|corporate"
    r"|strategic)?(?:'s|’s)? ?(?:plan )?priorit(?:y|ies) (?:is|are)(?: as follows)?$",
    re.IGNORECASE | re.DOTALL,
)
_POSITION = re.compile(r"^(?:position|job title|post|title)\s*:\s*(?P<post>\S.*)$", re.IGNORECASE)
_NON_KEY = re.compile(r"^non[- ]?key(?: decision)?$|^not (?:a )?key(?: decision)?$", re.IGNORECASE)
_NOTHING = re.compile(r"^(?:none|n/?a|not applicable|nil)\.?$", re.IGNORECASE)


def read(paper: Printed, memory: Memory) -> dict[str, Any]:
    """The keys of the read contract for a report (without file, sha256, pages, error), and more of our own:

    other_considerations  [{heading, text}]: considerations that have no key in the contract
    other_sections        [{heading, text, page}]: background and every part whose heading has no key; heading None where it is lost
    headings              [{printed, section, why, page}]: every heading seen and what it was taken for
    head_lines            lines of the head that bring none of its facts
    summary, author, authority, key_decision, recommendations_lead_in, answers (as printed)
    places                as `printed_text.place` gives them
    """
    account = Account()
    whole = pieces_of(paper)
    front = packs.front_sheet_end(whole)
    papers = packs.papers_of(whole[front:])
    pieces = papers[0]
    start = head_end(pieces, memory)
    end = packs.bound_in(pieces, start)
    bound = pieces[end:] if end is not None and _has_parts(pieces[start:end], memory) else []
    body = pieces[start : len(pieces) - len(bound)]
    place = packs.form_at(body)
    form, body = (body[place:], body[:place]) if place is not None else ([], body)
    early = parts_of_head(pieces[:start], memory)
    facts = labels.read_head([piece for piece in pieces[:start] if piece not in early])
    answers = questions.read_questions(_asking(pieces[:start]) + body, account)
    title = plain(facts.first("title")[0] or "")
    parts = sections_of(body, questions.pieces_taken(answers.values()), memory, title)
    parts.sections = sections_of(early, set(), memory).sections + parts.sections
    _late(facts, parts)
    top = head.understand(facts, account)
    found: dict[str, Any] = {"kind": "report", **_head(top), **_answers(answers, facts, account)}
    found |= _told(parts, account)
    found |= _listed(parts, body, account)
    found["headings"] = _headings(parts)
    if front:
        why = "An agenda is printed before the report. It was not read as part of it."
        account.aside(whole[:front], why, _short(whole[:front]))
    if form:
        account.aside(
            form,
            "A form for recording the decision stands behind the report. It was not read as part of it.",
            _short(form),
        )
    _others(papers[1:], bound, account)
    for note in paper.document.notes:
        if "could not" in note or "not read" in note:
            account.suspects.append(
                {"page": None, "text": note, "why": "What stood there may be missing from this reading."}
            )
    return {**found, "set_aside": account.set_aside, "suspects": account.suspects, "places": account.places}


def _asking(pieces: list[Piece]) -> list[Piece]:
    """The pieces of the head that ask something: in some papers the questions stand in the table of the head."""
    return [piece for piece in pieces if "?" in piece.text]


def _has_parts(pieces: list[Piece], memory: Memory) -> bool:
    return bool(sections_of(pieces, set(), memory).of("recommendations"))


def _late(facts: labels.Facts, parts: Parts) -> None:
    """Labels that stand behind the head ("Contact officer: ..." at the end) count where the head says nothing."""
    for key, values in parts.labels.items():
        for value, held in values:
            facts.add(key, value, held)
    for section in parts.sections:
        if section.keys[0].startswith("label:") and section.keys[0] != "label:kept" and section.pieces:
            key = section.keys[0].removeprefix("label:")
            facts.add(key, _named(section.pieces, key), section.pieces[:1])


def _named(pieces: list[Piece], key: str) -> str:
    """The first line below a label; an author's "Name: ..." with the "Position: ..." below it."""
    text = pieces[0].text
    post = next((found["post"] for piece in pieces[1:4] if (found := _POSITION.match(piece.text))), None)
    if key == "author" and post and text.casefold().startswith("name"):
        return f"{text}, {post}"
    return text


def _head(top: head.Head) -> dict[str, Any]:
    return {
        "report_to": top.report_to,
        "report_to_raw": top.report_to_raw,
        "relevant_officer": top.relevant_officer,
        "relevant_cabinet_member": top.relevant_cabinet_member,
        "date_of_meeting": top.date_of_meeting,
        "title": top.title,
        "agenda_item": top.agenda_item,
        "contact": top.contact,
        "wards": top.wards,
        "author": top.author,
        "authority": top.authority,
        "head_lines": top.lines,
    }


def _answers(answers: dict[str, questions.Answer], facts: labels.Facts, account: Account) -> dict[str, Any]:
    """True, False or None for each question; a label "Exempt information: None" answers the last where nothing else does."""
    found: dict[str, Any] = {}
    for key in questions.QUESTIONS:
        found[key] = answers[key].value if key in answers else None
    label, held = facts.first("exempt")
    if found["exempt"] is None and label is not None:
        value, certain = questions.value_of_label(label)
        found["exempt"] = value
        account.at("exempt", held)
        if not certain:
            account.doubt(
                held[0] if held else None,
                label,
                "Whether the report is exempt could not be told from these words.",
            )
    key_decision, held = facts.first("key_decision")
    if found["key_decision"] is None and key_decision:
        non_key = bool(_NON_KEY.match(key_decision))
        found["key_decision"] = False if non_key else questions.yes_or_no(key_decision)
    found["answers"] = {key: answer.printed for key, answer in answers.items()}
    return found


def _told(parts: Parts, account: Account) -> dict[str, Any]:
    """The parts that are text: purpose, reasons, alternatives, considerations, background papers and all the rest."""
    found: dict[str, Any] = {}
    for key in ("purpose", "summary", "reasons"):
        held = [piece for section in parts.of(key) for piece in section.pieces]
        found[key] = [piece.words() for piece in held] or None
        for place, piece in enumerate(held):
            account.at(f"{key}/{place}", piece)
    for key in ("alternatives", "background_papers"):
        held = [piece for section in parts.of(key) for piece in section.pieces]
        found[key] = _joined(held)
        account.at(key, held)
    found["considerations"] = {}
    for key in CONSIDERATIONS:
        held = [piece for section in parts.of(key) for piece in section.pieces]
        text = _joined(held)
        if text is not None:
            found["considerations"][key] = text
            account.at(f"considerations/{key}", held)
    found["other_considerations"] = _kept(parts, ("other_consideration",), "other_considerations", account)
    found["other_sections"] = _kept(parts, ("background", "implications", "other"), "other_sections", account)
    _empty(parts, account)
    return found


def _joined(pieces: list[Piece]) -> str | None:
    """Paragraphs one below the other; bullets and letters keep their marks, the numbers of paragraphs are left out."""
    lines = []
    for piece in pieces:
        words = piece.words()
        is_number = bool(re.fullmatch(r"\d{1,3}(?:\.\d{1,3})*[a-z]?[.)]?", piece.marker))
        lines.append(
            words if not piece.marker or is_number or len(pieces) == 1 else f"{piece.marker} {words}"
        )
    return "\n".join(lines) or None


def _kept(parts: Parts, keys: tuple[str, ...], of: str, account: Account) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for section in parts.sections:
        if not section.keys or section.keys[0] not in keys or not section.pieces:
            continue
        account.at(f"{of}/{len(kept)}", section.pieces)
        kept.append(
            {"heading": section.heading, "text": _joined(section.pieces), "page": section.pieces[0].page}
        )
    return kept


def _empty(parts: Parts, account: Account) -> None:
    """Headings of parts below which nothing is printed, where the part is not printed elsewhere either."""
    for section in parts.sections:
        if (
            section.pieces
            or section.heading is None
            or section.keys[0]
            in (
                "implications",
                "background",
                "other",
                "other_consideration",
                "appendices",
                "summary",
                "background_papers",
            )
        ):
            continue
        if section.keys[0].startswith("label:") or any(
            other.pieces for key in section.keys for other in parts.of(key)
        ):
            continue
        account.doubt(
            section.start,
            section.heading,
            "This heading is printed with nothing below it, so it is not stated.",
        )


def _listed(parts: Parts, body: list[Piece], account: Account) -> dict[str, Any]:
    """The parts that are lists: recommendations, priorities, themes, appendices."""
    asked = _recommendations(parts, account)
    found: dict[str, Any] = {
        "recommendations": [{"number": item.number, "text": item.text} for item in asked.items],
        "recommendations_lead_in": asked.lead_ins[0] if asked.lead_ins else None,
    }
    for place, item in enumerate(asked.items):
        account.at(f"recommendations/{place}", item.pieces)
    found["council_priorities"] = _priorities(parts, account)
    found["plan_themes"] = _themes(body, account)
    found |= _appendices(parts, body, account)
    return found


def _recommendations(parts: Parts, account: Account) -> recommendations.Found:
    """The first list of recommendations, and others where their heading says to whom; a list printed twice counts once."""
    total = recommendations.Found()
    printed: set[str] = set()
    for section in parts.of("recommendations"):
        if not section.pieces:
            continue
        found = recommendations.read_recommendations(section.pieces, account)
        words = {plain(item.text) for item in found.items}
        if not total.items or re.search(r"\bto\b|\bfor\b", section.heading or "", re.IGNORECASE):
            total.items += [item for item in found.items if plain(item.text) not in printed]
            total.lead_ins += found.lead_ins
            total.stated_none = total.stated_none or found.stated_none
        elif not words <= printed:
            account.aside(section.pieces, "It is a second list of recommendations; the first was taken.")
        printed |= words
    if not total.items and not total.stated_none:
        account.doubt(None, "Recommendations", "No recommendations were found in this report.")
    return total


def _priorities(parts: Parts, account: Account) -> list[str] | None:
    held: list[tuple[str, Piece]] = []
    sections = [section for section in parts.of("council_priorities") if section.pieces]
    for piece in [piece for section in sections for piece in section.pieces]:
        text = piece.words()
        if held and held[-1][1].bullet and not piece.marker and not piece.cells and text[:1].islower():
            held[-1] = (f"{held[-1][0]} {text}", held[-1][1])  # the bullet goes on in the next line
            continue
        lead = _PRIORITY_LEAD.match(text)
        if lead is not None:
            text = lead["rest"] or ""
        elif text.endswith(":"):
            continue
        text = (
            re.sub(r"^[“”\"‘']+|[“”\"’']+\.?$", "", text.strip()).strip()
            if text[:1] in "“”\"‘'"
            else text.strip()
        )
        if text and not _NOTHING.match(text):
            held.append((text, piece))
    for place, (_, piece) in enumerate(held):
        account.at(f"council_priorities/{place}", piece)
    return [text for text, _ in held] if sections else None


def _themes(body: list[Piece], account: Account) -> list[str] | None:
    """The themes of a plan that a report lists ("The six themes are:")."""
    for place, piece in enumerate(body):
        if not piece.text.endswith(":") or not _THEMES.search(piece.text):
            continue
        items: list[Piece] = []
        for item in body[place + 1 :]:
            if (
                not item.marker
                or item.cells
                or (items and _other_list(items[0], item))
                or "." in item.marker.strip(".")
            ):
                break
            items.append(item)
        if len(items) >= 2:
            for number, item in enumerate(items):
                account.at(f"plan_themes/{number}", item)
            return [re.sub(r"(?:;(?: and)?|\.|,)$", "", item.words()).strip() for item in items]
    return None


def _other_list(first: Piece, item: Piece) -> bool:
    return recommendations.style_of(first.marker, "") != recommendations.style_of(item.marker, "") and not (
        first.marker[-1:] == item.marker[-1:] and not first.bullet and not item.bullet
    )


def _appendices(parts: Parts, body: list[Piece], account: Account) -> dict[str, Any]:
    """The printed list; without one, what the text names. References in the text are told as printed in any case."""
    listed = {piece.index for section in parts.of("appendices") for piece in section.pieces}
    listed |= {section.start.index for section in parts.of("appendices") if section.start is not None}
    text = [piece for piece in body if piece.index not in listed]
    found: list[appendices.Appendix] | None = None
    for section in parts.of("appendices"):
        more = appendices.read_list(section.pieces, account)
        if more is not None:
            found = (found or []) + more
    if found is None:
        found = appendices.from_text(text) or None
    refs = appendices.references(text)
    known = {appendices.plain_ref(one.ref) for one in found or []}
    for printed, piece in refs:
        own = re.sub(r"^\w+\s+", "", printed)
        if (
            parts.of("appendices")
            and appendices.plain_ref(own) not in known
            and not printed.casefold().startswith(("appendices", "annexes"))
        ):
            account.doubt(
                piece, printed, "The text names an appendix that the list of appendices does not print."
            )
    for place, one in enumerate(found or []):
        account.at(f"appendices/{place}", one.pieces)
    return {
        "appendices": None if found is None else [_appendix(one) for one in found],
        "appendix_refs_in_body": [printed for printed, _ in refs],
    }


def _appendix(one: appendices.Appendix) -> dict[str, Any]:
    shown: dict[str, Any] = {"ref": one.ref, "title": one.title}
    return shown | {"note": one.note} if one.note else shown


def _headings(parts: Parts) -> list[dict[str, Any]]:
    """Every heading seen, with what it was taken for and why, so that a person can correct it."""
    return [
        {
            "printed": section.heading,
            "section": ", ".join(section.keys),
            "why": section.why,
            "page": section.start.page if section.start else None,
        }
        for section in parts.sections
        if not section.keys[0].startswith("label:")
    ]


def _others(papers: list[list[Piece]], bound: list[Piece], account: Account) -> None:
    """What stands behind the report: other reports of the same file, an appendix that was bound in."""
    if bound:
        account.aside(
            bound, "An appendix is printed behind the report. It was not read as part of it.", _short(bound)
        )
    for pieces in papers:
        account.aside(
            pieces,
            "This file holds several reports. The first was read; upload this one as a file of its own.",
            _short(pieces),
        )
    if papers:
        account.doubt(
            papers[0][0],
            _short(papers[0][:4]),
            f"This file holds {len(papers) + 1} reports. Only the first was read.",
        )


def _short(pieces: list[Piece]) -> str:
    text = "\n".join(piece.printed() for piece in pieces[:40])
    return text if len(text) <= SHOWN else text[:SHOWN].rsplit(" ", 1)[0] + " ..."


__all__ = ["Section", "read"]
