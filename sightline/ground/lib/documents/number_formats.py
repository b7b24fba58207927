"""What a spreadsheet program prints for a stored number: "83%" for 0.83, "Mar-14" for a day in March 2014.

Only the common part of the format language is understood (percentages, decimals, thousands, currency, dates). What is
not understood is printed plainly, never wrongly scaled.
"""

from __future__ import annotations

import datetime as dt
import re

BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "dd/mm/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    22: "dd/mm/yyyy hh:mm",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
}
MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')
_DATE_TOKEN = re.compile(r"y+|m+|d+|h+|s+|am/pm|.", re.IGNORECASE | re.DOTALL)


def printed_number(value: float, code: str = "General") -> str:
    """A number as its cell shows it."""
    section = _unquote(_section(code, value))
    digits = re.search(r"[0#?][0#?,]*(?:\.([0#?]+))?", section)
    if digits is None or "e+" in section.lower() or "/" in section:
        return plain_number(value)
    shown = value * 100 if "%" in section else value
    places = len(digits.group(1) or "")
    text = f"{abs(shown):,.{places}f}" if "," in digits.group(0) else f"{abs(shown):.{places}f}"
    if digits.group(1) and set(digits.group(1)) & set("#?") and "." in text:
        needed = len(digits.group(1).rstrip("#?"))
        whole, _, fraction = text.partition(".")
        text = f"{whole}.{fraction[:needed]}{fraction[needed:].rstrip('0')}".rstrip(".")
    before, after = section[: digits.start()].strip(" -("), section[digits.end() :].strip(" )")
    sign = "-" if value < 0 and float(text.replace(",", "")) != 0 else ""
    return f"{sign}{before}{text}{after if after == '%' else (' ' + after if after else '')}"


def plain_number(value: float) -> str:
    """A number with up to 15 significant digits and no needless ".0"."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return format(value, ".15g")


def printed_date(value: dt.datetime, code: str) -> str:
    """A date as its cell shows it; day first where the format leaves it to the reader's country."""
    section = _unquote(code.split(";")[0].replace("\\ ", " ").replace("\\-", "-").replace("\\/", "/"))
    out: list[str] = []
    after_hour = False
    for token in _DATE_TOKEN.findall(section.split("@")[0]):
        low = token.lower()
        if low[0] == "m" and not after_hour:
            out.append(_month(value, len(low)))
        elif low[0] == "m":
            out.append(f"{value.minute:02d}")
        elif low[0] == "y":
            out.append(str(value.year) if len(low) > 2 else f"{value.year % 100:02d}")
        elif low[0] == "d":
            out.append(_day(value, len(low)))
        elif low[0] == "h":
            out.append(f"{value.hour:02d}")
        elif low[0] == "s":
            out.append(f"{value.second:02d}")
        elif low != "am/pm":
            out.append(token)
        after_hour = low[0] == "h" or (after_hour and not low[0].isalpha())
    return "".join(out).strip()


def is_date(code: str) -> bool:
    """Whether a format shows a day, month or year."""
    return (
        bool(re.search(r"[dy]|mmm", _unquote(code.split(";")[0]).lower())) and "general" not in code.lower()
    )


def _section(code: str, value: float) -> str:
    sections = code.split(";")
    if value < 0 and len(sections) > 1 and sections[1].strip():
        return sections[1]
    return sections[0]


def _unquote(section: str) -> str:
    return _QUOTED.sub(lambda match: match.group(1) or match.group(2) or match.group(3) or "", section)


def _month(value: dt.datetime, letters: int) -> str:
    if letters >= 4:
        return MONTHS[value.month - 1] if letters == 4 else MONTHS[value.month - 1][0]
    if letters == 3:
        return MONTHS[value.month - 1][:3]
    return f"{value.month:02d}" if letters == 2 else str(value.month)


def _day(value: dt.datetime, letters: int) -> str:
    if letters >= 3:
        name = DAYS[value.weekday()]
        return name if letters > 3 else name[:3]
    return f"{value.day:02d}" if letters == 2 else str(value.day)
