"""Take the pictures of docs/pictures from the example, in a real browser: `.venv/bin/python tools/make_pictures.py`.

It makes an example of its own in a temporary folder, serves it, and photographs it. Each picture is under 300 KB.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.commands import CHROMIUM_PATHS  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
LARGEST = 300_000  # bytes
PASSWORD = "northmere-is-made-up"  # of the example, as its front page says
WIDE, HEIGHT = 1200, 860
# The picture, who looks, the page, and how far down it begins.
SHOTS = (
    ("plan", "director", "/plans/2/", 0),
    ("action", "front.door", "/plans/2/actions/2/", 0),
    ("check", "programme.office", "/plans/2/check/", 0),
)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="sightline-pictures-") as data:
        port = _free_port()
        command = [sys.executable, "-m", "sightline.doors.cli.main", "demo", "--port", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"SIGHTLINE_DATA": data})
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, server)
            return _take_all(address)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


def _take_all(address: str) -> int:
    program = next(path for path in CHROMIUM_PATHS if Path(path).exists())
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, who, path, top in SHOTS:
            context = browser.new_context(
                viewport={"width": WIDE, "height": HEIGHT}, locale="en-GB", timezone_id="Europe/London"
            )
            page = context.new_page()
            _sign_in(page, address, who)
            page.goto(address + path)
            page.evaluate("top => window.scrollTo(0, top)", top)
            _keep(name, page.screenshot())
            context.close()
        browser.close()
    return 0


def _sign_in(page: Page, address: str, who: str) -> None:
    page.goto(f"{address}/account/sign-in/")
    page.fill("input[name=login]", f"{who}@northmere.example")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/home/")


def _keep(name: str, picture: bytes) -> None:
    """As a PNG of 128 colours: pages are flat, so nothing is lost that an eye would miss."""
    out = BytesIO()
    flat = Image.open(BytesIO(picture)).convert("RGB").quantize(128, method=Image.Quantize.MEDIANCUT)
    flat.save(out, "PNG", optimize=True)
    if len(out.getvalue()) > LARGEST:
        raise SystemExit(f"{name}.png would have {len(out.getvalue()):,} bytes; the most is {LARGEST:,}.")
    (PICTURES / f"{name}.png").write_bytes(out.getvalue())
    print(f"docs/pictures/{name}.png: {len(out.getvalue()):,} bytes")


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(600):
        if server.poll() is not None:
            raise SystemExit("The example could not be served; what went wrong stands above.")
        try:
            with opener.open(address, timeout=10):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The example did not answer within two minutes.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
