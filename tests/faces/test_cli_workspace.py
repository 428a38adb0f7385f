"""The first minute: a workspace where there was none, and one that an earlier release made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from dayline.faces.cli.aliases import COMMANDS
from dayline.faces.cli.main import cli


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
    other = tmp_path / "adr"
    other.mkdir()
    looked = dayline(own_database, "init", str(other))
    assert looked.stdout.startswith("Workspace here in ")
    assert "(it was there)" in looked.stdout

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


def test_the_zone_that_is_taken_is_said(own_database: dict[str, str], tmp_path: Path) -> None:
    here = {**own_database, "TZ": "Asia/Singapore"}
    made = dayline(here, "init", str(tmp_path), "--name", "here", "--handle", "ana")
    assert "You are in Asia/Singapore, as this machine says." in made.stderr
    assert "dayline person change @ana --zone ZONE" in made.stderr

    ben = dayline(here, "person", "add", "ben", "--name", "Ben")
    assert "In Asia/Singapore, as this machine says." in ben.stderr
    ines = dayline(here, "person", "add", "ines", "--name", "Ines", "--zone", "Europe/London")
    assert "Another:" not in ines.stderr
    formed = dayline(here, "team", "form", "london", "--name", "London", "--lead", "@ines")
    assert "Its hours are in Europe/London, as those of @ines." in formed.stderr
    assert "Europe/London" in dayline(here, "team").stdout


def test_what_people_type_first_works_or_names_what_does(
    own_database: dict[str, str], tmp_path: Path
) -> None:
    dayline(own_database, "init", str(tmp_path), "--name", "here", "--handle", "ana")
    for words in (["person", "list"], ["person", "ls"], ["person"]):
        listed = dayline(own_database, *words)
        assert (listed.returncode, "@ana" in listed.stdout) == (0, True), listed.stderr
    assert dayline(own_database, "person", "list", "--json").stdout.startswith("[")
    added = dayline(own_database, "team", "add", "london", "--name", "London", "--lead", "@ana")
    assert added.stdout == "@london is T-1\n"
    assert "@london" in dayline(own_database, "team", "list").stdout
    lost = dayline(own_database, "team", "disband", "london")
    assert lost.returncode == 2
    assert "There is: calendar, diff, form." in lost.stderr
    assert "Did you mean 'board'?" in dayline(own_database, "status").stderr


def test_every_word_that_is_understood_leads_to_a_command() -> None:
    for words in COMMANDS.values():
        command: click.Command | None = cli
        for word in words.split():
            assert isinstance(command, click.Group)
            command = command.get_command(click.Context(command), word)
        assert command is not None, words
    assert not set(COMMANDS) & set(cli.list_commands(click.Context(cli)))
