"""A deep dive into one strategic risk: its sub-risks, who presented each, the scores and how they moved.

The sub-risks are named in the first sentences, by letters or in quotation marks, and most come back as headings below which their
owner reports. A score belongs to the sub-risk that its own sentence names, else to the heading above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sightline.work.imports.reading.printed_text import Para, place
from sightline.work.imports.reading.risks import measures
from sightline.work.imports.reading.risks.scores import Score, has_score_words, read_scores, sentences
from sightline.work.imports.reading.risks.words import (
    QUOTED,
    REF,
    SUB_RISK,
    SUB_RISK_REF,
    alike,
    clean_name,
    folded,
    plain_ref,
)

INTRO_WITHIN = 30  # paragraphs in which the risk is named
LONGEST_HEADING = 180
USUAL_MOST = 25  # the highest score of the usual matrix of five by five
_DIVE = re.compile(r"\bdeep[-\s]dives?\b|\bsub[-\s]?risks?\b|\bindividual risks?\b", re.IGNORECASE)
_RISK_NAME = (
    re.compile(
        r"\b(?:strategic|corporate|directorate|departmental)?\s?risks?(?: of| regarding| relating to| around| for| "
        r"titled| entitled| called| concerning|"
        r" in (?:respect|relation) (?:of|to)| named)?[,:–-]?\s*[‘“\"'](?P<name>[^‘“”\"]{2,160}?)[’”\"'](?![A-Za-z])",
        re.IGNORECASE,
    ),
    re.compile(
        r"\brisks? (?:regarding|relating to|concerning|around) (?:the )?(?P<name>[A-Z][^.,;:]{2,100}?)(?=[.,;:]|"
        r"\s(?:which|with|and|that|including)\s|$)"
    ),
    re.compile(
        r"\bdeep[-\s]dive(?: review)? (?:into|of|on|in respect of|in relation to|regarding)(?: the)?(?: (?:strategic|"
        r"corporate) risk)?[,:]? "
        r"(?P<name>[A-Z][^.;:]{2,110}?)(?=[.;:]|,? (?:which|with|and its|that|including)\s|$)",
        re.IGNORECASE,
    ),
)
_TITLE_NAME = re.compile(
    r"(?:\brisk register\b|\bdeep[-\s]dive\b)(?:[^–:-]{0,30}?\bdeep[-\s]dive\b)?(?: update| report| "
    r"review)?\s*[–:-]+\s*(?P<name>\S.{1,110})$",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"^(?:\W*(?:it was )?resolved\b|(?:the )?(?:committee|board|panel|cabinet|executive|council|"
    r"members)\b.{0,30}\b(?:agreed|resolved|noted that the)\b\W*"
    r"(?:that|to|the|:|$)|agreed\s*[:–-])",
    re.IGNORECASE,
)
_END = re.compile(
    r"^(?:supporting|background) (?:documents?|papers?)\b|^\[[^\]]*left the meeting", re.IGNORECASE
)
_LEADING_REF = re.compile(
    r"^sub[-\s]?risks?\s+(?P<ref>\(?(?:\d{1,2}\s?\([a-z]\)|[a-z]|[ivx]{2,4}|\d{1,2}[a-z]?)\)?)\s*[–:.-]*\s*(?P<name>.*)$",
    re.IGNORECASE,
)

MOST_SCORES = 20  # scores of one sentence that can be told apart


@dataclass
class SubRisk:
    """One sub-risk while it is read. scores holds {which: (score, sentence, para)}."""

    ref: str | None
    name: str
    named: Para
    heading: Para | None = None
    owner: str | None = None
    owner_at: Para | None = None
    scores: dict[str, tuple[Score, str, Para]] = field(default_factory=dict)
    controls: list[tuple[str, Para]] = field(default_factory=list)
    further: list[tuple[dict[str, Any], Para]] = field(default_factory=list)


@dataclass
class DeepDive:
    """What was read of one risk, with the passages that found no place and those worth a question."""

    name: str
    named: Para
    subs: list[SubRisk] = field(default_factory=list)
    own: dict[str, tuple[Score, str, Para]] = field(default_factory=dict)
    aside: list[tuple[Para, str, str]] = field(default_factory=list)
    suspects: list[tuple[Para, str, str]] = field(default_factory=list)


def find_deep_dive(paras: Sequence[Para]) -> DeepDive | None:
    """The deep dive that an item of minutes, or a page, reports; None where no risk is named with sub-risks or scores."""
    body = list(_until_the_end(paras))
    start = next((number for number, para in enumerate(body[:INTRO_WITHIN]) if _DIVE.search(para.text)), None)
    if start is None:
        return None
    dive = _named(body)
    if dive is None:
        return None
    dive.subs = _listed(body)
    _sections(dive, body)
    if not dive.subs and not dive.own:
        return None
    text = "\n".join(para.text for para in body)
    for sub in dive.subs:
        if sub.owner:
            sub.owner = measures.with_post(sub.owner, text)
    _doubts(dive)
    return dive


def _until_the_end(paras: Sequence[Para]) -> Iterator[Para]:
    for para in paras:
        if _END.match(para.text):
            return
        yield para


# --- what the risk and its sub-risks are called ----------------------------------------------------------------------------


def _named(body: Sequence[Para]) -> DeepDive | None:
    for para in body[:INTRO_WITHIN]:
        if para.text.lower().startswith(("to consider", "to receive", "to hear", "to note", "to review")):
            continue
        for pattern in _RISK_NAME:
            found = next(
                (one for one in pattern.finditer(para.text) if not _is_sub(para.text, one.start())), None
            )
            if found and not (_TITLE_NAME.search(para.text) and len(para.text) < LONGEST_HEADING):
                return DeepDive(_bare(found.group("name")), para)
    for para in body[:INTRO_WITHIN]:
        found = _TITLE_NAME.search(para.text)
        if found and len(para.text) < LONGEST_HEADING and not para.text.endswith("."):
            return DeepDive(_bare(found.group("name")), para)
    return None


def _is_sub(text: str, start: int) -> bool:
    return bool(re.search(r"\bsub[-\s]?$", text[max(0, start - 5) : start], re.IGNORECASE)) or bool(
        re.match(r"sub", text[start:], re.IGNORECASE)
    )


def _bare(name: str) -> str:
    return re.sub(r"\s+(?:pdf icon )?PDF \d+ [KM]B$", "", clean_name(name), flags=re.IGNORECASE)


def _listed(body: Sequence[Para]) -> list[SubRisk]:
    """The sub-risks that the first sentences name, or the list right below them."""
    for number, para in enumerate(body[:INTRO_WITHIN]):
        mention = SUB_RISK.search(para.text)
        if mention is None or _LEADING_REF.match(para.text):
            continue
        subs = [SubRisk(ref, name, para) for ref, name in _named_in(para.text[mention.end() :])]
        if len(subs) >= 1 and (
            len(subs) > 1 or subs[0].ref or para.text.count("‘") + para.text.count("“") > 0
        ):
            return subs
        listed = list(_list_below(body[number + 1 :]))
        if len(listed) > 1:
            return listed
        return subs
    return []


def _named_in(text: str) -> Iterator[tuple[str | None, str]]:
    """(ref, name) of "(a) ‘One’, (b) ‘Two’ and (c) ‘Three’"; of quoted names where there are no letters."""
    text = next(sentences(text + " "), text)
    refs = list(REF.finditer(text))
    if (refs and plain_ref(refs[0].group()).lower() in ("a", "i", "1", "1a", "1(a)")) or len(refs) > 1:
        for number, match in enumerate(refs):
            end = refs[number + 1].start() if number + 1 < len(refs) else len(text)
            part = text[match.end() : end]
            quoted = QUOTED.match(part.strip())
            name = quoted.group(1) if quoted else clean_name(part)
            if name and len(name) <= LONGEST_HEADING:
                yield plain_ref(match.group()), name.strip()
        return
    for quoted in QUOTED.finditer(text):
        yield None, clean_name(quoted.group(1))


def _list_below(body: Sequence[Para]) -> Iterator[SubRisk]:
    """The list items that follow each other at once: a sub-risk each."""
    seen: set[str] = set()
    for para in body:
        ref = plain_ref(para.marker) if para.marker else ""
        if not ref or len(para.text) > LONGEST_HEADING or (ref.isalnum() and ref in seen):
            return
        seen.add(ref)
        yield SubRisk(ref if ref.isalnum() or "(" in ref else None, clean_name(para.text), para)


# --- the sections ----------------------------------------------------------------------------------------------------------


def _sections(dive: DeepDive, body: Sequence[Para]) -> None:
    current: SubRisk | None = None
    listed = {id(sub.named) for sub in dive.subs}
    expected = bool(dive.subs) or any(SUB_RISK.search(para.text) for para in body)
    for para in body:
        if _OUTCOME.match(para.text):
            current = None
            continue
        if para.marker and id(para) in listed:
            continue
        heading = _heading(dive, para, expected)
        if heading is not None:
            current = heading
            continue
        mentioned = _mentioned(dive, para)
        if (
            mentioned is not None
            and mentioned.heading is None
            and (current is None or current.heading is None)
        ):
            current = mentioned
        _read_para(dive, current, para)


def _heading(dive: DeepDive, para: Para, expected: bool) -> SubRisk | None:
    """The sub-risk that a paragraph is the heading of; one that nobody named before is added."""
    text, ref = para.text, plain_ref(para.marker) if para.marker else None
    led = _LEADING_REF.match(text)
    if led and led.group("name") and not led.group("name").endswith(".") and len(text) < LONGEST_HEADING:
        text, ref = clean_name(led.group("name")), plain_ref(led.group("ref"))
    if (
        not expected
        or not text
        or len(text) > LONGEST_HEADING
        or re.search(r"[.?!]$", text)
        or ":" in text[:-1]
    ):
        return None
    sub = next((one for one in dive.subs if ref and one.ref and one.ref.lower() == ref.lower()), None)
    if sub is not None and sub.heading is None and (len(text.split()) < 25):
        _rename(dive, sub, text, para)
        return sub
    if sub is None and ref is None:
        sub = next((one for one in dive.subs if alike(one.name, text) > 0.6), None)
        if sub is not None:
            _rename(dive, sub, text, para)
        return sub
    if (
        sub is None
        and ref
        and re.fullmatch(r"[a-z]|[ivx]+|\d{1,2}\([a-z]\)", ref.lower())
        and _is_next(dive, ref)
    ):
        sub = SubRisk(ref, clean_name(text), para, heading=para)
        dive.subs.append(sub)
        return sub
    return None


def _is_next(dive: DeepDive, ref: str) -> bool:
    """Whether a letter goes on from those known: (c) after (b), (a) after none."""
    known = [sub.ref[-2] if sub.ref.endswith(")") else sub.ref[-1] for sub in dive.subs if sub.ref]
    letter = ref[-2] if ref.endswith(")") else ref[-1]
    if not known:
        return letter.lower() in "ai" and not dive.subs
    return ord(letter.lower()) == ord(known[-1].lower()) + 1


def _rename(dive: DeepDive, sub: SubRisk, text: str, para: Para) -> None:
    sub.heading = para
    printed = clean_name(text)
    if folded(printed) == folded(sub.name) or not printed:
        return
    why = f"This sub-risk is called “{sub.name}” further up. The wording of its own heading was taken."
    dive.suspects.append((para, printed, why))
    sub.name = printed


def _mentioned(dive: DeepDive, para: Para) -> SubRisk | None:
    """The sub-risk that the paragraph is about where there are no headings: "the sub-risk of ‘Lack of capacity’"."""
    mention = SUB_RISK.search(para.text)
    if mention is None or (para is dive.named and dive.subs and any(sub.named is para for sub in dive.subs)):
        return None
    quoted = QUOTED.search(para.text, mention.end())
    if quoted is None or quoted.start() - mention.end() > 25:
        return None
    name = clean_name(quoted.group(1))
    known = next((sub for sub in dive.subs if alike(sub.name, name) > 0.6), None)
    if known is None and not any(sub.ref for sub in dive.subs):
        known = SubRisk(None, name, para)
        dive.subs.append(known)
    return known


def _read_para(dive: DeepDive, current: SubRisk | None, para: Para) -> None:
    for number, sentence in enumerate(sentences(para.text)):
        scores = read_scores(sentence)
        refs = [
            (match.start(), plain_ref(match.group("ref") or match.group("other")))
            for match in SUB_RISK_REF.finditer(sentence)
        ]
        if len(scores) > MOST_SCORES:
            dive.aside.append(
                (para, sentence, "So many scores stand in one sentence that none could be placed.")
            )
            scores = []
        for score in scores:
            _place_score(dive, current, score, refs, sentence, para)
        if not scores and has_score_words(sentence) and re.search(r"\d", measures.without_dates(sentence)):
            dive.aside.append(
                (para, sentence, "A score is spoken of here, but no number could be told to be one.")
            )
        about = _about(dive, current, refs)
        if about is None:
            continue
        if about.owner is None and (about is current or refs) and number < 3:
            who = measures.presenter(sentence)
            if who and (about.heading is None or not _asks(sentence)):
                about.owner, about.owner_at = who, para
        controls, further = measures.controls_of(sentence)
        about.controls += [(text, para) for text in controls]
        about.further += [({"text": text, "target": None}, para) for text in further]
        action = None if controls or further else measures.further_action(sentence)
        if action:
            about.further.append((action, para))
        elif not controls and not further and not scores and measures.is_planned(sentence):
            why = "Something is planned here, but not by when, so it was not placed as a further action."
            dive.aside.append((para, sentence, why))


def _asks(sentence: str) -> bool:
    return bool(re.match(r"(?:the )?(?:committee|members?|councillor|cllr|chair)\b", sentence, re.IGNORECASE))


def _about(dive: DeepDive, current: SubRisk | None, refs: list[tuple[int, str]]) -> SubRisk | None:
    named = {ref.lower().replace(" ", "") for _, ref in refs}
    if len(named) == 1:
        return _by_ref(dive, next(iter(named)))
    return current if not named else None


def _by_ref(dive: DeepDive, ref: str) -> SubRisk | None:
    wanted = ref.lower().replace(" ", "")
    whole = next((sub for sub in dive.subs if sub.ref and sub.ref.lower() == wanted), None)
    inner = re.search(r"\(([a-z])\)$", wanted)
    if whole is None and inner:
        whole = next((sub for sub in dive.subs if sub.ref and sub.ref.lower() == inner.group(1)), None)
    return whole


def _place_score(
    dive: DeepDive,
    current: SubRisk | None,
    score: Score,
    refs: list[tuple[int, str]],
    sentence: str,
    para: Para,
) -> None:
    """Give a score to the sub-risk that its sentence names nearest before it, else to the section; else set it aside."""
    before = [ref for start, ref in refs if start < score.start]
    ref = before[-1] if before else (refs[0][1] if refs else None)
    if ref is not None:
        sub = _by_ref(dive, ref)
        if sub is None:
            dive.aside.append(
                (para, sentence, f"This score is of “{ref}”, which is no sub-risk named in this paper.")
            )
            return
    else:
        words = folded(sentence)
        quoted = [one for one in dive.subs if (name := folded(one.name)) and name in words]
        sub = quoted[0] if len(quoted) == 1 else current
    if sub is None and dive.subs:
        if len(dive.subs) == 1 and not _overall(sentence):
            sub = dive.subs[0]
        elif not _overall(sentence):
            dive.aside.append((para, sentence, "A score that no sub-risk could be told to have."))
            return
    kept = sub.scores if sub is not None else dive.own
    known = kept.get(score.which)
    if known is None or (
        known[0].value != score.value and known[0].before is None and score.before == known[0].value
    ):
        kept[score.which] = (score, sentence, para)
    elif (known[0].value, known[0].before) != (score.value, score.before) and score.value not in (
        known[0].value,
        known[0].before,
    ):
        what = score.which or "unspecified"
        why = f"Another {what} score of the same risk was read further up ({known[0].value}); this one was not taken."
        dive.aside.append((para, sentence, why))


def _overall(sentence: str) -> bool:
    return bool(
        re.search(
            r"\boverall (?:strategic |corporate )?risk\b|\bthe strategic risk\b", sentence, re.IGNORECASE
        )
    )


# --- what is worth a question ----------------------------------------------------------------------------------------------


def _doubts(dive: DeepDive) -> None:
    for scores in [sub.scores for sub in dive.subs] + [dive.own]:
        for which, (score, sentence, para) in scores.items():
            if score.value > USUAL_MOST or score.value < 1:
                dive.suspects.append(
                    (para, sentence, f"A score of {score.value} is outside a matrix of five by five.")
                )
            if score.product and score.product[0] * score.product[1] != score.value:
                one, other = score.product
                dive.suspects.append(
                    (para, sentence, f"{one} times {other} is {one * other}, but {score.value} is printed.")
                )
            if which == "gross" and score.before is not None and score.value < score.before:
                why = "A gross score is the one before controls, yet it is said to have fallen. It was kept as printed."
                dive.suspects.append((para, sentence, why))
        if "gross" in scores and "net" in scores and scores["net"][0].value > scores["gross"][0].value:
            score, sentence, para = scores["net"]
            why = f"The net score ({score.value}) is above the gross score ({scores['gross'][0].value})."
            dive.suspects.append((para, sentence, why))


# --- as the contract has it ------------------------------------------------------------------------------------------------


def as_json(dive: DeepDive, at: str = "") -> dict[str, Any]:
    """{"name", "sub_risks", "set_aside", "suspects", "places"}, with the risk's own scores where it has any.

    at is put before the paths of `places` ("items/3/risk/").
    """
    places = [place(f"{at}name", dive.named)]
    subs = []
    for number, sub in enumerate(dive.subs):
        path = f"{at}sub_risks/{number}"
        places.append(place(path, [sub.heading or sub.named]))
        subs.append(_sub_json(sub, path, places))
    return {
        "name": dive.name,
        "sub_risks": subs,
        **({"scores": _scores_json(dive.own, f"{at}scores", places)} if dive.own else {}),
        "set_aside": [_passage(*one) for one in dive.aside],
        "suspects": [_passage(*one) for one in dive.suspects],
        "places": places,
    }


def _sub_json(sub: SubRisk, path: str, places: list[dict[str, Any]]) -> dict[str, Any]:
    if sub.owner_at is not None:
        places.append(place(f"{path}/owner", sub.owner_at))
    for number, (_, para) in enumerate(sub.controls):
        places.append(place(f"{path}/controls/{number}", para))
    for number, (_, para) in enumerate(sub.further):
        places.append(place(f"{path}/further_actions/{number}", para))
    return {
        "ref": sub.ref,
        "name": sub.name,
        "owner": sub.owner,
        **_scores_json(sub.scores, path, places),
        "controls": [text for text, _ in sub.controls],
        "further_actions": [action for action, _ in sub.further],
    }


def _scores_json(
    scores: dict[str, tuple[Score, str, Para]], path: str, places: list[dict[str, Any]]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for which, key in (
        ("gross", "gross"),
        ("net", "net"),
        ("", "score_unspecified"),
        ("target", "target_score"),
    ):
        score, _, para = scores.get(which, (None, "", None))
        moved = score is not None and score.before is not None
        found[key] = score.value if score else None
        found[f"{key}_from"] = score.before if score else None
        if which in ("gross", "net"):
            found[f"{key}_to"] = score.value if moved and score else None
        if para is not None:
            places.append(place(f"{path}/{key}", para))
    words = {which or "score_unspecified": entry[0].word for which, entry in scores.items() if entry[0].word}
    found["score_words"] = words
    return found


def _passage(para: Para, text: str, why: str) -> dict[str, Any]:
    return {"page": para.page, "text": text, "why": why}
