"""Archives of strangers: what is in them is told before anything is unpacked, and nothing that they say is believed."""

from __future__ import annotations

import io
import os
import random
import stat
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from sightline.ground.lib.documents.archives import Limits, Member, left_by_a_program, members, unpacked
from sightline.ground.lib.errors import Unreadable

MINUTES = b"MINUTES of the Scrutiny Panel, 3 May 2023. Resolved: That the report be noted." * 20


def packed(
    *files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED, change: bytes = b"", to: bytes = b""
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files:
            info = zipfile.ZipInfo("placeholder")
            info.filename, info.compress_type = name, method
            archive.writestr(info, content)
    data = out.getvalue()
    return data.replace(change, to) if change else data


def kept(folder: Path, data: bytes) -> Path:
    path = folder / "papers.zip"
    path.write_bytes(data)
    return path


def read(path: Path, member: Member) -> bytes:
    return b"".join(unpacked(path, member))


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_files_come_in_their_order_with_their_folders(tmp_path, method):
    path = kept(
        tmp_path,
        packed(("2023/May/minutes.txt", MINUTES), ("2023/", b""), ("report.txt", b"Report"), method=method),
    )
    first, second = members(path)
    assert (first.folder, first.name, first.why) == ("2023/May", "minutes.txt", "")
    assert (second.folder, second.name) == ("", "report.txt")
    assert read(path, first) == MINUTES and read(path, second) == b"Report"


@pytest.mark.parametrize(
    ("name", "why", "says"),
    [
        ("../../etc/passwd", "refused", "leads out of the archive"),
        ("/etc/passwd", "refused", "leads out of the archive"),
        ("C:\\Windows\\win.ini", "refused", "leads out of the archive"),
        ("a\\..\\..\\b.txt", "refused", "leads out of the archive"),
        ("more/papers.zip", "refused", "archive inside the archive"),
        ("papers.tar.gz", "refused", "archive inside the archive"),
        ("__MACOSX/._minutes.pdf", "left-out", "adds by itself"),
        ("2023/Thumbs.db", "left-out", "adds by itself"),
        ("2023/.DS_Store", "left-out", "adds by itself"),
        ("2023/~$minutes.docx", "left-out", "adds by itself"),
        ("desktop.ini", "left-out", "adds by itself"),
    ],
)
def test_names_that_are_not_taken_say_why(tmp_path, name, why, says):
    (member, good) = members(kept(tmp_path, packed((name, MINUTES), ("minutes.txt", MINUTES))))
    assert member.why == why and says in member.sentence and member.sentence.endswith(".")
    assert good.why == ""
    assert left_by_a_program(name) == (why == "left-out")


def test_links_and_devices_are_not_followed(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, kind in (
            ("link.pdf", stat.S_IFLNK),
            ("pipe.pdf", stat.S_IFIFO),
            ("file.txt", stat.S_IFREG),
        ):
            info = zipfile.ZipInfo(name)
            info.external_attr = (kind | 0o644) << 16
            archive.writestr(info, b"/etc/passwd")
    link, pipe, file = members(kept(tmp_path, out.getvalue()))
    assert "a link or a device" in link.sentence and "a link or a device" in pipe.sentence and not file.why


def test_locked_members_are_named(tmp_path):
    data = bytearray(packed(("locked.pdf", MINUTES), ("open.txt", MINUTES)))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    locked, open_ = members(kept(tmp_path, bytes(data)))
    assert locked.why == "refused" and "password" in locked.sentence and not open_.why


def test_a_member_locked_only_where_it_stands_is_not_unpacked(tmp_path):
    data = bytearray(packed(("locked.pdf", MINUTES)))
    data[6] |= 1
    path = kept(tmp_path, bytes(data))
    with pytest.raises(Unreadable, match="password"):
        read(path, members(path)[0])


def test_other_ways_of_packing_are_not_unpacked(tmp_path):
    (member,) = members(kept(tmp_path, packed(("a.txt", MINUTES), method=zipfile.ZIP_LZMA)))
    assert "packed in a way that is not read here (number 14)" in member.sentence


def test_empty_files_are_named(tmp_path):
    (member,) = members(kept(tmp_path, packed(("a.txt", b""))))
    assert member.why == "refused" and "empty" in member.sentence


@pytest.mark.parametrize("says", [10, len(MINUTES) * 50])
def test_a_member_that_lies_about_its_size_is_refused_while_it_is_unpacked(tmp_path, says):
    data = bytearray(packed(("a.txt", MINUTES)))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<L", says)
    path = kept(tmp_path, bytes(data))
    with pytest.raises(Unreadable):
        read(path, members(path)[0])


def test_a_bomb_is_refused_by_what_it_says(tmp_path):
    data = packed(("zeros.txt", b"\0" * 30_000_000))
    assert len(data) < 40_000
    with pytest.raises(Unreadable, match="ZIP bomb"):
        members(kept(tmp_path, data))
    with pytest.raises(Unreadable, match="ZIP bomb"):
        members(kept(tmp_path, packed(("a.txt", MINUTES), ("b.txt", MINUTES))), Limits(all=2000))


def test_a_bomb_that_says_it_is_small_is_stopped_at_once(tmp_path):
    data = bytearray(packed(("zeros.txt", b"\0" * 60_000_000)))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<L", 1000)
    path = kept(tmp_path, bytes(data))
    (member,) = members(path)
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable, match="larger than the archive says"):
            read(path, member)
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_members_that_lie_over_each_other_are_refused(tmp_path):
    data = packed(("a.txt", MINUTES))
    at = data.index(b"PK\x01\x02")
    entry, end = data[at : data.index(b"PK\x05\x06")], data[data.index(b"PK\x05\x06") :]
    many = data[:at] + entry * 3 + end[:8] + struct.pack("<2HL", 3, 3, 3 * len(entry)) + end[16:]
    first, *others = members(kept(tmp_path, many))
    assert not first.why and len(others) == 2
    assert all("shares its bytes" in member.sentence for member in others)


def test_too_many_files_are_refused_as_a_whole(tmp_path):
    path = kept(tmp_path, packed(*((f"{n}.txt", b"") for n in range(10_000))))
    with pytest.raises(Unreadable, match="lists 10,000 files"):
        members(path)
    with pytest.raises(Unreadable, match="at most 1,000 papers"):
        members(path, Limits(members=20_000))
    junk = kept(tmp_path, packed(*((f"__MACOSX/{n}", b"x") for n in range(6)), ("a.txt", b"x")))
    assert len(members(junk, Limits(papers=1))) == 7


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"caf\x82.txt", "café.txt"),
        ("café.txt".encode(), "café.txt"),
        (b"\xff\xfe\xfd.txt", "\u00a0■².txt"),
        ("bad\u202egpj.txt".encode(), "badgpj.txt"),
        (b"a\x00b.txt", "ab.txt"),
    ],
)
@pytest.mark.parametrize("flag", [0, 0x800])
def test_names_are_read_whatever_their_bytes_are(tmp_path, raw, shown, flag):
    data = bytearray(packed(("N" * len(raw), b"x")))
    for mark, at in ((b"PK\x03\x04", 30), (b"PK\x01\x02", 46)):
        start = data.index(mark)
        data[start + at : start + at + len(raw)] = raw
        place = start + (6 if at == 30 else 8)
        data[place : place + 2] = struct.pack("<H", flag)
    path = kept(tmp_path, bytes(data))
    (member,) = members(path)
    assert member.name == shown.strip() and read(path, member) == b"x"


