"""Settings from the environment: where the workspace lives and which database keeps it.

``DATABASE_URL`` names a database server; without it a SQLite file in ``DAYLINE_HOME`` (else the
platform's data folder) is used, with every commit durable before it is acknowledged.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from dayline.journal.database import from_environment, home, sqlite_path


def _database() -> dict[str, Any]:
    url = from_environment("DATABASE_URL")
    if url:
        import dj_database_url

        return {**dj_database_url.parse(url)}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": sqlite_path(),
        "OPTIONS": {
            # Writers queue instead of failing half-way; FULL, because in WAL mode NORMAL may
            # lose acknowledged commits at a power cut.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            " PRAGMA foreign_keys=ON;",
        },
    }


DAYLINE_HOME: Path = home()
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    # In the order in which their folds run.
    "dayline.journal.apps.JournalApp",
    "dayline.people.apps.PeopleApp",
    "dayline.contracts.apps.ContractsApp",
    "dayline.clocks.apps.ClocksApp",
    "dayline.records.apps.RecordsApp",
    "dayline.records.sharing.apps.SharingApp",
    "dayline.records.labels.apps.LabelsApp",
    "dayline.inbox.apps.InboxApp",
    "dayline.webhooks.apps.WebhooksApp",
    "dayline.practices.rfc.apps.RfcApp",
    "dayline.practices.meeting.apps.MeetingApp",
    "dayline.practices.team.apps.TeamApp",
    "dayline.practices.handoff.apps.HandoffApp",
    "dayline.practices.incident.apps.IncidentApp",
    "dayline.practices.critique.apps.CritiqueApp",
    "dayline.search.apps.SearchApp",
]

# Letters: smtp://user:password@host:587, smtps://host:465, console:, or files in DAYLINE_HOME/mail.
MAIL = from_environment("DAYLINE_MAIL", "files:")
_SERVER = urlsplit(MAIL)
EMAIL_BACKEND = "django.core.mail.backends." + {
    "smtp": "smtp.EmailBackend",
    "smtps": "smtp.EmailBackend",
    "console": "console.EmailBackend",
}.get(_SERVER.scheme, "filebased.EmailBackend")
EMAIL_FILE_PATH = home() / "mail"
EMAIL_HOST = _SERVER.hostname or "localhost"
EMAIL_PORT = _SERVER.port or 25
EMAIL_HOST_USER = unquote(_SERVER.username or "")
EMAIL_HOST_PASSWORD = unquote(_SERVER.password or "")
EMAIL_USE_SSL = _SERVER.scheme == "smtps"
EMAIL_USE_TLS = _SERVER.scheme == "smtp" and EMAIL_PORT == 587
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = from_environment("DAYLINE_FROM", "Dayline <dayline@localhost>")

SECRET_KEY = from_environment("DAYLINE_SECRET_KEY", "only-signs-web-sessions-which-the-cli-has-not")
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False
LOGGING_CONFIG = None
