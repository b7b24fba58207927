"""Owners and bodies out of one cell, without tearing a post's title in two."""

from __future__ import annotations

import re
from functools import lru_cache

ROLE_WORDS = frozenset(
    """
    head heads director directors manager managers mgr mgrs lead leads officer officers commissioner
    commissioners chief deputy assistant associate principal chair chairs leader supervisor coordinator
    co-ordinator adviser advisor consultant analyst administrator worker workers practitioner practitioners
    nurse doctor sergeant inspector superintendent executive secretary councillor cllr member senco
    headteacher headteachers hos hoss ad ads dcs tm tms sm gm psw sro cfo ceo dph hr specialist champion
    representative team teams trainer teacher partners partnership board group iro iros dsl lado dmt slt smt
    trust icb ccg police council auditor solicitor strategist owner sponsor
    """.split()  # noqa: SIM905
)
FIELD_WORDS = frozenset(
    """
    early help front door social care health education children childrens fostering adoption safeguarding
    quality assurance service services school schools family families performance practice learning
    development leaving corporate parenting permanence assessment youth justice commissioning workforce send
    inclusion virtual residential placements disabilities disability court data improvement strategy
    intervention prevention support planning training complaints young people transformation neglect
    exploitation protection public legal finance human resources it digital mash hub locality duty looked
    after adults housing communities partnerships policy audit reviewing independent mental attendance
    skills business intelligence information
    """.split()  # noqa: SIM905
)
KNOWN_ACRONYMS = frozenset(
    """
    AD ADS DCS HOS HR PSW IRO IROS SRO CEO DPH ICB CCG LADO DMT SLT SMT TM SM GM MASH QA SEND ICT IT NHS
    LSCB LSCP CSC EH YOT YJS DSL VSH CYP LA DFE DCO DMO CCM CSP SW ASYE PA BI DSCP NNCT AYSE HT
    """.split()  # noqa: SIM905
)
QUALIFIERS = frozenset(
    "service strategic senior interim group locality operations executive acting joint".split()  # noqa: SIM905
)
NOBODY = re.compile(
    r"^\W*(?:t\.?b\.?[ca]\.?|tbd|tbc?|to be (?:confirmed|agreed|decided|appointed|identified|recruited)|none|n/?a|"
    r"not (?:known|stated|applicable|yet appointed)|vacant|vacancy|-+|–|\?+)\W*$",
    re.IGNORECASE,
)
_HARD = re.compile(r"\s*(?:\n|;|•|●|\||\s/\s?|\s?/\s)\s*")


def read_owners(text: str | None) -> list[str]:
    """The owners of a cell, as printed, in order. "TBC" is nobody."""
    return list(_owners(text or ""))


@lru_cache(maxsize=4096)
def _owners(text: str) -> tuple[str, ...]:
    owners: list[str] = []
    for part in _HARD.split(text):
        for piece in _slashes(part.strip(" ,.-–\t")):
            for joined in _ands(piece):
                owners += [one for one in _commas(joined) if one and not NOBODY.match(one)]
    return tuple(dict.fromkeys(owners))


def read_bodies(text: str | None) -> list[str]:
    """Organisations of a cell: one a line, or parted by semicolon, comma or a slash between blanks; "and" parts none."""
    parts = re.split(r"\s*(?:\n|;|•|●|\||,|\s/\s)\s*", text or "")
    cleaned = (re.sub(r"^(?:and|&)\s+", "", part.strip(" .-–\t")) for part in parts)
    return list(dict.fromkeys(part for part in cleaned if part and not NOBODY.match(part)))


def only_initials(owner: str) -> bool:
    """Whether an owner is given by initials that no usual post has ("JB", "K.L.")."""
    letters = owner.replace(".", "").replace(" ", "")
    return (
        letters.isupper() and letters.isalpha() and 2 <= len(letters) <= 3 and letters not in KNOWN_ACRONYMS
    )


