"""Settings of the tests: quick hashing, plain static files, a data folder of their own."""

import os
import tempfile

if "SIGHTLINE_DATA" not in os.environ:
    os.environ["SIGHTLINE_DATA"] = tempfile.mkdtemp(prefix="sightline-test-")
os.environ.setdefault("SIGHTLINE_SECRET_KEY", "not-a-secret")

from sightline.config.settings import *  # noqa: F403
from sightline.config.settings import DATA, DATABASES, INSTALLED_APPS, STATIC_ROOT, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "tests.audit_app"]  # tables of every kind, for the tests of the audit
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STATIC_ROOT.mkdir(
    parents=True, exist_ok=True
)  # empty: the test server finds the files where they are written
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in an installation: a database in memory is one connection for the server's threads and the test.
    DATABASES["default"]["TEST"] = {"NAME": DATA / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
