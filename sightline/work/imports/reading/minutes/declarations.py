"""Interests that members declared, and corrections to the minutes of an earlier meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sightline.work.imports.reading.minutes.people import HONORIFIC, NAME, TITLED, is_name, split_people
from sightline.work.imports.reading.minutes.rows import Row
from sightline.work.imports.reading.minutes.sentences import sentences

_KIND = (
    r"(?P<type>(?:(?:disclosable|pecuniary|non-?\s?pecuniary|non-?\s?disclosable|"
    r"non-?\s?statutory|statutory|personal|prejudicial|registr?able|non-?\s?registr?able|other|"
    r"significant|general|family|potential|professional|private|"
    r"non-?\s?prejudicial|direct|indirect|financial|declarable|conflict of|standing|DPI|and|or|&|/|,|but)\s*){0,8})"
)
_DECLARED = re.compile(
    rf"^(?:In (?:relation|respect|regard) (?:to|of) (?P<before>[^,]{{3,160}}), "
    rf")?(?P<member>(?:{HONORIFIC} )?{NAME}(?:(?:, | and |, and ){NAME}){{0,12}})(?:,? "
    rf"\([^)]{{1,60}}\))?,?"
    rf"(?: (?:each|both|all|also|then|therefore))* (?i:(?:had )?(?:declared|disclosed|registered|"
    rf"stated|indicated|made a declaration of|gave notice of|expressed|noted)"
    rf"(?: that (?:he|she|they) had)? (?:an?|his|her|their|the|that)?\s*{_KIND}(?:interests?\b))(?P<rest>.*)$"
)
_PASSIVE = re.compile(
    rf"^(?i:An?|The following) (?i:{_KIND}(?:interests?) (?:was|were) (?:declared|disclosed) by) "
    rf"(?P<member>{TITLED}(?:(?:, | and ){NAME}){{0,8}})(?P<rest>.*)$"
)
_DECLARED_THAT = re.compile(
    rf"^(?P<member>{TITLED}(?: and {NAME})?)(?:,? \([^)]{{1,60}}\))?,? (?:declared|disclosed) "
    rf"that (?P<nature>(?:he|she|they|his|her|their)\b.+)$"
)
_SPEAKS_OF_INTEREST = re.compile(r"declar|disclos|\binterests?\b", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:no|nil|none|not any)\b[^.]{0,80}\b(?:interests?|declarations?|disclosures?|declared|"
    r"dispensations?|whip\w*)\b|\bthere were none\b|\bnone (?:was|were)? ?(?:declared|received|"
    r"made)|^none\b|^nil\b|\bdid not declare\b|^there were no\b",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"\b(?:agenda )?(?:items?|minutes?(?: no\.?| number)?)\s*(?:no\.?|"
    r"number)?\s*:?\s*(?P<item>\d{1,4}[a-z]?(?:\(?[a-z]?\)?)?(?:/\d{2,4})?(?:(?:,| and| to|-| &) "
    r"?\d{1,4}[a-z]?)*)",
    re.IGNORECASE,
)
_NATURE = re.compile(
    r"(?:\b(?:because|by virtue of(?: the fact that| being)?|on the (?:grounds?|basis) (?:that|"
    r"of)|due to(?: the fact that)?|in that|given that|owing to|arising from|for the reason "
    r"that)|[,;]?\s+(?=as (?:a |an |the |he |she |they |his |her |their |chair|governor|director|"
    r"trustee|member|leader)))\s*",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"\bnature of (?:the|his|her|their|this) interests?,?\s*(?:was|being|were|is)?\s*(?:that\b)?\s*",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"\b(?:declar(?:ed|ations?)|disclos(?:ed|ures?)|interests?)\b[^.]{0,160}(?:[:\-–—]|follows|below)\s*$",
    re.IGNORECASE,
)
_TABLE_HEAD = re.compile(
    r"^(?:name of )?(?:member|councillor|officer|name)s?$|^(?:member|councillor|name)\b.{0,30}$",
    re.IGNORECASE,
)
_COLUMN = re.compile(
    r"^(?:type of interest|nature of interest|item ?/ ?nature of interest|minute(?: no\.?| "
    r"number)?|agenda item(?: no\.?)?|item(?: no\.?| number)?|interest|reason|action|nature|"
    r"declaration|details?|type)$",
    re.IGNORECASE,
)
_DASHED = re.compile(
    rf"^(?P<member>(?:{HONORIFIC} )?{NAME})(?: \([^)]{{1,60}}\))?\s*(?::|\s[-–—]|[–—])\s*(?P<rest>.+)$"
)


@dataclass(slots=True)
class Declaration:
    member: str
    type: str | None
    item: str | None
    nature: str | None
    row: Row

    def to_json(self) -> dict[str, str | None]:
        return {"member": self.member, "type": self.type, "item": self.item, "nature": self.nature}


def read_declarations(
    title: str, rows: Sequence[Row]
) -> tuple[list[Declaration], list[tuple[list[Row], str]]]:
    """The interests declared in one item, and the passages that speak of one and were not understood."""
    found: list[Declaration] = []
    asides: list[tuple[list[Row], str]] = []
    about = bool(re.search(r"\b(?:declar|disclos|interest)", title, re.IGNORECASE))
    if not about and not any(_SPEAKS_OF_INTEREST.search(row.text) for row in rows):
        return [], []
    found += _in_table(rows)
    listed = ""
    for row in rows:
        if not listed and not _SPEAKS_OF_INTEREST.search(row.text):
            continue
        if _NONE.search(row.text) and len(row.text.split()) < 30:
            listed = ""
            continue
        if _LEADS.search(row.text):
            listed = row.text
            continue
        if listed and not any(one.row is row for one in found):
            more = _listed(row, listed)
            if more:
                found += more
                continue
        before = len(found)
        for sentence in sentences(row.text):
            found += _in_sentence(sentence, row)
        if (
            len(found) == before
            and about
            and re.search(r"\b(?:declared|disclosed) (?:an?|that|his|her|their)\b", row.text)
            and not re.search(r"\bno\b", row.text)
        ):
            asides.append(
                ([row], "A declaration of interest stands here; who declared it or what was not understood.")
            )
    return _unique(found), asides


def _unique(found: list[Declaration]) -> list[Declaration]:
    kept: list[Declaration] = []
    for one in found:
        if all((one.member, one.item, one.type) != (other.member, other.item, other.type) for other in kept):
            kept.append(one)
    return kept


def _in_sentence(sentence: str, row: Row) -> list[Declaration]:
    if not _SPEAKS_OF_INTEREST.search(sentence):
        return []
    match = _DECLARED.match(sentence) or _PASSIVE.match(sentence)
    if match:
        rest = match["rest"]
        before = match.groupdict().get("before") or ""
        people, unknown = split_people(match["member"])
        if not people or unknown:
            return []
        return [
            Declaration(person.name, _kind(match["type"]), _item(f"{before} {rest}"), _nature(rest), row)
            for person in people
        ]
    plain = _DECLARED_THAT.match(sentence)
    if plain:
        people, _ = split_people(plain["member"])
        return [
            Declaration(person.name, None, _item(plain["nature"]), plain["nature"].rstrip(". "), row)
            for person in people
        ]
    return []


def _kind(text: str | None) -> str | None:
    text = re.sub(r"\s+", " ", text or "").strip(" ,").casefold()
    text = (
        re.sub(r"^(?:and|or|but|,)\s+|\s+(?:and|or|but|other)$", "", text) if text not in ("other",) else text
    )
    return text.replace("dpi", "DPI") or None


def _item(text: str) -> str | None:
    """The item, or the items parted by commas, that a declaration names; what follows its reason is not looked at."""
    named = [found["item"].strip() for found in _ITEM.finditer(text)]
    return ", ".join(dict.fromkeys(named)) or None


def _nature(text: str) -> str | None:
    found = _STATED.search(text) or _NATURE.search(text)
    if not found:
        return None
    nature = re.sub(r"^as (?=(?:he|she|they|his|her|their)\b)", "", text[found.end() :].strip(" .,;"))
    return nature or None


def _listed(row: Row, lead: str) -> list[Declaration]:
    """A line of a list of declarations: "Prue Bray as a Director of ..."; the type stands in the sentence before the list."""
    kind = re.search(rf"{_KIND}(?:interests?|declarations? of (?:an? )?interests?)\b", lead, re.IGNORECASE)
    type_ = _kind(kind["type"]) if kind else None
    text = re.sub(r"(?:;|,)?\s*(?:and)?\s*$", "", row.text).rstrip(".")
    sentence = _in_sentence(text, row)
    if sentence:
        return sentence
    dashed = _DASHED.match(text)
    if dashed and is_name(dashed["member"].strip()):
        own = re.match(rf"^{_KIND}(?:interest\b)?", dashed["rest"], re.IGNORECASE)
        return [
            Declaration(
                dashed["member"].strip(),
                _kind(own["type"]) if own and own["type"].strip() else type_,
                _item(dashed["rest"]),
                dashed["rest"].strip(),
                row,
            )
        ]
    plain = re.match(
        rf"^(?P<member>(?:{HONORIFIC} )?{NAME}) (?P<rest>(?:as|is|was|because|in|for|with|who)\b.+)$", text
    )
    if plain and is_name(plain["member"]):
        return [Declaration(plain["member"], type_, _item(plain["rest"]), plain["rest"].strip(), row)]
    return []


def _in_table(rows: Sequence[Row]) -> list[Declaration]:
    """A table of declarations, printed as rows or one cell a line."""
    for index, row in enumerate(rows):
        if row.cells and _TABLE_HEAD.match(row.cells[0] or "") and len(row.cells) >= 2:
            heads = [cell or "" for cell in row.cells]
            body = [
                ([cell or "" for cell in other.cells], other)
                for other in rows[index + 1 :]
                if len(other.cells) == len(heads)
            ]
            return [one for cells, other in body for one in _from_cells(heads, cells, other)]
        if (
            not row.cells
            and _TABLE_HEAD.match(row.text)
            and index + 1 < len(rows)
            and _COLUMN.match(rows[index + 1].text)
        ):
            heads = [row.text]
            place = index + 1
            while place < len(rows) and _COLUMN.match(rows[place].text) and len(heads) < 5:
                heads.append(rows[place].text)
                place += 1
            found = []
            while place + len(heads) <= len(rows) and is_name(rows[place].text):
                cells = [other.whole for other in rows[place : place + len(heads)]]
                found += _from_cells(heads, cells, rows[place])
                place += len(heads)
            return found
    return []


def _from_cells(heads: list[str], cells: list[str], row: Row) -> list[Declaration]:
    people, unknown = split_people(cells[0])
    if not people or unknown:
        return []
    type_ = item = nature = None
    for head, cell in zip(heads[1:], cells[1:], strict=False):
        if re.match(r"type|declaration|interest$", head, re.IGNORECASE):
            type_ = cell.casefold() or None
        elif re.match(r"minute|agenda|item(?! ?/)", head, re.IGNORECASE):
            item = _item(cell) or _item(f"item {cell}") or cell or None
        else:
            nature = cell or None
    return [
        Declaration(person.name, type_, item or (_item(nature) if nature else None), nature, row)
        for person in people
    ]


# Corrections: the words between quotation marks, old and new.


def _quote(name: str) -> str:
    return (
        rf"(?:[“](?P<{name}>[^“”]{{1,1200}})[”]|\"(?P<{name}2>[^\"]{{1,1200}})\"|"
        rf"[‘](?P<{name}3>[^‘]{{1,1200}}?)[’](?=\W|$)|(?<!\w)'(?P<{name}4>[^']{{1,400}})'(?!\w))"
    )


_TO_BE = r"(?:(?:should |to |would |will )?(?:be|have been|being|was|were|is)\s+)?(?:\w+ly\s+)?"
_OLD_NEW = (
    re.compile(
        rf"{_quote('old')}[^“”\"‘]{{0,60}}?\b{_TO_BE}(?:changed|amended|replaced|corrected|"
        rf"altered|substituted|deleted and replaced|removed and replaced|revised|updated)\s+(?:to "
        rf"(?:read|say|state)?|by|with|as)\s*:?\s*{_quote('new')}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:from|replac(?:e|ing|ement of)|delet(?:e|ing|ion of)|chang(?:e|ing)|amend(?:ing)?|"
        rf"correct(?:ing)?|remov(?:e|ing|al "
        rf"of))\b[^“”\"‘]{{0,60}}?{_quote('old')}[^“”\"‘]{{0,60}}?\b(?:to(?: read)?|with|by|"
        rf"(?:and )?(?:insert|substitut|replac|add)\w*(?: it)?(?: with| "
        rf"by)?)\b[^“”\"‘]{{0,30}}?{_quote('new')}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_quote('old')}\s+(?:should|to|must|ought to|needs? to)\s+(?:be |have )?(?:read|say|state)\w*\s*:?\s*{_quote('new')}",
        re.IGNORECASE,
    ),
)
_NEW_OLD = (
    re.compile(
        rf"\b(?:substitut(?:e|ing|ion of)|"
        rf"insert(?:ing)?)\b[^“”\"‘]{{0,40}}?{_quote('new')}\s+(?:for|in place of|instead of|in "
        rf"lieu of|in substitution for)\s+(?:the words?\s+)?{_quote('old')}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:read|say|state|be)\s*:?\s*{_quote('new')},?\s+(?:rather than|instead of|and not|not|in place of)\s+{_quote('old')}",
        re.IGNORECASE,
    ),
)
_FROM_TO = re.compile(
    r"\b(?:amended|changed|corrected|altered|"
    r"revised)\s+from\s+(?P<old>[^“”\"‘.;]{2,80}?)\s+to\s+(?:read\s+)?(?P<new>[^“”\"‘.;]{2,80}?)(?=[.;,]|"
    r"$| and\b)",
    re.IGNORECASE,
)
_NEW_ONLY = re.compile(
    rf"\b(?:to (?:now )?read|should (?:now )?read|amended as follows|as follows|to add(?: the "
    rf"(?:sentence|words?))?|add(?:ing|ition of|ed)?(?: the)?(?: words?| sentence| following)?|"
    rf"insert(?:ion of|ing|ed)?|to be replaced (?:with|by)|"
    rf"include)\b[^“”\"‘]{{0,60}}?{_quote('new')}",
    re.IGNORECASE,
)
_ADDED = re.compile(
    rf"\bwords?\b[^“”\"‘]{{0,20}}{_quote('new')}\s+(?:to )?be (?:added|inserted)", re.IGNORECASE
)
_DELETED = re.compile(
    rf"\b(?:delet(?:e|ed|ing|ion of)|remov(?:e|ed|ing|al of)|"
    rf"omit(?:ted)?)\b[^“”\"‘]{{0,40}}?{_quote('old')}|{_quote('gone')}[^“”\"‘]{{0,30}}?\b(?:to "
    rf")?be (?:deleted|removed)",
    re.IGNORECASE,
)
_DELETE_LINE = re.compile(
    r"\bdelete the (?:sentence|words?|paragraph)\s*:\s*(?P<old>[^“”\"]{5,300})$", re.IGNORECASE
)
_SUBJECT_TO = re.compile(
    r"\b(?:subject to|with the following|following|including)\b[^.]{0,80}\b(?:amend\w*|"
    r"corrections?|changes?|alterations?|addition|inclusion|removal|deletion|clarifications?|"
    r"being (?:amended|corrected|changed|replaced|altered|deleted|substituted))\b|"
    r"\bamendments? (?:be|to be|was|were)\b|\bshould (?:be amended|read|have read)\b|\bthe "
    r"following (?:amendments?|corrections?|changes?)\b|\bsubject to\s*[:\-–—]+\s*$|\bto be "
    r"(?:changed|amended|corrected) to\b|\bto be amended\b|\bchanged to read\b",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"^(?:the |an? )?(?:inclusion|addition|removal|deletion|amendment|correction|insertion) of\b",
    re.IGNORECASE,
)
_AMENDMENT_OF = re.compile(
    rf"\bamendment\b[^“”\"‘]{{0,40}}\bto be (?:added|inserted|made)\b[^“”\"‘]{{0,200}}?{_quote('new')}",
    re.IGNORECASE,
)
_SAID_PLAINLY = re.compile(
    r"\bfollowing (?:amendment|correction|change|addition)\s*[:\-–—]+\s*(?P<new>[A-Z][^“”\"]{10,400})$"
)
_QUOTED_WHOLE = re.compile(r"^[“\"](?P<words>[^“”\"]{3,3000})[”\"]\.?$")
_WHERE = re.compile(
    r"\b((?:on )?pages? \d+[^–—:“\"‘]{0,60}|(?:minute|item|paragraph|para|resolution)\.?(?: "
    r"item)?\s*(?:no\.?|number)?\s*\d[\w./()]*[^–—:“\"‘]{0,60}|(?:first|second|third|fourth|"
    r"fifth|last|final|penultimate) (?:paragraph|bullet point|line|sentence)[^–—:“\"‘]{0,40})",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Correction:
    """old or new is None where the minutes state only one of them; of is the place in the earlier minutes as printed."""

    old: str | None
    new: str | None
    of: str | None
    row: Row

    def to_json(self) -> dict[str, str | None]:
        return {"old": self.old, "new": self.new, "of": self.of}


def read_corrections(title: str, rows: Sequence[Row]) -> tuple[list[Correction], list[tuple[list[Row], str]]]:
    """Corrections to earlier minutes in an item about them, and the passages that name one without its words."""
    titled = bool(re.search(r"\b(?:minutes|record|notes)\b", title, re.IGNORECASE))
    start = next(
        (
            index
            for index, row in enumerate(rows)
            if (titled or "minutes" in row.text.casefold()) and _SUBJECT_TO.search(row.text)
        ),
        None,
    )
    if start is None:
        return [], []
    found: list[Correction] = []
    of = None
    lead = ""
    for row in rows[start : start + 40]:
        place = _WHERE.search(row.text)
        of = (
            re.split(
                r"\s+(?:being|to be|should|be|is|was|delete|replace|amend|please)\b|, (?:the|to|add|be|please)\b",
                place[1],
            )[0].strip(" ,;-")
            if place
            else of
        )
        quoted = _QUOTED_WHOLE.match(row.text)
        if quoted and lead.rstrip().endswith((":", "-", "–")):
            gone = re.search(r"\b(?:delet|remov|omi)", lead, re.IGNORECASE)
            words = quoted["words"].strip()
            found.append(Correction(words if gone else None, None if gone else words, of, row))
        else:
            found += _corrections_of(row, of)
        lead = row.text
    if found:
        rest = [
            row
            for row in rows[start + 1 : start + 40]
            if _LOOSE.match(row.text) and not any(one.row is row for one in found)
        ]
        return found, [
            ([row], "A correction to earlier minutes stands here; its old and new words were not understood.")
            for row in rest
        ]
    named = list(rows[start : start + 6])
    return [], [
        (
            named[:1] if not named[0].text.rstrip().endswith((":", "-", "–")) else named,
            "A correction to earlier minutes stands here; its old and new words were not understood.",
        )
    ]


def _group(match: re.Match[str], name: str) -> str | None:
    groups = match.groupdict()
    return next(
        (groups[key].strip() for key in (name, f"{name}2", f"{name}3", f"{name}4") if groups.get(key)), None
    )


def _corrections_of(row: Row, of: str | None) -> list[Correction]:
    if re.match(
        r"^[“\"]?(?:that|resolved)\b.{0,200}\bcorrect record[.”\"]*$", row.text, re.IGNORECASE
    ) and not re.search(r"[“\"‘].{2,}[”\"’]", row.text[1:]):
        return []
    for pattern in (*_OLD_NEW, *_NEW_OLD):
        matches = list(pattern.finditer(row.text))
        if matches:
            return [Correction(_group(match, "old"), _group(match, "new"), of, row) for match in matches]
    plain = _FROM_TO.search(row.text)
    if plain:
        return [Correction(plain["old"].strip(), plain["new"].strip(), of, row)]
    for pattern in (_ADDED, _DELETED, _NEW_ONLY, _AMENDMENT_OF):
        match = pattern.search(row.text)
        if match:
            return [Correction(_group(match, "old") or _group(match, "gone"), _group(match, "new"), of, row)]
    gone = _DELETE_LINE.search(row.text)
    if gone:
        return [Correction(gone["old"].strip(" ."), None, of, row)]
    said = _SAID_PLAINLY.search(row.text)
    return [Correction(None, said["new"].strip(" ."), of, row)] if said else []