def test_two_files_of_one_name_are_told_apart(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate"):
        data = packed(("2023/a.txt", b"one"), ("2023/a.txt", b"two"), ("b/a.txt", b"three"))
    path = kept(tmp_path, data)
    found = members(path)
    assert [member.shown_name for member in found] == ["2023/a.txt", "2023/a (2).txt", "b/a.txt"]
    assert [read(path, member) for member in found] == [b"one", b"two", b"three"]


def test_long_names_are_cut_and_keep_their_ending(tmp_path):
    (member,) = members(kept(tmp_path, packed(("f" * 900 + "/" + "n" * 900 + ".pdf", b"x"))))
    assert len(member.folder) < 500 and len(member.name) <= 200 and member.name.endswith(".pdf")


def test_a_large_archive_may_count_in_64_bits(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, archive.open("a.txt", "w", force_zip64=True) as stream:
        stream.write(MINUTES)
    data = out.getvalue()
    end = data.index(b"PK\x05\x06")
    _, _, _, _, count, size, offset, _ = struct.unpack("<4s4H2LH", data[end:])
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset)
    place = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    path = kept(tmp_path, data[:end] + end64 + place + tail)
    assert read(path, members(path)[0]) == MINUTES


def test_damaged_bytes_of_one_member_do_not_hold_up_another(tmp_path):
    data = bytearray(packed(("a.txt", os.urandom(5000)), ("b.txt", MINUTES)))
    data[2000] ^= 0xFF
    path = kept(tmp_path, bytes(data))
    bad, good = members(path)
    with pytest.raises(Unreadable, match="damaged"):
        read(path, bad)
    assert read(path, good) == MINUTES


def test_a_truncated_archive_and_one_in_parts_say_so(tmp_path):
    whole = packed(("a.txt", MINUTES), ("b.txt", MINUTES))
    for cut in (10, 100, len(whole) // 2, len(whole) - 5):
        with pytest.raises(Unreadable, match="damaged or incomplete"):
            members(kept(tmp_path, whole[:cut]))
    with pytest.raises(Unreadable, match="is empty"):
        members(kept(tmp_path, packed()))
    parts = whole[:-18] + struct.pack("<2H", 1, 0) + whole[-14:]
    with pytest.raises(Unreadable, match="several parts"):
        members(kept(tmp_path, parts))


def test_whatever_bytes_are_changed_the_answer_is_a_sentence(tmp_path):
    """3,000 archives with up to eight bytes changed: members or a sentence, never anything else, never more than was said."""
    chance = random.Random(20230503)
    whole = packed(("a/b.txt", MINUTES), ("c.txt", b"short"), ("d.pdf", os.urandom(300)))
    for _ in range(3000):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.choice((0, 255, chance.randrange(256)))
        path = kept(
            tmp_path, bytes(data[: chance.choice((len(data), len(data), chance.randrange(len(data))))])
        )
        try:
            found = members(path)
        except Unreadable as error:
            assert error.sentence.endswith(".")
            continue
        for member in found:
            if not member.why:
                try:
                    assert len(read(path, member)) == member.size
                except Unreadable as error:
                    assert error.sentence.endswith(".")
