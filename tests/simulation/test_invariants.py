"""What holds in every play, after every event; and that the checks notice when it does not."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import pytest

from dayline.base.hours import Hours
from dayline.base.micros import DAY, HOUR
from dayline.simulation import desk, flow, meetings, waits
from dayline.simulation.invariants import InvariantBroken
from dayline.simulation.kernel import Agenda
from dayline.simulation.play import Play
from dayline.simulation.policies import AWAKE, SYNC, WALL, Policy
from dayline.simulation.season import season
from dayline.simulation.span import Span
from dayline.simulation.state import Piece
from dayline.simulation.windows import FairWindow
from tests.simulation.organisations import MONDAY, MONTH, POLICIES, exact, lossless, two_sites
from tests.simulation.watching import Wrong, watched

Break = Callable[[pytest.MonkeyPatch], None]

SEEDS = int(os.environ.get("DAYLINE_SEEDS", "200"))
"""How many seeds are watched; ``DAYLINE_SEEDS=1000`` takes a minute or two."""
_SHARE = 50


def _watch_some(first: int) -> int:
    """Some seeds under every policy; lossless ones and such as lose, in turn."""
    events = 0
    for seed in range(first, first + _SHARE):
        organisation = lossless() if seed % 2 else two_sites()
        brought = season(organisation, seed, MONTH)
        for policy in POLICIES:
            whole = bool(seed % 2) and exact(policy)
            events += watched(
                organisation, policy, brought.seed, MONTH, lossless=whole
            ).play.agenda.number
    return events


def test_many_seeds_under_watch_after_every_event() -> None:
    with ProcessPoolExecutor(2) as pool:
        events = sum(pool.map(_watch_some, range(1, SEEDS + 1, _SHARE)))
    assert events > 1_000 * SEEDS


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_a_whole_year_under_watch(policy: Policy) -> None:
    watcher = watched(two_sites(), policy, 7, Span(MONDAY))
    assert len(watcher.finished) > 200


def _play(policy: Policy) -> None:
    for seed in range(4):
        watched(lossless(), policy, seed, MONTH, lossless=exact(policy))


def test_the_watch_has_nothing_to_say_when_nothing_is_broken() -> None:
    for policy in POLICIES:
        _play(policy)


def _time_goes_back(patch: pytest.MonkeyPatch) -> None:
    at = Agenda.at

    def earlier(self: Agenda[Play], instant: int, act: Any, subject: Any, token: int = 0) -> None:
        at(self, instant - (DAY if act is desk.last_call else 0), act, subject, token)

    patch.setattr(Agenda, "at", earlier)


def _work_ends_early(patch: pytest.MonkeyPatch) -> None:
    add = Hours.add_micros
    patch.setattr(Hours, "add_micros", lambda self, at, left: add(self, at, left - HOUR // 4))


def _work_is_skipped(patch: pytest.MonkeyPatch) -> None:
    go_on = waits.go_on

    def halved(play: Play, piece: Piece, *, at_once: bool = False) -> None:
        go_on(play, piece, at_once=at_once)
        piece.left //= 2

    patch.setattr(waits, "go_on", halved)


def _a_piece_is_lost(patch: pytest.MonkeyPatch) -> None:
    complete = waits.complete

    def lost(play: Play, piece: Piece) -> None:
        complete(play, piece)
        if piece.number == 3:
            play.arrived -= 1

    patch.setattr(flow, "complete", lost)
    patch.setattr(waits, "complete", lost)


def _a_piece_comes_back(patch: pytest.MonkeyPatch) -> None:
    complete = waits.complete

    def back(play: Play, piece: Piece) -> None:
        complete(play, piece)
        play.open[piece.number] = piece

    patch.setattr(flow, "complete", back)
    patch.setattr(waits, "complete", back)


def _meetings_wake_people(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(meetings, "works_through", lambda *_: True)


def _meetings_wake_people_unseen(patch: pytest.MonkeyPatch) -> None:
    _meetings_wake_people(patch)
    patch.setattr(desk, "check_begin", lambda *_: None)


def _letters_come_at_night(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Hours, "next_awake_micros", lambda _self, at: at + 1)


def _clocks_stop_twice(patch: pytest.MonkeyPatch) -> None:
    stop = waits.stop_clock

    def twice(play: Play, task: Any) -> None:
        stop(play, task)
        play.counts.clocks += bool(task.due)

    patch.setattr(flow, "stop_clock", twice)


def _missed_counts_as_met(patch: pytest.MonkeyPatch) -> None:
    stop = waits.stop_clock

    def kindly(play: Play, task: Any) -> None:
        stop(play, task)
        play.counts.missed = 0

    patch.setattr(flow, "stop_clock", kindly)


def _windows_close_early(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(FairWindow, "closes", lambda _self, opened, _reviewers, _after: opened + HOUR)


def _nobody_hears_of_new_work(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(flow, "call_up", lambda _play, _place: None)


def _questions_are_forgotten(patch: pytest.MonkeyPatch) -> None:
    send = desk.send

    def forgetful(play: Play, member: Any, task: Any) -> None:
        send(play, member, task)
        member.waiting = deque(each for each in member.waiting if each is not task)

    patch.setattr(flow, "send", forgetful)


BROKEN = (
    (_time_goes_back, AWAKE, "set before the present"),
    (_work_ends_early, WALL, "early or late"),
    (_work_is_skipped, WALL, "took .* and not"),
    (_a_piece_is_lost, AWAKE, "was lost"),
    (_a_piece_comes_back, WALL, "holder and lies nowhere"),
    (_meetings_wake_people, SYNC, "outside their hours"),
    (_meetings_wake_people_unseen, SYNC, "outside their hours"),
    (_letters_come_at_night, AWAKE, "written to outside"),
    (_clocks_stop_twice, AWAKE, "counted twice"),
    (_missed_counts_as_met, WALL, "met counts as missed"),
    (_windows_close_early, AWAKE, "closed too early"),
    (_nobody_hears_of_new_work, AWAKE, "empty hands while work waits"),
    (_questions_are_forgotten, WALL, "waits for nothing"),
)


@pytest.mark.parametrize(
    ("break_it", "policy", "said"), BROKEN, ids=[each[0].__name__ for each in BROKEN]
)
def test_a_broken_rule_is_noticed(
    break_it: Break, policy: Policy, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_it(monkeypatch)
    with pytest.raises((Wrong, InvariantBroken), match=said):
        _play(policy)


def test_a_play_that_contradicts_itself_says_how_to_see_it_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _windows_close_early(monkeypatch)
    organisation = two_sites()
    with pytest.raises(InvariantBroken) as caught:
        Play(organisation, AWAKE, season(organisation, 2, MONTH)).run()
    assert "Seed 2, policy awake-hours, event " in caught.value.what
    assert "--policy awake-hours --replay 2 --until " in caught.value.do
