"""The first minute: a workspace where there was none, and one that an earlier release made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def dayline(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from dayline.faces.cli.main import main; main()", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_first_minute(own_database: dict[str, str], tmp_path: Path) -> None:
    lost = dayline(own_database, "new", "decision")
    assert lost.returncode == 1
    assert "Create one: dayline init." in lost.stderr

    made = dayline(own_database, "init", str(tmp_path), "--name", "here", "--handle", "ana")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("Workspace here in ")
    again = dayline(own_database, "init", str(tmp_path), "--name", "here")
    assert "(it was there)" in again.stdout

    assert dayline(own_database, "new", "decision", "--title", "One").stdout == "D-1\n"
    listed = dayline(own_database, "list")
    assert "D-1  proposed  One" in listed.stdout
    assert dayline(own_database, "verify").returncode == 0


def test_a_database_of_an_earlier_release_is_brought_up_by_init(
    own_database: dict[str, str], tmp_path: Path
) -> None:
    dayline(own_database, "init", str(tmp_path), "--name", "here", "--handle", "ana")
    forget = (
        "import django; django.setup(); from django.db import connection\n"
        "connection.cursor().execute(\"DELETE FROM django_migrations WHERE app = 'records'\")"
    )
    environment = {**own_database, "DJANGO_SETTINGS_MODULE": "dayline.project.settings"}
    subprocess.run([sys.executable, "-c", forget], env=environment, check=True)

    refused = dayline(own_database, "new", "decision")

    assert refused.returncode == 1
    assert "made by an earlier Dayline" in refused.stderr
    assert "dayline init" in refused.stderr
