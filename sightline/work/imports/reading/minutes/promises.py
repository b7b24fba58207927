"""Undertakings in the prose of minutes, cut out word for word: "an updated version would be circulated"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sightline.work.imports.reading.minutes import words
from sightline.work.imports.reading.minutes.people import HONORIFIC
from sightline.work.imports.reading.minutes.rows import Row
from sightline.work.imports.reading.minutes.sentences import sentences

_ADVERB = (
    r"(?:(?:also|then|therefore|again|now|subsequently|personally|formally|shortly|further|both|all|"
    r"each|happily|be happy to|be able to|need to ensure)\s+)*"
)
# What passes between officers and members: enough by itself.
_SENT = (
    r"(?:re-?circulat(?:e|ed)|circulat(?:e|ed)|e-?mail(?:ed)?|forward(?:ed)?|distribut(?:e|ed)|"
    r"re-?submit(?:ted)?|report(?:ed)? back|feed(?:ing)? back|fed back|bring back|brought back|"
    r"come back (?:to|with)|respond in writing|reply in writing|write to|written to|shared? with|"
    r"provided? to|sent to|follow up|followed up|uploaded?|publish(?:ed)?)"
)
# What needs somebody on the other side: members, the committee, a later meeting, a paper.
_NEEDS = (
    r"(?:send|sent|bring|brought|provided?|supply|supplied|submit(?:ted)?|present(?:ed)?|"
    r"reported?|report|shared?|add(?:ed)?|includ(?:e|ed)|arranged?|invited?|prepared?|updated?|"
    r"raised?|consider(?:ed)?|receiv(?:e|ed)|returned?|come|be available|made available|put|"
    r"obtained?|defer(?:red)?|attend|contact(?:ed)?|speak|liaise|investigated?|check(?:ed)?|confirm(?:ed)?|"
    r"clarif(?:y|ied)|"
    r"look(?:ed)? (?:into|at)|taken? (?:back|up|forward|away)|ensured?|organised?|scheduled?|"
    r"produced?|drafted?|review(?:ed)?|amend(?:ed)?|correct(?:ed)?|give|given|keep|kept|"
    r"discuss(?:ed)?|ask(?:ed)?|request(?:ed)?|go|follow|answered|made)"
)
_OTHER_SIDE = re.compile(
    r"\b(?:members?|councillors?|committee|board|panel|forum|cabinet|scrutiny|the chair(?:man|"
    r"person)?|chairs|group leaders|next (?:\w+ )?meeting|future (?:\w+ )?(?:meeting|agenda|"
    r"report|update)s?|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december) "
    r"(?:\w+ )?(?:meeting|board|committee|panel|cabinet)|"
    r"after the meeting|following the meeting|outside (?:of )?the meeting|in writing|written "
    r"(?:response|answer|reply|update)|in due course|work programme|forward plan|action log|"
    r"minutes|further details?|"
    r"further information|further report|future report|next (?:\w+ )?report|progress update|this "
    r"information|(?:the|these|those|more|latest|up to date) (?:figures?|data|information|"
    r"details|breakdown|report|presentation|slides|paper)|briefing|a report|an update|website|"
    r"colleagues|residents?|governors|"
    r"questioner|partners|parents|by the end of|within \w+ (?:weeks?|months?|days?)|quarterly|"
    r"ofsted|department for education|dfe|secretary of state|chief executive|director)\b",
    re.IGNORECASE,
)
_MEMBER_SIDE = re.compile(
    r"\b(?:members?|councillors?|committee|board|panel|forum|scrutiny|the chair|next (?:\w+ "
    r")?meeting|future (?:\w+ )?(?:meeting|agenda|report)s?|after the meeting|following the "
    r"meeting|outside (?:of )?the meeting|in writing|work programme|forward plan|questioner)\b",
    re.IGNORECASE,
)
_PAPERS = re.compile(
    r"\b(?:plan|report|paper|e-?mail|update|briefing|note|response|reply|answer|information|data|"
    r"figures?|details|breakdown|presentation|slides|copy|copies|version|minutes|list|letter|"
    r"summary|strategy|accounts|"
    r"document|documents|statement|analysis|feedback|link|guidance|timetable|schedule|it|they|this|these|that|those)\s*$",
    re.IGNORECASE,
)
_MODAL = re.compile(
    rf"\b(?P<modal>would|will|shall)\s+{_ADVERB}(?P<passive>be\s+(?:\w+ly\s+)?)?(?P<verb>{_SENT}|"
    rf"{_NEEDS})\b(?!\s+(?:need|be needed)\b)",
    re.IGNORECASE,
)
_UNDERTOOK = re.compile(
    r"\b(?P<head>undertook(?: to)?|promised(?: to| that)?|offered to|committed to|gave an "
    r"undertaking (?:to|that)|gave a commitment (?:to|that)|agreed to|is to|are to|was to|were "
    r"to|had agreed to)\s+(?P<verb>[a-z\-]+)",
    re.IGNORECASE,
)
_IT_WAS_AGREED = re.compile(
    r"\b(?P<head>it was (?:also |further |then |subsequently )?agreed|(?:the )?[A-Z]?[\w-]* "
    r"?(?:committee|board|panel|members|forum) (?:also |further )?agreed) that\b",
    re.IGNORECASE,
)
_NO_PROMISE = re.compile(
    r"\b(?:hoped|hopeful|wished|asked (?:if|whether|when|how|why|what|that|for)|queried|"
    r"questioned|enquired|inquired|wondered|suggested|proposed|requested|urged|recommended|"
    r"wanted|"
    r"if|whether|unless|could|should|might|concern(?:ed)?|expected|anticipated|believed|felt|"
    r"thought|considered that|would like|would have|would need|would be needed|"
    r"envisaged|it was hoped|hope|intended|aimed|in the event|were to be|subject to)\b",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(
    r"\b(?:team|teams|service|services|scheme|programme|project|funding|grant|model|hub|hubs|"
    r"initiative|changes?|approach|system|work|training|money|investment|provision|school|"
    r"schools|which|who|"
    r"building|centre|policy|legislation|act|bill|government|process|contract|provider|providers|"
    r"children|young people|families|family|people|staff|carers?|reform|reforms|increase|"
    r"reduction)\s*$",
    re.IGNORECASE,
)
_POST_SUBJECT = re.compile(
    r"\b(?:director|head|manager|officers?|lead|member|chair\w*|commissioner|leader|adviser|advisor)\b",
    re.IGNORECASE,
)
_BRACKETED_ACTION = re.compile(
    r"\s*[(\[]actions?(?: (?:by|for))?\s*[:\-–—]\s*[^()\[\]]{2,120}[)\]]\.?\s*$", re.IGNORECASE
)
_FINITE = re.compile(
    r"\b(?:was|were|had|has|have|is|are|would|will|said|did|does|could|should|noted|advised|"
    r"explained|reported|confirmed|agreed|thanked|welcomed|asked|stated|added|highlighted|"
    r"informed|presented|"
    r"introduced|gave|spoke|provided|received|considered|referred|assured|responded|replied|"
    r"outlined|raised|commented|acknowledged|recognised|accepted|undertook|clarified|signed|went|"
    r"came|made|took)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"(?:,|;)?\s+(?:and that|but that|that)\s+|;\s+(?:and\s+)?|,?\s+(?:and|but|so|however,|therefore,)\s+|:\s+|,\s+"
)
_OPENING = re.compile(
    r"^(?:(?:in|after|following|during|on|with|as|arising|further|having|at|for|from|by|when|where|"
    r"regarding|concerning)\b[^,]{0,140},|(?:however|therefore|finally|additionally|also|"
    r"moreover|accordingly),)\s+",
    re.IGNORECASE,
)
_NEXT_CLAUSE = re.compile(
    r",?\s+(?:and|but)\s+(?:that\b|(?:he|she|they|it|there|members|councillors|this|"
    r"these)\s+(?:\w+\s+)?(?:was|were|had|has|would|will|said|is|are|thanked|noted|asked|added|"
    r"could)\b)|;\s|,\s+(?:but|however|although|while|whilst|which|who)\b|"
    r"\s+and\s+(?=(?:would|will|undertook|agreed to|thanked|said|added|noted|explained|confirmed|asked|advised|stated)\b)"
)
_ACTION = re.compile(
    r"^(?:agreed )?(?:actions?|ACTIONS?)(?:\s*(?:point|required|agreed|arising|item|"
    r"no\.?))?\s*(?:\d{1,3}|\([^)]{1,60}\)|by [^:]{1,60}|for "
    r"[^:]{1,60})?\s*[:\-–—]+\s*(?P<deed>.{3,})$|^\[?action[:\s]+(?P<other>.{5,}?)\]?$",
    re.IGNORECASE,
)
_ACTION_HEAD = re.compile(
    r"^(?:agreed )?actions?(?: (?:points?|agreed|arising|required))?\s*[:\-–—]*\s*$", re.IGNORECASE
)
_NOTE_FORM = re.compile(
    rf"^(?P<who>(?:{HONORIFIC} )?[A-Z][\w’'\-]+(?:(?: [A-Z&/][\w’'\-]*| of| and| for| "
    rf"the){{0,7}})) to (?:be )?(?P<verb>{_SENT}|{_NEEDS}|speak|write|contact|send|look|find|seek|draft|"
    rf"amend|ensure|consider|discuss|meet|explore|work)\b.{{3,400}}$"
)
_FOLLOWED = re.compile(
    r"^(?:speak|contact|look|check|raise|investigate|ensure|liaise|find|seek|explore|confirm|ask|"
    r"feed|take|consider|discuss|review|arrange|work|meet|write|send|provide|bring|report|"
    r"circulate|share|include|"
    r"add|update|submit|present|prepare|draft|produce|amend|invite|forward|respond|reply|supply|"
    r"follow|obtain|clarify|pass|distribute|email|e-mail|make|give|keep|come|get|return|attend|"
    r"pursue|carry|relay|monitor|publish|"
    r"collate|convene|organise|set|undertake|visit|advise|inform|answer|refer|highlight|remind|"
    r"chase|progress|schedule|re-?circulate|note)$",
    re.IGNORECASE,
)
_PAST_AGREED = re.compile(
    r"\b(?:had|has|have|been|previously|already)\s+(?:\w+\s+)?(?:agreed|undertook|offered|"
    r"promised|committed)\b|\bpreviously\b|\bat (?:its|the|their) (?:last|previous)\b",
    re.IGNORECASE,
)
_BODY_START = re.compile(rf"^(?:{words.SUBJECT}|it was)\s*$", re.IGNORECASE)


def read_promises(rows: Sequence[Row], used: set[int]) -> list[tuple[str, Row]]:
    """(the clause as printed, its row) of each undertaking in the rows that are not resolutions, in order; each clause once."""
    found: list[tuple[str, Row]] = []
    after_action = False
    for index, row in enumerate(rows):
        if index in used:
            after_action = False
            continue
        action = _ACTION.match(row.text)
        if action:
            deed = _trim(action["deed"] or action["other"])
            if is_deed(deed):
                found.append((deed, row))
        elif _ACTION_HEAD.match(row.text):
            after_action = True
            continue
        elif after_action and row.marker:
            found.append((_trim(row.text), row))
            continue
        else:
            found += [(clause, row) for clause in _of_paragraph(row.text)]
        after_action = False
    seen: set[str] = set()
    unique = []
    for clause, row in found:
        key = re.sub(r"\W+", " ", clause).casefold().strip()
        if key and key not in seen and len(clause.split()) > 2:
            seen.add(key)
            unique.append((clause, row))
    return unique


def _of_paragraph(text: str) -> list[str]:
    """The undertakings of a paragraph; a sentence that ends in "(Action: somebody)" is one as a whole."""
    found: list[str] = []
    said = sentences(text)
    for index, sentence in enumerate(said):
        named = _BRACKETED_ACTION.search(sentence)
        deed = sentence[: named.start()] if named else sentence
        clauses = promises_of(deed) if deed.strip() else []
        if named and not clauses:
            before = deed.strip() or (said[index - 1] if index else "")
            clauses = [_trim(before)] if before and not any(clause in before for clause in found) else []
        found += clauses
    return found


def is_deed(text: str) -> bool:
    """Whether the words behind "ACTION:" say what is to be done, not only who is to do it."""
    return (
        bool(re.search(r"\b(?:to|will|would|should|must) [a-z]+", text))
        or bool(_FOLLOWED.match(text.split()[0] if text.split() else ""))
        or len(text.split()) > 9
    )


def actors_of(rows: Sequence[Row]) -> list[Row]:
    """Rows "ACTION: Head of Finance" that name who is to act and leave the deed to the sentence before."""
    found = []
    for row in rows:
        action = _ACTION.match(row.text)
        if action and not is_deed(_trim(action["deed"] or action["other"])):
            found.append(row)
    return found


def promises_of(sentence: str) -> list[str]:
    """The undertakings of one sentence, each as printed and without its stop."""
    if "?" in sentence[-3:] or len(sentence) > 4000 or sentence.startswith(("“", '"')):
        return []
    note = _NOTE_FORM.match(sentence)
    if (
        note
        and not _FINITE.search(" ".join(word for word in note["who"].split() if word.islower()))
        and not words.USUAL_TITLE.match(sentence)
    ):
        return [_trim(sentence)]
    found: list[tuple[int, int]] = []
    for match in _matches(sentence):
        span = _clause(sentence, match)
        if span is not None and not any(span[0] < end and span[1] > begin for begin, end in found):
            found.append(span)
    return [_trim(sentence[begin:end]) for begin, end in sorted(found)]


_HEADS = (
    "underto",
    "undertak",
    "promise",
    "offered",
    "commit",
    "agreed to",
    "is to",
    "are to",
    "was to",
    "were to",
)


def _matches(sentence: str) -> list[re.Match[str]]:
    lowered = sentence.casefold()
    found: list[re.Match[str]] = []
    if "would" in lowered or "will" in lowered or "shall" in lowered:
        found = [match for match in _MODAL.finditer(sentence) if _is_promise(sentence, match)]
    if not any(word in lowered for word in _HEADS):
        return found
    found += [
        match
        for match in _UNDERTOOK.finditer(sentence)
        if _FOLLOWED.match(match["verb"])
        and not _PAST_AGREED.search(sentence[: match.end()])
        and not (
            match["head"].casefold() in ("agreed to", "had agreed to") and _is_body(sentence, match.start())
        )
        and not (
            match["head"].casefold() in ("is to", "are to", "was to", "were to")
            and not _MEMBER_SIDE.search(sentence[match.end() :])
        )
        and not (
            match["head"].casefold() in ("is to", "are to", "was to", "were to")
            and re.search(
                r"\b(?:aim|purpose|role|objective|intention|plan|idea|goal|priority|it|there)\s*$",
                sentence[: match.start()],
            )
        )
    ]
    return sorted(found, key=lambda match: match.start())


def _is_body(sentence: str, end: int) -> bool:
    """Whether the committee itself agreed: then the words are a resolution, not somebody's undertaking."""
    clause = sentence[_begin(sentence, end) : end].strip()
    return bool(_BODY_START.match(clause)) or bool(
        re.search(
            r"\b(?:it was|members|committee|board|panel|cabinet|executive|council|forum|meeting|"
            r"trustees|councillors)\s*(?:also|then|further|unanimously)?\s*$",
            sentence[:end],
            re.IGNORECASE,
        )
    )


