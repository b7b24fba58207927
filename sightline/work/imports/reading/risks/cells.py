"""What one cell of a risk table says: a score with its factors, or a list of controls."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sightline.ground.lib.dates import find_dates

MOST = 100
_NOTHING = re.compile(
    r"^\W*(?:n/?a|none|tb[cad]|to be (?:confirmed|assessed|scored)|nil|new|not (?:scored|assessed))?\W*$",
    re.IGNORECASE,
)
_PRODUCT = re.compile(
    r"(?<!\d)(\d{1,2})\s?[x×*]\s?(\d{1,2})(?:\s?[=(:–-]+\s?(\d{1,3}))?(?!\d)", re.IGNORECASE
)
_LETTERED = re.compile(
    r"\b(?:(?P<i>I|Imp(?:act)?)|(?P<l>L|Lik(?:elihood)?|P|Prob(?:ability)?))\s?[:=]?\s?(?P<n>\d{1,2})\b",
    re.IGNORECASE,
)
_MOVED = re.compile(r"(?<!\d)(\d{1,3})\s?(?:→|->|=>|➔|➜|►|\bto\b)\s?(\d{1,3})(?!\d)", re.IGNORECASE)
_WAS = re.compile(
    r"(?<!\d)(\d{1,3})\s?\(?\s?(?:was|previously|formerly|from|prev\.?)\s?:?\s?(\d{1,3})(?!\d)", re.IGNORECASE
)
_GRID_REF = re.compile(r"^(?:[A-F]\s?[1-6]|[1-6]\s?[A-F])$")
_BAND = re.compile(
    r"^\(?(?:very |extremely |medium[- /])?(?:high|low|medium|moderate|significant|critical|severe|minor|major|"
    r"extreme|red|amber|green|yellow|orange|blue|tolerable|"
    r"acceptable|unacceptable|substantial|[RAGYB])(?:[- /](?:high|low|medium|red|amber|green))?(?: risk)?\)?$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:^|\n)\s*(?:[•●○◦▪■□\-–—*·➢➤►✓]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+|\s[•●▪➢➤]\s*")


@dataclass(frozen=True, slots=True)
class CellScore:
    """value and before as whole numbers, or None; factors as printed side by side; band what is printed in words or letters."""

    value: int | None = None
    before: int | None = None
    factors: tuple[int, int] | None = None
    impact: int | None = None
    likelihood: int | None = None
    band: str | None = None
    clear: bool = True


def read_score(text: str | None) -> CellScore:
    """The score of a cell. `clear` is False where something is printed that could not be read as one score."""
    printed = " ".join((text or "").replace("\xa0", " ").split())
    if _NOTHING.match(printed):
        return CellScore()
    if find_dates(printed) and not re.fullmatch(r"\d{1,3}", printed):
        return CellScore(clear=False)
    if _GRID_REF.match(printed) or _BAND.match(printed):
        return CellScore(band=printed)
    product = _PRODUCT.search(printed)
    if product:
        return _of_product(printed, product)
    lettered = _of_letters(printed)
    if lettered is not None:
        return lettered
    moved, was = _MOVED.search(printed), _WAS.search(printed)
    if moved or was:
        found = moved or was
        assert found is not None
        old, new = (1, 2) if moved else (2, 1)
        return CellScore(int(found.group(new)), int(found.group(old)))
    numbers = [int(one) for one in re.findall(r"(?<![\d.])\d{1,3}(?![\d%])", printed)]
    if len(numbers) == 1 and numbers[0] <= MOST and not re.search(r"\d[.,]\d|%|£", printed):
        words = re.sub(r"[\d()\[\]↑↓→←↔⇧⇩▲▼△▽=:–-]", " ", printed).strip()
        return CellScore(numbers[0], band=words if _BAND.match(words) else None)
    return CellScore(clear=False)


def _of_product(printed: str, product: re.Match[str]) -> CellScore:
    one, other = int(product.group(1)), int(product.group(2))
    if product.group(3):
        return CellScore(int(product.group(3)), factors=(one, other))
    rest = [
        int(found)
        for found in re.findall(r"\d{1,3}", printed[: product.start()] + " " + printed[product.end() :])
    ]
    if len(rest) == 1:
        return CellScore(rest[0], factors=(one, other))
    return CellScore(one * other, factors=(one, other)) if not rest else CellScore(clear=False)


def _of_letters(printed: str) -> CellScore | None:
    """ "I4 L5 20", "Impact: 4 Likelihood: 5 Score: 20" """
    impact = likelihood = None
    rest = printed
    for found in _LETTERED.finditer(printed):
        if found.group("i"):
            impact = int(found.group("n"))
        else:
            likelihood = int(found.group("n"))
        rest = rest.replace(found.group(), " ", 1)
    if impact is None or likelihood is None:
        return None
    numbers = [int(one) for one in re.findall(r"\d{1,3}", rest)]
    return CellScore(
        numbers[0] if len(numbers) == 1 else None,
        impact=impact,
        likelihood=likelihood,
        clear=len(numbers) < 2,
    )


def read_list(text: str | None, breaks_count: bool) -> list[str]:
    """The points of a cell. breaks_count says that its line ends part points (a spreadsheet) and not words (a PDF)."""
    if not text or not text.strip():
        return []
    parts = _BULLET.split(text)
    if len(parts) == 1 and breaks_count:
        parts = text.split("\n")
    found = [" ".join(part.split()) for part in parts]
    return [part for part in found if part and not _NOTHING.match(part)]


def folded_text(text: str | None) -> str | None:
    """The text of a cell in one line, or None where it is blank."""
    return " ".join(text.split()) or None if text else None
