"""One bucket for all processes: it gives what a bucket in memory would, and never one more."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dayline.allowances import actions
from dayline.allowances.actions import Taken, forget, take
from dayline.allowances.models import Allowance
from dayline.base.micros import SECOND
from dayline.faces.api import limits
from dayline.faces.api.problems import RateLimited

BEGIN = 1_800_000_000


def at(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Set the database's clock."""
    clock = f"CAST({int((BEGIN + seconds) * SECOND)} AS bigint)"
    monkeypatch.setitem(actions._CLOCKS, connection.vendor, clock)


def in_memory(limiter: limits.Limiter, seconds: float) -> tuple[bool, int]:
    try:
        return True, limiter.take("ana", now=BEGIN + seconds).left
    except RateLimited:
        return False, 0


@pytest.mark.django_db
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(gaps=st.lists(st.integers(0, 12) | st.just(130), max_size=40))
def test_it_gives_what_a_bucket_in_memory_would(monkeypatch: pytest.MonkeyPatch, gaps: list[int]):
    limiter, seconds = limits.Limiter(6), 0.0  # one in ten seconds
    with transaction.atomic():
        for gap in gaps:
            seconds += gap / 2
            at(monkeypatch, seconds)
            found = take("ana", 6)
            assert (found.granted, found.left) == in_memory(limiter, seconds)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_who_waits_as_told_is_let_in_and_no_sooner(monkeypatch: pytest.MonkeyPatch):
    at(monkeypatch, 0)
    assert [take("ana", 3) for _ in range(4)] == [
        Taken(True, 2, 20, 1), Taken(True, 1, 40, 1), Taken(True, 0, 60, 20),
        Taken(False, 0, 60, 20),
    ]  # fmt: skip
    assert take("ben", 3).granted
    at(monkeypatch, 19)
    assert take("ana", 3).wait == 1
    at(monkeypatch, 20)
    assert take("ana", 3).granted


@pytest.mark.django_db
def test_full_buckets_are_forgotten(monkeypatch: pytest.MonkeyPatch):
    at(monkeypatch, 0)
    take("ana", 3)
    at(monkeypatch, 50)
    take("ben" * 100, 3)
    assert forget() == 1
    assert [one.name for one in Allowance.objects.all()] == [("ben" * 100)[:200]]


@pytest.mark.django_db
def test_the_clock_of_the_database_is_in_microseconds_and_goes_on():
    first = take("ana", 60).full_in
    assert first <= 1
    (row,) = Allowance.objects.all()
    assert row.full_at.year >= 2026


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="one process serves on SQLite")
def test_many_at_once_get_what_there_is_and_not_one_more():
    def one(_number: int) -> bool:
        close_old_connections()
        try:
            return take("ana", 20).granted
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        granted = list(pool.map(one, range(60)))
    assert 20 <= sum(granted) <= 21  # a fresh one each three seconds
    assert limits.Limiter(1, "other").take("ana").left == 0
    with pytest.raises(RateLimited):  # another limiter, as in another process
        limits.Limiter(1, "other").take("ana")
