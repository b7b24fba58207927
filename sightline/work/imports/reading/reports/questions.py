"""Questions with a printed answer: contrary to a plan, within the budget, exempt. An answer that is not printed is None.

The answer may stand behind the question, on the next line, in the next cell, in a ticked box, or inside the question where
a page was pasted from two columns ("... strategy adopted or No approved by the Council?").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sightline.work.imports.reading.reports.account import Account
from sightline.work.imports.reading.reports.pieces import Piece

MOST_PIECES = 5  # that one question may be spread over
LONGEST = 320  # characters of a question
_SKIP = r"(?:\s+|\s*\|\s*|\s+(?:yes|no)\s+)"


def _spread(words: str) -> str:
    """A pattern for words between which blanks, a cell's edge or a lone answer may stand."""
    return _SKIP.join(words.split())


QUESTIONS: dict[str, re.Pattern[str]] = {
    "contrary_to_plan": re.compile(
        rf"\b(?:is|are|would|will){_SKIP}(?:the|this|these|any of the){_SKIP}(?:recommendations?"
        rf"|recommendation\(s\)|decisions?|proposals?|report)(?:{_SKIP}\w+){{0,3}}?{_SKIP}"
        rf"(?:(?:be{_SKIP})?contrary{_SKIP}to|in{_SKIP}conflict{_SKIP}with"
        rf"|a{_SKIP}departure{_SKIP}from|outside){_SKIP}(?:the{_SKIP}|an?{_SKIP}|any{_SKIP}"
        rf"|existing{_SKIP}|council{_SKIP})*(?:plan|policy|strategy|policies)\b",
        re.IGNORECASE,
    ),
    "in_budget": re.compile(
        rf"\b(?:is|are|would|will){_SKIP}(?:the|this|these|all){_SKIP}(?:recommendations?"
        rf"|recommendation\(s\)|decisions?|proposals?|expenditure"
        rf"|report)(?:{_SKIP}\w+){{0,3}}?{_SKIP}"
        rf"(?:be{_SKIP})?(?:in{_SKIP}(?:accordance|line){_SKIP}with|within|covered{_SKIP}by"
        rf"|provided{_SKIP}for{_SKIP}in|contained{_SKIP}within){_SKIP}[^?]{{0,60}}?\bbudgets?\b",
        re.IGNORECASE,
    ),
    "key_decision": re.compile(
        rf"\b(?:is|was){_SKIP}(?:this|it|the{_SKIP}decision"
        rf"|the{_SKIP}recommendation){_SKIP}(?:report{_SKIP})?a{_SKIP}key{_SKIP}decision\b",
        re.IGNORECASE,
    ),
    "exempt": re.compile(
        rf"\b(?:(?:does|do){_SKIP}(?:the|this|any{_SKIP}of{_SKIP}the){_SKIP}(?:information|report"
        rf"|paper|document|appendix|appendices|item)(?:{_SKIP}(?:submitted|provided|attached"
        rf"|and{_SKIP}appendices|or{_SKIP}appendices))*{_SKIP}(?:include|contain|have|disclose"
        rf"|involve){_SKIP}(?:any{_SKIP})?(?:confidential|exempt)"
        rf"|(?:is|are){_SKIP}(?:the|this|any{_SKIP}part{_SKIP}of{_SKIP}(?:the"
        rf"|this)){_SKIP}(?:report|information|paper|item|appendix"
        rf"|appendices)(?:{_SKIP}\w+){{0,4}}?{_SKIP}(?:exempt|confidential))\b",
        re.IGNORECASE,
    ),
}
_TOKEN = re.compile(
    r"(?P<word>\b(?:yes|no)\b)|(?P<on>[☒☑✓✔✅⊠🗹\uf0fe\uf0fd\uf052\uf054]|\[\s?[xX✓✔]\s?\]"
    r"|\(\s?[xX✓✔]\s?\))|(?P<off>[☐□❏❑❒▢◻\uf0a8\uf06f]|\[\s{0,3}\]|\(\s{1,3}\))",
    re.IGNORECASE,
)
_NEITHER = re.compile(r"\byes\s*(?:/|or|\||\\)\s*no\b|\bno\s*(?:/|or|\||\\)\s*yes\b", re.IGNORECASE)
_DELETE = re.compile(
    r"\(?\s*(?:delete|strike out|please (?:delete|tick|circle|select)|tick)\b[^)?]{0,60}\)?", re.IGNORECASE
)
_NOT_APPLICABLE = re.compile(
    r"^\W*(?:n\s?/\s?a\b|not applicable|not stated|tb[ca]\b|to be (?:advised|confirmed))", re.IGNORECASE
)
_NONE = re.compile(
    r"^\W*(?:none|nil|not exempt|not confidential|open|public|unrestricted|part (?:1|i|one"
    r"|a)\b|this report is (?:not|public|open))",
    re.IGNORECASE,
)
_EXEMPT = re.compile(
    r"^\W*(?:exempt|part(?:ly|ially)?[- ]exempt|fully exempt|confidential|part (?:2|ii|two"
    r"|b)\b|restricted|in part|partly|private|not for publication|by virtue of|append(?:ix"
    r"|ices)\b.{0,80}\b(?:exempt|confidential))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """value  True, False or None; printed  the words of the answer, None where there are none; pieces  all it stands in."""

    value: bool | None
    printed: str | None
    question: str
    pieces: tuple[Piece, ...]


_LONE = re.compile(r"yes|no", re.IGNORECASE)
_BEGINS = re.compile(r"^(?:is|are|does|do|would|will|was)\b", re.IGNORECASE)
_CUE = re.compile(
    r"^(?:is|are|does|do|would|will|was)\b|\b(?:contrary|budget|exempt|confidential|conflict"
    r"|departure|key decision)\b|^if\b",
    re.IGNORECASE,
)


def read_questions(pieces: list[Piece], account: Account) -> dict[str, Answer]:
    """The answers by key. A question that is asked twice with different answers is asked again, of a person."""
    found: dict[str, Answer] = {}
    taken: set[int] = set()
    for place, piece in enumerate(pieces):
        if place in taken or len(piece.text) > 4 * LONGEST or not _CUE.search(piece.text):
            continue
        key, held = _asked(pieces, place)
        if not key:
            continue
        answer = _answer(key, held, pieces[place + len(held) : place + len(held) + 3])
        above = pieces[place - 1] if place else None
        if answer.printed is None and above is not None and above.marker and _LONE.fullmatch(above.text):
            # the number and the answer were pasted before the words of the question
            answer = Answer(_value(key, above.text), above.text, answer.question, (above, *answer.pieces))
        taken.update(one.index for one in answer.pieces)
        before = found.get(key)
        if (
            before is not None
            and before.value is not answer.value
            and None not in (before.value, answer.value)
        ):
            account.doubt(
                piece,
                answer.question,
                "The same question is answered differently elsewhere in this paper; no answer was taken.",
            )
            answer = Answer(None, answer.printed, answer.question, (*before.pieces, *answer.pieces))
        elif before is not None and answer.value is None:
            answer = Answer(before.value, before.printed, before.question, (*before.pieces, *answer.pieces))
        found[key] = answer
        if answer.value is None and answer.printed and _NEITHER.search(answer.printed):
            account.doubt(
                piece,
                f"{answer.question} {answer.printed}",
                "Yes and No are both printed and neither is chosen, so there is no answer.",
            )
    for key, answer in found.items():
        account.at(key, answer.pieces)
    return found


def _asked(pieces: list[Piece], place: int) -> tuple[str, list[Piece]]:
    """Which question begins at a piece, and the pieces that it fills."""
    first = pieces[place]
    begins = _BEGINS.match(first.text)
    text = ""
    held: list[Piece] = []
    for piece in pieces[place : place + MOST_PIECES] if begins else [first]:
        if held and ((piece.marker and "." in piece.marker) or len(text) > LONGEST):
            break
        held.append(piece)
        text = f"{text} {piece.text}".strip()
        for key, pattern in QUESTIONS.items():
            found = pattern.search(text)
            if found and "?" in text[found.start() :]:
                return key, held
    for (
        key,
        pattern,
    ) in QUESTIONS.items():  # without a question mark: its answer behind it, or nothing but the question
        found = pattern.search(first.text)
        if found and (
            _TOKEN.search(first.text[found.end() :]) or first.cells or (begins and len(first.text) <= LONGEST)
        ):
            return key, [first]
    return "", []


def _answer(key: str, held: list[Piece], after: list[Piece]) -> Answer:
    text = " ".join(piece.text for piece in held)
    start = QUESTIONS[key].search(text)
    assert start is not None
    mark = text.find("?", start.end())
    question, behind = (text[: mark + 1], text[mark + 1 :]) if mark >= 0 else (text, "")
    inner = _words_inside(question[start.start() :])
    behind = behind.strip(" |")
    if behind:
        value = _value(key, behind)
        return Answer(value, behind, _without(question, inner), tuple(held))
    if inner:
        return Answer(inner.casefold() == "yes", inner, _without(question, inner), tuple(held))
    if mark < 0:
        tail = text[start.end() :]
        if _TOKEN.search(tail):
            return Answer(_value(key, tail), tail.strip(" |"), question, tuple(held))
    used: list[Piece] = []
    for piece in after:
        if not _is_answer(key, piece):
            break
        used.append(piece)
        if not re.fullmatch(r"[\W_]*", piece.text) and not _is_option(piece):
            break
    if used:
        printed = " ".join(piece.text for piece in used)
        return Answer(_value(key, printed), printed, question, (*held, *used))
    return Answer(None, None, question, tuple(held))


def _is_answer(key: str, piece: Piece) -> bool:
    """Whether the piece below a question is its answer: Yes or No, a box, N/A, and no heading or question of its own."""
    text = piece.text
    if (piece.marker and "." in piece.marker) or len(text) > 200 or text.endswith(("?", ":")):
        return False
    if re.match(
        r"^(?:yes|no)\b(?!\s+(?:specific|financial|legal|direct|further|other|implications|additional|risks?)\b)",
        text,
        re.IGNORECASE,
    ):
        return True
    return bool(
        _NOT_APPLICABLE.match(text)
        or re.match(r"^\W*\b(?:yes|no)\b\W*$", text, re.IGNORECASE)
        or (key == "exempt" and len(text.split()) <= 12 and (_NONE.match(text) or _EXEMPT.match(text)))
        or _is_option(piece)
    )


def _is_option(piece: Piece) -> bool:
    """A line of a list of boxes: "☐ Yes"."""
    return bool(
        re.fullmatch(r"\W*(?:yes|no)?\W*(?:\[[xX]\])?\W*(?:yes|no)?\W*", piece.printed(), re.IGNORECASE)
    ) and bool(
        _TOKEN.search(piece.printed())
        and len(piece.text) <= 24
        and (
            "☐" in piece.printed()
            or "☒" in piece.printed()
            or "[" in piece.printed()
            or "☑" in piece.printed()
            or "□" in piece.printed()
        )
    )


def _words_inside(question: str) -> str:
    """A lone Yes or No between the words of a question; "" where there is none or both."""
    inside = re.findall(r"(?<=\s)(Yes|No|YES|NO)(?=\s|\s*\|)", question)
    return inside[0] if len(inside) == 1 else ""


def _without(question: str, inner: str) -> str:
    return re.sub(rf"\s{inner}(?=\s)", "", question, count=1) if inner else question


def _value(key: str, printed: str) -> bool | None:
    """True, False or None for the words of an answer."""
    text = _DELETE.sub(" ", printed).strip(" |:-–")
    if _NOT_APPLICABLE.match(text):
        return None
    boxes = _ticked(text)
    if boxes is not None:
        return boxes[0]
    if _NEITHER.match(text) or _NEITHER.search(text[:20]):
        return None
    first = re.match(r"^\W*(yes|no)\b", text, re.IGNORECASE)
    if first:
        other = "no" if first[1].casefold() == "yes" else "yes"
        if re.fullmatch(rf"\W*{first[1]}\W+{other}\W*", text, re.IGNORECASE):
            return None
        return first[1].casefold() == "yes"
    if key == "exempt":
        if _NONE.match(text):
            return False
        if _EXEMPT.match(text):
            return True
    return None


def _ticked(text: str) -> tuple[bool | None] | None:
    """(answer,) where boxes are printed, (None,) where none or several are ticked; None where there are no boxes."""
    tokens = [(match.lastgroup, match.group().casefold()) for match in _TOKEN.finditer(text)]
    crosses = re.findall(r"\|\s*[xX✓✔]\s*(?=\||$)", text)
    if crosses:
        tokens = [
            (match.lastgroup or "on", match.group().casefold())
            for match in re.finditer(
                r"(?P<word>\b(?:yes|no)\b)|(?P<on>(?<=\|)\s*[xX✓✔☒☑]\s*(?=\||$))", text, re.IGNORECASE
            )
        ]
    if not any(kind in ("on", "off") for kind, _ in tokens):
        return None
    box_first = tokens[0][0] in ("on", "off")
    chosen: list[bool] = []
    for place, (kind, _) in enumerate(tokens):
        if kind != "on":
            continue
        beside = place + 1 if box_first else place - 1
        if 0 <= beside < len(tokens) and tokens[beside][0] == "word":
            chosen.append(tokens[beside][1] == "yes")
    return (chosen[0] if len(chosen) == 1 else None,)


def value_of_label(value: str) -> tuple[bool | None, bool]:
    """(exempt, certain) of a label's value: "None", "Open", "Part exempt: Appendix 2", "Yes"."""
    answer = _value("exempt", value)
    return answer, answer is not None or bool(_NOT_APPLICABLE.match(value))


def pieces_taken(answers: Iterable[Answer]) -> set[int]:
    return {piece.index for answer in answers for piece in answer.pieces}


def yes_or_no(value: str) -> bool | None:
    """The answer of any question that is printed as a label ("Key decision: No")."""
    return _value("", value)