def _slashes(part: str) -> list[str]:
    """ "AD/HR" is two; "Education/Health Lead" is one."""
    pieces = [piece.strip() for piece in part.split("/")]
    if len(pieces) > 1 and all(
        _is_acronym(piece) or _is_whole_post(piece) or _is_person(piece) for piece in pieces
    ):
        return pieces
    return [part]


MOST_OWNERS = 60


def _commas(part: str) -> list[str]:
    """Split at a comma where another owner begins; keep "Head of Service, Front Door" and "Given Surname, Director"."""
    owners: list[str] = []
    if part.count(",") > MOST_OWNERS:
        return [part]  # no list of owners, whatever it is
    for piece in (piece.strip() for piece in part.split(",")):
        if not piece:
            continue
        if owners and not _begins_another(owners[-1], piece):
            owners[-1] = f"{owners[-1]}, {piece}"
        else:
            owners.append(piece)
    return owners


def _begins_another(before: str, piece: str) -> bool:
    first = re.sub(r"^(?:and|&)\s+", "", piece)
    if _is_acronym(first) and (_is_acronym(before) or _has_role(before)):
        return True
    if _is_person(before) and not _has_role(before):
        return _is_person(first)
    if "," in before and _is_person(before.split(",")[0]) and _is_person(first):
        return True
    return _begins_with_role(first) or (_has_role(first) and _has_role(before))


def _ands(part: str) -> list[str]:
    """Split at "and" or "&" only where an owner stands on both sides."""
    part = re.sub(r"^(?:and|&)\s+", "", part)
    for match in re.finditer(r"\s+(?:and|&)\s+", part):
        left, right = part[: match.start()].strip(), part[match.end() :].strip()
        if _stands_alone(left) and _stands_alone(right) and not _goes_on(left, right):
            return [left, *_ands(right)]
    return [part]


def _stands_alone(text: str) -> bool:
    return _is_acronym(text) or _is_person(text) or _is_whole_post(text)


def _goes_on(left: str, right: str) -> bool:
    """ "Head of Safeguarding and Quality Assurance Manager" may be one or two: it stays whole."""
    starts_new = _begins_with_role(right) or _is_acronym(right) or _is_person(right)
    return not starts_new and re.search(r"\b(?:of|for)\s+\w+(?:\s\w+)?$", left) is not None


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z][a-z\-]*", text.lower().replace("’", "").replace("'", ""))


def _has_role(text: str) -> bool:
    return any(word in ROLE_WORDS for word in _words(text))


def _begins_with_role(text: str) -> bool:
    words = _words(text)
    qualified = len(words) > 1 and words[0] in {
        "service",
        "strategic",
        "senior",
        "interim",
        "group",
        "locality",
        "operations",
        "executive",
        "acting",
        "joint",
    }
    return bool(words) and (
        words[0] in ROLE_WORDS or (qualified and any(word in ROLE_WORDS for word in words[1:3]))
    )


def _is_whole_post(text: str) -> bool:
    words = _words(text)
    return len(words) >= 1 and _has_role(text) and words[-1] not in ("of", "for")


def _is_acronym(text: str) -> bool:
    return (
        bool(re.fullmatch(r"[A-Z][A-Za-z]?[A-Z]{0,4}s?", text))
        and sum(letter.isupper() for letter in text) >= 2
    )


def _is_person(text: str) -> bool:
    """Two or three capitalised words that are no words of the field: a name."""
    bare = re.sub(r"^(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Prof)\.?\s+|\s*\([^)]*\)$", "", text)
    words = bare.split()
    return (
        2 <= len(words) <= 3
        and all(re.fullmatch(r"[A-Z][a-zA-Z'’\-]+|[A-Z]\.?", word) for word in words)
        and not any(
            word.lower().replace("’", "").replace("'", "") in FIELD_WORDS | ROLE_WORDS for word in words
        )
    )
