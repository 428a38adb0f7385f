"""Fifty writers at once: no id is given twice, none is used again, every index is there."""

from __future__ import annotations

import json
import subprocess
import sys

PROCESSES, THREADS, EACH = 5, 10, 2

_SET_UP = """
import django; django.setup()
from django.core.management import call_command; call_command("migrate", verbosity=0)
from tests.cast import set_stage
set_stage()
"""

_WRITE = f"""
import json, threading
import django; django.setup()
from datetime import datetime, UTC
from django.db import connection
from dayline.base.acting import Acting
from dayline.records.actions import open_record
got, start = [], threading.Barrier({THREADS})
def write():
    start.wait()
    try:
        for number in range({EACH}):
            got.append(open_record(Acting(1, "P-2", datetime.now(UTC)), "decision", title="x").ref)
    finally:
        connection.close()
threads = [threading.Thread(target=write) for _ in range({THREADS})]
[thread.start() for thread in threads]; [thread.join() for thread in threads]
print(json.dumps(got))
"""

_LOOK = """
import json
import django; django.setup()
from dayline.journal import queries as journal
from dayline.journal.rebuild import rebuild
from dayline.journal.verify import verify_journal
from dayline.records import queries
rebuild(1, check=True)
verdict = verify_journal(1, keep=False)
print(json.dumps([[one.ref for one in queries.listing(1)], verdict.size]))
"""


def run(code: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    environment = {
        **environment,
        "DJANGO_SETTINGS_MODULE": "dayline.project.settings",
        "PYTHONPATH": "src:.",
    }
    return subprocess.Popen(
        [sys.executable, "-c", code], env=environment, text=True, stdout=subprocess.PIPE
    )


def output(process: subprocess.Popen[str]) -> str:
    printed, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return printed


def test_fifty_racing_writers_get_an_id_each(own_database: dict[str, str]) -> None:
    output(run(_SET_UP, own_database))
    writers = [run(_WRITE, own_database) for _ in range(PROCESSES)]
    got = [ref for writer in writers for ref in json.loads(output(writer))]

    total = PROCESSES * THREADS * EACH
    assert len(got) == total
    assert set(got) == {f"D-{number}" for number in range(1, total + 1)}
    listed, size = json.loads(output(run(_LOOK, own_database)))
    assert set(listed) == set(got)
    assert size > total
