"""The ground that the other tests stand on: real database settings, no network, clean tables.

Each test here fails when ``tests/conftest.py`` stops doing what it says; break one of its
fixtures to see it.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection, transaction

from tests.conftest import NetworkRefused


def test_a_connection_to_another_machine_is_refused():
    with socket.socket() as stranger, pytest.raises(NetworkRefused, match=r"192\.0\.2\.1"):
        stranger.connect(("192.0.2.1", 443))


def test_a_name_of_another_machine_is_not_even_looked_up():
    with pytest.raises(NetworkRefused, match=r"dayline\.invalid"):
        socket.getaddrinfo("dayline.invalid", 443)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_connection_within_this_machine_works(host: str):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with closing(socket.create_connection((host, port))) as client:
            assert client.getpeername() == ("127.0.0.1", port)


def test_a_unix_socket_works(tmp_path: Path):
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(str(tmp_path / "s"))
        server.listen()
        client.connect(str(tmp_path / "s"))


@pytest.mark.django_db
def test_sqlite_runs_with_the_settings_that_people_get():
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
        (_, _, path) = cursor.execute("PRAGMA database_list").fetchone()
    assert Path(path).is_file()


GUARDED = """
CREATE TABLE ground_guarded (n INTEGER);
INSERT INTO ground_guarded VALUES (1);
"""
SQLITE_TRIGGER = """
CREATE TRIGGER ground_guard BEFORE DELETE ON ground_guarded
BEGIN SELECT RAISE(ABORT, 'append only'); END;
"""
POSTGRES_TRIGGER = """
CREATE FUNCTION ground_refuse() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE 'append only'; END $$;
CREATE TRIGGER ground_guard BEFORE DELETE OR TRUNCATE ON ground_guarded
EXECUTE FUNCTION ground_refuse();
"""


@pytest.mark.django_db(transaction=True)
def test_cleaning_up_passes_triggers_which_stand_again_afterwards():
    with connection.cursor() as cursor:
        _run_script(cursor)
        try:
            connection.ops.execute_sql_flush(connection.ops.sql_flush(_style(), ["ground_guarded"]))
            cursor.execute("SELECT count(*) FROM ground_guarded")
            assert cursor.fetchone() == (0,)
            cursor.execute("INSERT INTO ground_guarded VALUES (1)")
            with pytest.raises(Exception, match="append only"), transaction.atomic():
                cursor.execute("DELETE FROM ground_guarded")
        finally:
            cursor.execute("DROP TABLE ground_guarded")
            if connection.vendor != "sqlite":
                cursor.execute("DROP FUNCTION ground_refuse")


def _run_script(cursor) -> None:
    if connection.vendor == "sqlite":
        cursor.executescript(GUARDED + SQLITE_TRIGGER)
    else:
        cursor.execute(GUARDED + POSTGRES_TRIGGER)


def _style():
    from django.core.management.color import no_style

    return no_style()


LOOK = (
    "from django.db import connection; "
    "print(connection.introspection.table_names(), connection.settings_dict['NAME'])"
)


def test_a_process_of_its_own_starts_with_an_empty_database(own_database: dict[str, str]):
    look = subprocess.run(
        [sys.executable, "-c", LOOK],
        env={**own_database, "DJANGO_SETTINGS_MODULE": "dayline.project.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert look.stdout.startswith("[] "), look.stderr
    assert own_database["DAYLINE_HOME"] in look.stdout or "dayline_" in look.stdout
    assert own_database["DAYLINE_HOME"] != os.environ["DAYLINE_HOME"]
