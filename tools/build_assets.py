"""Build the vendored GOV.UK style sheet and script. Only a maintainer runs it (`make assets`); the results are committed.

Needs Node and npm. Reads tools/assets, writes sightline/ground/ui/static/vendor/govuk and the compact record of what
each macro must print, tests/unit/ui/fixtures.json.gz.
"""

import gzip
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "tools/assets"
FRONTEND = SOURCE / "node_modules/govuk-frontend"
TARGET = ROOT / "sightline/ground/ui/static/vendor/govuk"
FIXTURES = ROOT / "tests/unit/ui/fixtures.json.gz"

NOTE = """GOV.UK Frontend {version}, compiled for Sightline by tools/build_assets.py.

Left out on purpose, because they are reserved for services on GOV.UK: the GDS Transport font, the crown, the crest, the
images, the GOV.UK header and the GOV.UK footer.

{licence}"""

# The package ships no licence file; this is the text its repository gives.
LICENCE = """The MIT License (MIT)

Copyright (c) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def run(*command: str) -> None:
    """Run a command in tools/assets and stop with its words when it fails."""
    done = subprocess.run(command, cwd=SOURCE, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def build_style() -> None:
    """Compile the style sheet, and refuse one that asks for a file we do not ship."""
    out = TARGET / "govuk.css"
    run(
        "npx",
        "sass",
        "--no-source-map",
        "--style=compressed",
        "--no-charset",
        "--quiet-deps",
        "govuk.scss",
        str(out),
    )
    css = out.read_text()
    if asked := re.findall(r"url\((?!\"?data:)[^)]*\)", css):
        sys.exit(f"The style sheet asks for files that are not shipped: {asked}")


def build_script() -> None:
    """Copy the script without its source map's address, which the static files storage would look for."""
    script = (FRONTEND / "dist/govuk/govuk-frontend.min.js").read_text()
    (TARGET / "govuk-frontend.min.js").write_text(re.sub(r"//# sourceMappingURL=.*\n?", "", script))


def write_note() -> None:
    """Say what this folder is and under which licence."""
    version = json.loads((FRONTEND / "package.json").read_text())["version"]
    (TARGET / "LICENCE.txt").write_text(NOTE.format(version=version, licence=LICENCE))


def write_fixtures() -> None:
    """Keep what each macro must print, so that the test of the macros needs no Node."""
    kept = {
        path.parent.name: [
            {key: fixture[key] for key in ("name", "options", "html")}
            for fixture in json.loads(path.read_text())["fixtures"]
        ]
        for path in sorted((FRONTEND / "dist/govuk/components").glob("*/fixtures.json"))
    }
    FIXTURES.parent.mkdir(parents=True, exist_ok=True)
    FIXTURES.write_bytes(gzip.compress(json.dumps(kept, separators=(",", ":")).encode(), mtime=0))


def main() -> None:
    if not shutil.which("npm"):
        sys.exit("npm was not found. Building the assets needs Node 20 or later; running Sightline does not.")
    TARGET.mkdir(parents=True, exist_ok=True)
    run("npm", "ci")
    build_style()
    build_script()
    write_note()
    write_fixtures()
    for path in [*sorted(TARGET.iterdir()), FIXTURES]:
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
