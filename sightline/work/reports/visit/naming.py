"""Names of folders and files in a pack: short, plain ASCII, safe on every system, the same whenever the same is named."""

from __future__ import annotations

import re
import unicodedata

ENDINGS = {"pdf": ".pdf", "docx": ".docx", "xlsx": ".xlsx", "csv": ".csv", "html": ".html", "text": ".txt"}
SAFE_ENDING = re.compile(r"\.[a-z0-9]{1,5}")
# What a double click would run. The bytes are given all the same, under a name that runs nothing.
RUN_ENDINGS = """
.exe .com .bat .cmd .scr .pif .msi .js .jse .vbs .vbe .wsf .wsh .ps1 .hta .lnk .jar .reg .cpl .dll .sh .app .url .chm
"""
RUNS = frozenset(RUN_ENDINGS.split())


def plain(text: str, most: int) -> str:
    """Lower-case letters, digits and single hyphens, at most so many, not cut within a word where that can be helped."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    kept = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
    if len(kept) <= most:
        return kept
    cut = kept[:most]
    whole, _, _ = cut.rpartition("-")
    return (whole if len(whole) > most // 2 else cut).strip("-")


def folder(place: int, reference: str, said: str) -> str:
    """ "03-finding-1-6-supervision" for the third finding of the inspection."""
    parts = [f"{place:02d}", plain(reference, 24), plain(said, 40)]
    return "-".join(part for part in parts if part)


def stem(key: int, version: int, title: str) -> str:
    """ "evidence-12-version-2-supervision-audit": the number of the piece keeps names apart."""
    parts = [f"evidence-{key}", f"version-{version}", plain(title, 60)]
    return "-".join(part for part in parts if part)


def ending(name: str, kind: str) -> str:
    """The ending that the file came with, if it is harmless; else what its bytes are; else ".bin"."""
    _, dot, last = name.rpartition(".")
    came_with = f".{last.lower()}" if dot else ""
    if SAFE_ENDING.fullmatch(came_with) and came_with not in RUNS:
        return came_with
    return ENDINGS.get(kind, ".bin")
