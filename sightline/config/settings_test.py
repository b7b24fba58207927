"""Settings of the tests: quick hashing, plain static files, a data folder of their own."""

import os
import tempfile

os.environ.setdefault("SIGHTLINE_DATA", tempfile.mkdtemp(prefix="sightline-test-"))
os.environ.setdefault("SIGHTLINE_SECRET_KEY", "not-a-secret")

from sightline.config.settings import *  # noqa: E402, F403
from sightline.config.settings import STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
