"""A hundred people write one timeline, some without a network, and nothing is lost."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections

from dayline.journal.rebuild import rebuild
from dayline.people.actions import join
from dayline.practices.incident import actions, queries
from dayline.practices.incident.actions import Given
from tests.cast import set_stage

WRITERS = 100
LINES = 4


@pytest.mark.django_db(transaction=True)
def test_a_hundred_writers_online_and_offline_lose_nothing() -> None:
    stage = set_stage()
    ref = actions.declare(stage.omar, "Postings are doubled").ref
    ids = [
        join(stage.olga, handle=f"w{number}", name=f"Writer {number}", zone="UTC")
        for number in range(WRITERS)
    ]
    stage.ids |= {f"w{number}": one for number, one in enumerate(ids)}
    stage.later(hours=2)
    together = Barrier(WRITERS)

    def write(number: int) -> int:
        acting = stage.acting(f"w{number}")
        shuffled = random.Random(number)  # noqa: S311
        lines = [
            Given(
                f"writer {number} line {line}",
                at=stage.now - timedelta(seconds=shuffled.randrange(7200)),
                key=f"k{number}-{line}",
            )
            for line in range(LINES)
        ]
        together.wait(60)
        try:
            if number % 2:  # offline: all at once, and once more because no answer came
                return sum(not one.known for _ in "ab" for one in notes(acting, lines))
            return sum(not notes(acting, [line])[0].known for line in lines)
        finally:
            connections.close_all()

    def notes(acting, lines):
        return actions.add_notes(acting, ref, lines)

    with ThreadPoolExecutor(WRITERS) as pool:
        added = list(pool.map(write, range(WRITERS)))
    assert added == [LINES] * WRITERS
    events = queries.standing(stage.workspace, ref).events
    said = {event.text for event in events}
    assert {
        f"writer {number} line {line}" for number in range(WRITERS) for line in range(LINES)
    } <= said
    assert len(events) == WRITERS * LINES + 1
    times = [event.at for event in events]
    assert times == sorted(times)
    rebuild(stage.workspace, check=True)
