"""What every test may rely on: a database with the real settings, real documents, no network.

Tests run on SQLite in a file, with the settings that people get (WAL, ``synchronous=FULL``),
unless ``DATABASE_URL`` names a PostgreSQL. Nothing here reads or writes a person's own workspace.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests import databases

REPOSITORY = Path(__file__).resolve().parent.parent

# Before any test starts a `dayline` of its own: the default would be the person's real workspace.
_HOME = tempfile.TemporaryDirectory(prefix="dayline-tests-")
os.environ["DAYLINE_HOME"] = _HOME.name
os.environ["DAYLINE_READER"] = "off"  # answers are the same whatever is installed here

hypothesis.settings.register_profile(
    "dayline",
    deadline=None,  # a loaded machine is no failure; speed is shown by bench/
    derandomize="CI" in os.environ,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("dayline")


# Law 10: it works alone.


class NetworkRefused(AssertionError):
    """A test tried to leave this machine."""


def _refuse_network(event: str, args: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None  # a Unix socket's is a path
    elif event == "socket.getaddrinfo":
        host = args[0]
    else:
        return
    if host is not None and not _is_this_machine(host):
        raise NetworkRefused(f"{event} to {host!r}: Dayline and its tests work without a network.")


def _is_this_machine(host: str | bytes) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name in {"", "localhost"}:
        return True
    try:
        return ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


# An audit hook sees C code's sockets too, and no test can patch it away.
sys.addaudithook(_refuse_network)


# Databases.


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """On SQLite, a file: in memory there is no WAL, no second connection and no durability."""
    databases.use_file(tmp_path_factory.mktemp("database") / "dayline.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The journal's triggers forbid what cleaning up after a committing test must do."""
    with django_db_blocker.unblock():
        databases.flush_past_triggers()


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a process with an empty database of its own, of the kind under test.

    For tests that start ``dayline`` as a command, kill it, or race several of it.
    """
    with databases.empty(tmp_path / "home") as environment:
        yield {**os.environ, **environment}


# What reaches a database: `make test-postgres` runs that again; the rest is the same everywhere.

_DATABASES = {"db", "transactional_db", "own_database", "served"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark ``database``; a test without one of these cannot open a connection."""
    for item in items:
        asked = _DATABASES.intersection(getattr(item, "fixturenames", ()))
        if asked or item.get_closest_marker("django_db"):
            item.add_marker("database")


# Real documents.


@pytest.fixture(scope="session")
def real_data() -> Callable[[str], Path]:
    """``real_data("python-peps")`` is a folder of real material; where absent, the test skips.

    The folder of all sets is ``DAYLINE_DATA``, else ``../shared/data`` beside the repository.
    """
    root = Path(os.environ.get("DAYLINE_DATA") or REPOSITORY.parent / "shared" / "data")

    def folder(name: str) -> Path:
        path = root / name
        if not path.exists():
            pytest.skip(f"the real material {name!r} is not on this machine (DAYLINE_DATA)")
        return path

    return folder