def _is_promise(sentence: str, match: re.Match[str]) -> bool:
    begin = _begin(sentence, match.start())
    before = sentence[:begin]
    subject = sentence[begin : match.start()].strip() or _earlier_subject(before)
    agreed = bool(_IT_WAS_AGREED.search(sentence[: match.start()])) and not _PAST_AGREED.search(
        sentence[: match.start()]
    )
    if re.search(r"\b(?:not|never)\s*$", sentence[: match.start("verb")]):
        return False
    near = re.split(r",?\s+and that\s+|;\s", before)[-1] if before else ""
    if _NO_PROMISE.search(near[-120:]) and not agreed:
        return False
    if _NO_PROMISE.search(subject) or re.search(r"\b(?:if|which|who|whom|where)\b", subject):
        return False
    verb = match["verb"].casefold()
    tail = sentence[match.end() : match.end() + 200]
    if agreed:
        return True
    if re.match(r"\s*(?:allow|enable|help|mean|need|depend)\b", tail):
        return False
    if _NO_SUBJECT.search(subject) and not _POST_SUBJECT.search(subject):
        return False
    if verb.startswith("receive") and not match["passive"]:
        return bool(re.search(r"\b(?:members?|committee|board|panel|councillors)$", subject, re.IGNORECASE))
    strong = bool(re.fullmatch(_SENT, verb, re.IGNORECASE))
    if verb in ("follow", "go", "come", "made available", "be available"):
        return bool(_PAPERS.search(subject)) and bool(
            re.search(
                r"\b(?:website|year|month|week|meeting|shortly|due course|after|soon|later|spring|summer|autumn|winter|by|in)\b",
                tail,
            )
        )
    if strong and verb.startswith(("publish", "upload")):
        return bool(_PAPERS.search(subject)) and bool(match["passive"])
    if strong:
        return bool(subject) or bool(before)
    near_tail = re.split(r"[;.]|,?\s+and (?:that|would|will)\b", tail)[0]
    if verb in (
        "provide",
        "provided",
        "reported",
        "report",
        "present",
        "presented",
        "share",
        "shared",
        "submit",
        "submitted",
        "send",
        "sent",
        "bring",
        "brought",
        "supply",
        "supplied",
    ):
        passive_paper = bool(match["passive"]) and bool(_PAPERS.search(subject))
        return bool(_OTHER_SIDE.search(near_tail)) or (
            passive_paper and bool(re.search(r"\b(?:to|in|at|by|with|out|for)\b", near_tail))
        )
    member_side = _MEMBER_SIDE.search(near_tail)
    return bool(member_side) and bool(
        re.search(
            r"\b(?:officers?|director|head|manager|chair\w*|mr|mrs|ms|miss|dr|cllr|councillor|he|"
            r"she|they|it|this|that|report|update|information|plan|item|facilitator|clerk|lead|"
            r"response|matter|paper|service|we|i)\b[^,]{0,40}$|^[A-Z][a-z]+ [A-Z]|^(?!members?$|schools?$|"
            r"parents$|staff$|pupils$|residents$|partners$|people$|families$|children$|cabinet$|council$|ofsted$|"
            r"government$|health$|police$|there$|what$|nothing$|councillors$|governors$|academies$|heads$)[A-Z][a-z]{2,}$",
            subject,
            re.IGNORECASE,
        )
    )


