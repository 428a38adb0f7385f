"""Settings from the environment: where the workspace lives and which database keeps it.

``DATABASE_URL`` names a database server; without it a SQLite file in ``DAYLINE_HOME`` (else the
platform's data folder) is used, with every commit durable before it is acknowledged.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
    "dayline.inbox.apps.InboxApp",
    "dayline.practices.rfc.apps.RfcApp",
]
SECRET_KEY = from_environment("DAYLINE_SECRET_KEY", "only-signs-web-sessions-which-the-cli-has-not")
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False
LOGGING_CONFIG = None
