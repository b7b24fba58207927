"""The file of a backup: whole it is read back as it was written; damaged in any way it is refused with a sentence."""

from __future__ import annotations

import json
import random
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from sightline.ground.lib.errors import Refused
from sightline.work.keeping import archive
from sightline.work.keeping.archive import opened
from sightline.work.keeping.manifest import Manifest

from .made import BODIES, DIGEST, FILE, a_backup, rewritten, said, sealed

TABLE = "tables/governance_body.jsonl"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return a_backup(tmp_path / "one.zip")


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as refused, opened(path):
        pass
    assert "Nothing was" in refused.value.sentence
    return refused.value.sentence


def test_what_was_written_is_read_back(path: Path) -> None:
    with opened(path) as backup:
        assert isinstance(backup.manifest, Manifest)
        assert backup.manifest.columns_of("governance_body") == BODIES.columns
        assert list(backup.rows("governance_body")) == [[1, "Board"], [2, "Cabinet"]]
        assert b"".join(backup.chunks(DIGEST)) == FILE
    with zipfile.ZipFile(path) as plain:  # any other program can read it too
        assert plain.testzip() is None
        assert sha256(plain.read(f"files/{DIGEST[:2]}/{DIGEST}")).hexdigest() == DIGEST


def test_the_register_hash_can_be_worked_out_without_the_program(path: Path) -> None:
    with zipfile.ZipFile(path) as plain:
        table = sha256(plain.read(TABLE)).hexdigest()
        text = f"table governance_body 2 {table}\nfile {DIGEST} {len(FILE)}\n"
        assert json.loads(plain.read("manifest.json"))["register"] == sha256(text.encode()).hexdigest()


def test_the_same_content_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    assert a_backup(tmp_path / "two.zip").read_bytes() == path.read_bytes()


def test_one_altered_byte_is_found_wherever_it_lies(path: Path) -> None:
    whole = path.read_bytes()
    places = {
        0,
        3,
        4,
        len(whole) - 1,
        len(whole) - 65,
        len(whole) - 70,
        *random.Random(7).sample(range(len(whole)), 80),
    }
    for place in places:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert "is not a whole backup" in refusal(path), place


@pytest.mark.parametrize("kept", [0, 1, 40, 86, 200, -1000, -65, -64, -1])
def test_a_truncated_file_is_refused(path: Path, kept: int) -> None:
    path.write_bytes(path.read_bytes()[:kept])
    assert "is not a whole backup" in refusal(path)


def test_something_appended_is_found(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")
    assert "is not a whole backup" in refusal(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a backup " * 50, b"PK\x03\x04" + b"0" * 400])
def test_what_is_no_backup_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert "is not a whole backup" in refusal(path)


def test_what_is_not_there_or_is_a_folder_is_said(tmp_path: Path) -> None:
    assert "There is no file none.zip" in refusal(tmp_path / "none.zip")
    assert "There is no file" in refusal(tmp_path)


def test_a_zip_of_somebody_else_is_refused_even_when_it_is_sealed(path: Path) -> None:
    assert "has no manifest" in refusal(rewritten(path, lambda members: members.pop("manifest.json")))
    assert "manifest cannot be read" in refusal(
        rewritten(path, lambda members: members.update({"manifest.json": b"{"}))
    )


@pytest.mark.parametrize("name", [TABLE, f"files/{DIGEST[:2]}/{DIGEST}"])
def test_a_missing_member_is_named(path: Path, name: str) -> None:
    assert f"{name} is missing" in refusal(rewritten(path, lambda members: members.pop(name)))


def test_a_member_that_nobody_named_is_refused(path: Path) -> None:
    assert "does not name" in refusal(rewritten(path, lambda members: members.update({"../../etc/x": b"x"})))


def test_altered_content_is_found_though_the_file_was_sealed_again(path: Path) -> None:
    def other(members: dict[str, bytes]) -> None:
        members[TABLE] = members[TABLE].replace(b"Board", b"Bored")

    assert "the table governance_body is not what" in refusal(rewritten(path, other))


def test_an_altered_file_is_found_though_the_backup_was_sealed_again(path: Path) -> None:
    name = f"files/{DIGEST[:2]}/{DIGEST}"
    changed = rewritten(path, lambda members: members.update({name: FILE.replace(b"quality", b"Quality")}))
    assert "is not what it was" in refusal(changed)


def test_a_register_hash_that_does_not_add_up_is_found(tmp_path: Path) -> None:
    assert "do not add up" in refusal(a_backup(tmp_path / "lie.zip", lie="0" * 64))


def test_a_format_of_the_future_says_which_version_to_use(path: Path) -> None:
    sentence = refusal(said(path, format="sightline-backup-2", version="4.0"))
    assert "sightline-backup-2" in sentence and "4.0" in sentence


@pytest.mark.parametrize(
    "changes",
    [
        {"tables": []},
        {"tables": "all"},
        {
            "described": [
                {
                    "name": "x; DROP TABLE y",
                    "columns": [{"name": "id", "kind": "whole", "scale": 0}],
                    "counts": True,
                }
            ]
        },
        {"described": [{"name": "governance_body", "columns": [], "counts": True}]},
        {
            "described": [
                {
                    "name": "governance_body",
                    "columns": [{"name": "id", "kind": "spell", "scale": 0}],
                    "counts": True,
                }
            ]
        },
        {"next_keys": {"governance_body": "many"}},
        {"files": [{"name": "x", "rows": 0, "size": 3, "sha256": "../../../etc/passwd"}]},
        {"migrations": 7},
    ],
)
def test_a_manifest_that_cannot_be_is_refused(path: Path, changes: dict[str, object]) -> None:
    assert "is not a whole backup" in refusal(said(path, **changes))


def test_a_bomb_is_refused_before_it_is_unpacked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "SUSPICIOUS", 1024 * 1024)
    bomb = b"[1,null]\n" * 3_000_000
    with zipfile.ZipFile(path) as plain:
        manifest = json.loads(plain.read("manifest.json"))
    manifest["tables"][0] |= {"size": len(bomb)}

    def swell(members: dict[str, bytes]) -> None:
        members |= {TABLE: bomb, "manifest.json": json.dumps(manifest).encode()}

    rewritten(path, swell)
    monkeypatch.setattr(archive, "_check_content", lambda _: pytest.fail("it was unpacked"))
    assert "would unpack to 500 times its size" in refusal(path)


def test_a_bomb_that_lies_about_its_size_is_refused(path: Path) -> None:
    rewritten(path, lambda members: members.update({TABLE: b"[1,null]\n" * 1_000_000}))
    assert "is not as large as the manifest says" in refusal(path)


def test_two_members_of_one_name_are_refused(path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as more:
        more.writestr(TABLE, b"again")
    assert "is not" in refusal(sealed(path))
