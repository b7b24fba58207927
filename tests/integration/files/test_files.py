import hashlib
import io
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sightline.doors.web.files import served, served_picture
from sightline.ground.audit.actors import System
from sightline.ground.audit.commands import command
from sightline.ground.files.commands import store
from sightline.ground.files.models import StoredFile
from sightline.ground.files.queries import check_files, folder, open_file, path_of
from sightline.ground.lib.errors import Refused, Unreadable

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings):
    settings.STORAGES = settings.STORAGES | {
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}}
    }


@command("evidence.add")
def keep(*, by, stream, name):
    return store(by=by, stream=stream, name=name)


def kept(content, name="paper.pdf"):
    return keep(by=System(), stream=io.BytesIO(content), name=name)


def bytes_on_disk():
    return [path for path in folder().rglob("*") if path.is_file()]


def test_a_file_is_kept_whole_under_its_hash():
    file = kept(PDF, "Report 2024.pdf")
    assert file.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (file.size, file.kind, file.name, file.added_by) == (
        len(PDF),
        "pdf",
        "Report 2024.pdf",
        "Sightline",
    )
    assert file.kind_in_words == "a PDF"
    with open_file(file) as stream:
        assert stream.read() == PDF
    assert bytes_on_disk() == [path_of(file)]
    assert not os.access(path_of(file), os.W_OK) or os.geteuid() == 0


def test_the_same_bytes_are_kept_once():
    first, second = kept(PDF, "one.pdf"), kept(PDF, "two.pdf")
    assert first == second and second.name == "one.pdf"
    assert StoredFile.objects.count() == len(bytes_on_disk()) == 1


def test_what_bytes_are_is_not_taken_from_the_name():
    assert kept(HTML, "report.pdf").kind == "html"
    assert kept(b"a,b\n1,2\n", "x.exe").kind == "text"
    assert kept(b"", "empty.pdf").kind == "empty"


def test_an_upload_and_a_list_of_parts_are_taken_too():
    upload = SimpleUploadedFile("x.pdf", PDF)
    assert keep(by=System(), stream=upload, name=upload.name) == keep(
        by=System(), stream=[PDF[:5], PDF[5:]], name="x"
    )


def test_nothing_of_a_file_that_is_too_large_stays(settings):
    settings.LARGEST_UPLOAD = 3 * 1024 * 1024
    with pytest.raises(Refused, match="larger than 3 MB") as refusal:
        kept(b"x" * (3 * 1024 * 1024 + 1), "large.pdf")
    assert refusal.value.rule == "files.largest-upload"
    assert not bytes_on_disk() and not StoredFile.objects.exists()
    assert kept(b"x" * (3 * 1024 * 1024)).size == 3 * 1024 * 1024


def test_nothing_of_a_file_that_breaks_off_stays():
    def parts():
        yield b"half"
        raise OSError("the network is gone")

    with pytest.raises(OSError, match="network"):
        keep(by=System(), stream=parts(), name="x")
    assert not bytes_on_disk() and not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\plan.xlsx", "plan.xlsx"),
        ("a\x00b\r\nc\u202e.pdf", "abc.pdf"),
        ("", "file without a name"),
        ("x" * 300 + ".pdf", "x" * 251 + ".pdf"),
    ],
)
def test_names_are_only_names(given, name):
    assert kept(PDF, given).name == name


def test_missing_altered_and_left_over_bytes_are_found_and_mended():
    one, two = kept(PDF, "one.pdf"), kept(HTML, "two.html")
    assert list(check_files()) == []
    path_of(one).chmod(0o600)
    path_of(one).write_bytes(PDF + b"!")
    path_of(two).unlink()
    stray = folder() / "ab" / ("ab" + "0" * 62)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"stray")
    assert [(each.what, each.sha256) for each in check_files()] == [
        ("altered", one.sha256),
        ("missing", two.sha256),
        ("left over", stray.name),
    ]
    with pytest.raises(Unreadable, match="missing"):
        open_file(two)
    kept(PDF), kept(HTML)
    stray.unlink()
    assert list(check_files()) == []


def test_a_file_is_served_as_a_download_and_never_as_a_guess(rf):
    page = served(kept(HTML, "evil.html"))
    assert page["Content-Type"] == "application/octet-stream"
    assert page["Content-Disposition"] == 'attachment; filename="evil.html"'
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Content-Security-Policy"].startswith("sandbox")
    assert b"".join(page.streaming_content) == HTML
    page.file_to_stream.close()
    pdf = served(kept(PDF, "really.html"), name="really.pdf")
    assert pdf["Content-Type"] == "application/pdf" and pdf["Content-Disposition"].startswith("attachment")
    pdf.file_to_stream.close()


def test_the_policy_of_a_served_file_outlives_the_middleware(rf):
    from csp.middleware import CSPMiddleware

    response = served(kept(HTML, "evil.html"))
    CSPMiddleware(lambda request: response).process_response(rf.get("/"), response)
    assert response["Content-Security-Policy"].startswith("sandbox")
    response.file_to_stream.close()


def test_only_pictures_are_served_as_pictures():
    picture = served_picture(b"\x89PNG\r\n\x1a\nrest", "page-1.png")
    assert picture["Content-Type"] == "image/png" and picture["X-Content-Type-Options"] == "nosniff"
    with pytest.raises(ValueError, match="PNG"):
        served_picture(HTML, "x.png")


def test_what_is_rolled_back_leaves_no_row_and_the_bytes_are_named():
    @command("evidence.add")
    def keep_and_fail(*, by):
        store(by=by, stream=io.BytesIO(PDF), name="x.pdf")
        raise Refused("no")

    with pytest.raises(Refused):
        keep_and_fail(by=System())
    assert not StoredFile.objects.exists()
    assert [each.what for each in check_files()] == ["left over"]
