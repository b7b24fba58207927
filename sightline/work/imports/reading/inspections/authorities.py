"""Names of the English councils with children's services, to be certain of whom a report is about.

The list is that of upper-tier and unitary authorities 2009 to 2025, in the short form that the inspectorates' lists use.
Earlier councils are kept because their reports are still read.
"""

from __future__ import annotations

import re

_NAMES = """
Barking and Dagenham; Barnet; Barnsley; Bath and North East Somerset; Bedford; Bedford Borough; Bexley; Birmingham;
Blackburn with Darwen; Blackpool; Bolton; Bournemouth; Bournemouth, Christchurch and Poole; Bracknell Forest; Bradford; Brent;
Brighton and Hove; Bristol; Bromley; Buckinghamshire; Bury; Calderdale; Cambridgeshire; Camden; Central Bedfordshire;
Cheshire East; Cheshire West and Chester; City of London; Cornwall; Coventry; Croydon; Cumberland; Cumbria; Darlington; Derby;
Derbyshire; Devon; Doncaster; Dorset; Dudley; Durham; Ealing; East Riding of Yorkshire; East Sussex; Enfield; Essex; Gateshead;
Gloucestershire; Greenwich; Hackney; Halton; Hammersmith and Fulham; Hampshire; Haringey; Harrow; Hartlepool; Havering;
Herefordshire; Hertfordshire; Hillingdon; Hounslow; Isle of Wight; Isles of Scilly; Islington; Kensington and Chelsea; Kent;
Kingston upon Hull; Kingston upon Thames; Kirklees; Knowsley; Lambeth; Lancashire; Leeds; Leicester; Leicestershire;
Lewisham; Lincolnshire; Liverpool; Luton; Manchester; Medway; Merton; Middlesbrough; Milton Keynes; Newcastle upon Tyne; Newham;
Norfolk; North East Lincolnshire; North Lincolnshire; North Northamptonshire; North Somerset; North Tyneside; North Yorkshire;
Northamptonshire; Northumberland; Nottingham; Nottinghamshire; Oldham; Oxfordshire; Peterborough; Plymouth; Poole; Portsmouth;
Reading; Redbridge; Redcar and Cleveland; Richmond upon Thames; Rochdale; Rotherham; Rutland; Salford; Sandwell; Sefton;
Sheffield; Shropshire; Slough; Solihull; Somerset; South Gloucestershire; South Tyneside; Southampton; Southend-on-Sea;
Southwark; St Helens; Staffordshire; Stockport; Stockton-on-Tees; Stoke-on-Trent; Suffolk; Sunderland; Surrey; Sutton; Swindon;
Tameside; Telford and Wrekin; Thurrock; Torbay; Tower Hamlets; Trafford; Wakefield; Walsall; Waltham Forest; Wandsworth;
Warrington; Warwickshire; West Berkshire; West Northamptonshire; West Sussex; Westminster; Westmorland and Furness; Wigan;
Wiltshire; Windsor and Maidenhead; Wirral; Wokingham; Wolverhampton; Worcestershire; York
"""
NAMES = tuple(
    sorted(
        {name.strip() for name in _NAMES.replace("\n", " ").split(";")} - {"Bedford Borough"},
        key=len,
        reverse=True,
    )
)

# Shorter names that papers print of the same councils. They are looked up for a whole name only, never found within a text.
_SHORTER = {
    "bcp": "Bournemouth, Christchurch and Poole",
    "cheshire west": "Cheshire West and Chester",
    "east riding": "East Riding of Yorkshire",
    "hull": "Kingston upon Hull",
    "newcastle": "Newcastle upon Tyne",
    "richmond": "Richmond upon Thames",
    "royal borough of kingston": "Kingston upon Thames",
    "royal greenwich": "Greenwich",
    "southend": "Southend-on-Sea",
    "stockton": "Stockton-on-Tees",
    "stoke": "Stoke-on-Trent",
    "telford": "Telford and Wrekin",
}

_BEFORE = re.compile(
    r"^(?:the )?(?:(?:london|royal|metropolitan)?\s*borough(?: council)? of|royal borough of"
    r"|city and county of|city of|county of|county|council of(?: the)?|"
    r"(?:metropolitan )?district of|london borough|corporation of)\s+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:,\s(?:city|county) of|\s+london borough(?: council)?|"
    r"(?:['’]s)?\s+(?:(?:metropolitan|city|county|borough|district|unitary|local|mbc|royal|town)\s+)*"
    r"(?:council|corporation|authority|borough|city|mbc|county|district|lafp|local area partnership|partnership)(?:['’]s)?)$",
    re.IGNORECASE,
)


def _key(name: str) -> str:
    name = re.sub(r"['’](?=s\b)", "", name).replace("&", " and ").casefold()
    name = re.sub(r"[^a-z]+", " ", name)
    return re.sub(r"\b(?:the|upon|on)\b", " ", name).replace("saint ", "st ").strip()


_BY_KEY = {re.sub(r"\s+", " ", _key(name)): name for name in NAMES} | _SHORTER


def short_name(printed: str) -> tuple[str, bool]:
    """(the name without Council, City, London Borough of and the like; whether it is a council that is known)."""
    name = re.sub(r"\s+", " ", printed).strip(" .,:;–-")
    for candidate in (*_shorter(name), *_shorter(re.sub(r"['’](?=s\b)", "", name))):
        known = _BY_KEY.get(re.sub(r"\s+", " ", _key(candidate)))
        if known:
            return known, True
    last = list(_shorter(name))[-1]
    return last, False


def _shorter(name: str) -> list[str]:
    """The printed name, then with one layer of Council, Borough of and so on taken off after another."""
    names = [name]
    while True:
        shorter = _AFTER.sub("", names[-1]).strip()
        if shorter == names[-1] or not shorter:
            shorter = _BEFORE.sub("", names[-1]).strip()
        if shorter == names[-1] or not shorter:
            return names
        names.append(shorter)


def names_in(text: str) -> list[str]:
    """Known councils named in a text, the longest first, none inside a longer one."""
    words = " " + re.sub(r"\s+", " ", _key(text)) + " "
    found: list[str] = []
    for name in NAMES:
        key = " " + re.sub(r"\s+", " ", _key(name)) + " "
        if key in words:
            words = words.replace(key, " | ")
            found.append(name)
    return found
