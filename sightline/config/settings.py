"""Wiring. Everything an installation may change comes from the environment.

DATABASE_URL    the database; without it an SQLite file in SIGHTLINE_DATA
SIGHTLINE_DATA  the folder for the database and stored files; without it `var/` in the checkout, which git ignores
SIGHTLINE_SECRET_KEY, SIGHTLINE_HOSTS, SIGHTLINE_DEBUG, SIGHTLINE_HTTPS
SIGHTLINE_PROXIES  how many reverse proxies of ours stand before the server; without it none, and lock-outs count by its peer
SIGHTLINE_SMTP     the mail server, smtp://user:password@host:587 (smtps:// for one that is encrypted from the start);
                   without it mail is printed to the console. SIGHTLINE_MAIL_FROM is the address that it comes from.
SIGHTLINE_ADDRESS  where people find the pages, https://sightline.example.gov.uk: links in mails begin with it
SIGHTLINE_CONNECT_PRIVATE  "1" lets the committee system be a number or localhost inside a private network, for trials only
SIGHTLINE_LINK_DAYS  for how many days the link of an update that is mailed to a person can be used; without it 14
"""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SIGHTLINE_DATA") or ROOT / "var").resolve()
DATA.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    """The key from the environment, or one made once and kept beside the data, readable by its owner only."""
    if key := os.environ.get("SIGHTLINE_SECRET_KEY"):
        return key
    kept = DATA / "secret-key"
    try:
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(key := secrets.token_urlsafe(50))
    return key


SECRET_KEY = _secret_key()
DEBUG = os.environ.get("SIGHTLINE_DEBUG") == "1"
HTTPS = os.environ.get("SIGHTLINE_HTTPS") == "1"
ALLOWED_HOSTS = os.environ.get("SIGHTLINE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "sightline.ground.audit",
    "sightline.ground.files",
    "sightline.ground.jobs",
    "sightline.ground.accounts",
    "sightline.ground.search",
    "sightline.domain.governance",
    "sightline.domain.evidence",
    "sightline.domain.inspections",
    "sightline.domain.plans",
    "sightline.domain.meetings",
    "sightline.domain.checks",
    "sightline.work.imports",
    "sightline.work.connecting",
    "sightline.work.reports",
    "sightline.work.handover",
    "sightline.work.notices",
    "sightline.work.calendars",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sightline.doors.web.account.middleware.StaysSignedIn",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # a view is behind sign-in unless it says otherwise
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sightline.doors.web.middleware.RefusalsAsPages",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "sightline.config.urls"
WSGI_APPLICATION = "sightline.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "sightline/doors/web", ROOT / "sightline/doors/public", ROOT / "sightline/ground"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "sightline.config.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "sightline.doors.web.context.page",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

DATABASES = {
    "default": dj_database_url.config(default=f"sqlite:///{DATA / 'sightline.sqlite3'}", conn_max_age=60)
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits its turn at the start, not with an error at the end
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }

elif "postgresql" in DATABASES["default"]["ENGINE"]:
    # Compiling a question takes longer than any of ours takes to answer.
    _options = DATABASES["default"].setdefault("OPTIONS", {})
    _options["options"] = f"{_options.get('options', '')} -c jit=off".strip()

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "sightline.doors.web.errors.views.form_expired"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "sightline.doors.web.account.adapter.ClosedSignUp"
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SIGHTLINE_PROXIES", "0"))
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE; StaysSignedIn renews it while the person works
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody is written to because somebody typed their address
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password is told to its owner
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/m/ip,20/5m/key"
}  # axes answers first; this one holds over many machines
ACCOUNT_FORMS = {
    "login": "sightline.doors.web.account.forms.SignIn",
    "change_password": "sightline.doors.web.account.forms.ChangePassword",
    "reset_password": "sightline.doors.web.account.forms.ForgottenPassword",
    "reset_password_from_key": "sightline.doors.web.account.forms.NewPassword",
    "reauthenticate": "sightline.doors.web.account.forms.Reauthenticate",
}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page says until when; more tries do not move it
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "sightline.doors.web.account.lockout.locked_out"
AXES_USERNAME_CALLABLE = "sightline.doors.web.account.lockout.address_tried"
AXES_CLIENT_IP_CALLABLE = "sightline.doors.web.account.lockout.machine"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = (
    True  # failures are kept until they expire; who signed in and when is in the account
)
AXES_VERBOSE = False

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Mail goes to the console until a server is named.
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if SMTP := urlsplit(os.environ.get("SIGHTLINE_SMTP", "")).hostname:
    _server = urlsplit(os.environ["SIGHTLINE_SMTP"])
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = SMTP, _server.port or (465 if _server.scheme == "smtps" else 587)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_server.username or ""), unquote(_server.password or "")
    EMAIL_USE_SSL = _server.scheme == "smtps"
    EMAIL_USE_TLS = not EMAIL_USE_SSL and bool(_server.username)
DEFAULT_FROM_EMAIL = os.environ.get("SIGHTLINE_MAIL_FROM", "sightline@localhost")
EMAIL_TIMEOUT = 30  # seconds for one answer of the mail server
SITE_ADDRESS = os.environ.get("SIGHTLINE_ADDRESS", "http://localhost:8000").rstrip("/")
UPDATE_LINK_DAYS = int(os.environ.get("SIGHTLINE_LINK_DAYS", "14"))

# Asking the council's committee system: seconds for an answer and between two questions, bytes of one answer.
CONNECT_SECONDS, CONNECT_PAUSE, CONNECT_LARGEST = 30.0, 1.0, 8 * 1024 * 1024
CONNECT_PRIVATE = os.environ.get("SIGHTLINE_CONNECT_PRIVATE") == "1"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [ROOT / "sightline/ground/ui/static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {"BACKEND": "sightline.ground.ui.storage.HashedFiles"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000  # a folder of papers at once
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
LARGEST_UPLOAD = 100 * 1024 * 1024  # bytes; one file
LARGEST_ARCHIVE = 500 * 1024 * 1024  # bytes; one ZIP archive of papers
ARCHIVE_PAPERS = 1_000  # papers in one archive
ARCHIVE_MEMBERS = 5_000  # entries of one archive, with its folders and what is no paper
ARCHIVE_UNPACKED = 2_000 * 1024 * 1024  # bytes of all papers of an archive
ARCHIVE_RATIO = (
    200  # unpacked bytes to packed ones; a page of text is packed to a fifth, a bomb to a thousandth
)
