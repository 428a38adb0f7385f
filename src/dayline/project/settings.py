"""Settings from the environment: where the workspace lives and which database keeps it.

``DATABASE_URL`` names a database server; without it a SQLite file in ``DAYLINE_HOME`` (else the
platform's data folder) is used, with every commit durable before it is acknowledged.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

DAYLINE_HOME_VARIABLE = "DAYLINE_HOME"


def _from_environment(name: str, default: str = "") -> str:
    """The variable, or the content of the file that ``NAME_FILE`` names (for secrets)."""
    path = os.environ.get(f"{name}_FILE")
    return Path(path).read_text().strip() if path else os.environ.get(name, default)


def _home() -> Path:
    chosen = os.environ.get(DAYLINE_HOME_VARIABLE)
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("dayline", appauthor=False))


def _database(home: Path) -> dict[str, Any]:
    url = _from_environment("DATABASE_URL")
    if url:
        import dj_database_url

        return {**dj_database_url.parse(url)}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / "dayline.sqlite3",
        "OPTIONS": {
            # Writers queue instead of failing half-way; FULL, because in WAL mode NORMAL may
            # lose acknowledged commits at a power cut.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            " PRAGMA foreign_keys=ON;",
        },
    }


DAYLINE_HOME = _home()
DATABASES = {"default": _database(DAYLINE_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    # In the order in which their folds run.
    "dayline.journal.apps.JournalApp",
    "dayline.people.apps.PeopleApp",
    "dayline.contracts.apps.ContractsApp",
    "dayline.records.apps.RecordsApp",
]
SECRET_KEY = _from_environment("DAYLINE_SECRET_KEY", "only-signs-web-sessions-which-the-cli-has-not")
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False
LOGGING_CONFIG = None
