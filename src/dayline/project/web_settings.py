"""Settings of the processes that serve: the core's, and accounts, pages and the API on top.

The command line does without them, because importing them takes longer than most commands.
"""

from __future__ import annotations

import os

from dayline.journal.database import from_environment
from dayline.project.account_settings import *  # noqa: F403 -- as below
from dayline.project.account_settings import ACCOUNT_APPS
from dayline.project.secret import secret_key
from dayline.project.settings import *  # noqa: F403 -- one set of settings on top of another
from dayline.project.settings import DAYLINE_HOME, INSTALLED_APPS

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "dayline.accounts.apps.AccountsApp",
    "dayline.replays.apps.ReplaysApp",
    "dayline.allowances.apps.AllowancesApp",
    "dayline.drafts.apps.DraftsApp",
    "dayline.faces.web.apps.WebApp",
    *ACCOUNT_APPS,
    *INSTALLED_APPS,
]
MIDDLEWARE = [
    "dayline.faces.web.headers.security_headers",
    "dayline.faces.web.figures.counted",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dayline.faces.web.refusals.Refusals",
    "dayline.faces.web.desk.desks",
    "dayline.faces.web.audit.audited",
]
ROOT_URLCONF = "dayline.project.urls"
WSGI_APPLICATION = "dayline.project.asgi.pages"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "dayline.faces.web.desk.on_every_page",
            ],
            "builtins": ["dayline.faces.web.templatetags.dayline"],
        },
    }
]

# The address under which people reach the server; what is secure follows from it.
BASE_URL = os.environ.get("DAYLINE_URL", "http://127.0.0.1:8000").rstrip("/")
HTTPS = BASE_URL.startswith("https://")
_HOST = BASE_URL.partition("://")[2].partition("/")[0].rpartition(":")
ALLOWED_HOSTS = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    (_HOST[0] or _HOST[2]).strip("[]"),
    *os.environ.get("DAYLINE_HOSTS", "").split(),
]
SECRET_KEY = secret_key(DAYLINE_HOME)
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "dayline.faces.web.refusals.forged"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-dayline" if HTTPS else "dayline"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

AUTH_USER_MODEL = "accounts.User"
# Browsers give passkeys to pages over HTTPS, and to http://localhost for trying things out.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS and ALLOWED_HOSTS[3] in ALLOWED_HOSTS[:3]
LOGIN_URL = "/signin"
LOGIN_REDIRECT_URL = "/"

STATIC_URL = "/static/"
STATIC_ROOT = DAYLINE_HOME / "static"
_PUBLISHED = os.environ.get("DAYLINE_STATIC") == "published"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "dayline.faces.web.published.ByContent"
        if _PUBLISHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not _PUBLISHED
WHITENOISE_AUTOREFRESH = False

# The secret by which a watching machine elsewhere may read /metrics; without it only this one may.
METRICS_TOKEN = from_environment("DAYLINE_METRICS_TOKEN")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