def _earlier_subject(before: str) -> str:
    """The subject that a clause without one shares with the clause before it: "she would ... and would send"."""
    modals = list(re.finditer(r"\b(?:would|will|shall)\b", before))
    return (
        before[_begin(before, modals[-1].start()) : modals[-1].start()].strip() if modals else before.strip()
    )


def _begin(sentence: str, at: int) -> int:
    """Where the clause begins that holds the place `at`: behind "that", or behind "and" where a whole clause stands before it."""
    if re.search(r"\b(?:and|but)\s+$", sentence[max(0, at - 6) : at]):
        return at
    begin = 0
    opening = _OPENING.match(sentence)
    if opening and opening.end() <= at:
        begin = opening.end()
    for found in _BREAK.finditer(sentence, 0, at):
        word = found.group().strip(" ,;:").casefold()
        between = sentence[found.end() : at].strip()
        if found.start() < begin or not between:
            continue
        if word.endswith("that"):
            if (
                word == "that"
                and not _FINITE.search(sentence[begin : found.start()])
                and not re.search(r"\bagreed$|\bit$", sentence[: found.start()])
            ):
                continue
            begin = found.end()
        elif word in ("and", "but", "so", "however", "therefore") or found.group().startswith((";", ":")):
            if found.group().startswith((";", ":")) or _FINITE.search(sentence[begin : found.start()]):
                begin = found.end()
        elif (
            word == ""
            and re.match(r"(?:it|he|she|they|this|a|an|the|mr|mrs|ms)\b", between, re.IGNORECASE)
            and _FINITE.search(sentence[begin : found.start()])
        ):
            begin = found.end()
    return begin


def _clause(sentence: str, match: re.Match[str]) -> tuple[int, int] | None:
    begin = _begin(sentence, match.start())
    agreed = None
    for one in _IT_WAS_AGREED.finditer(sentence[: match.start()]):
        agreed = one
    if agreed and not re.search(r"[;]", sentence[agreed.end() : match.start()]):
        begin = agreed.start("head")
    elif not sentence[begin : match.start()].strip():
        begin = match.start()
    ended = _NEXT_CLAUSE.search(sentence, match.end())
    end = ended.start() if ended else len(sentence)
    if end - begin > 700:
        return None
    return begin, end


def _trim(clause: str) -> str:
    clause = clause.strip()
    clause = re.sub(r"^(?:and|but|that)\s+", "", clause)
    if clause.endswith("]") and "[" not in clause:
        clause = clause[:-1]
    return re.sub(r"(?<!\b[ap]\.m)[.;,]+$", "", clause).strip()
