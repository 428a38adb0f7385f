"""When somebody's hours change, the deadlines that count them move: once, logged, and told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from dayline.clocks import queries
from dayline.clocks.actions import edition
from dayline.clocks.firing.actions import follow_tables
from dayline.journal.queries import entries
from dayline.journal.rebuild import rebuild
from dayline.people.actions import change_team
from dayline.people.calendars.actions import add_leave, set_calendar
from tests.cast import Stage
from tests.clocks.requests import ask, deadline, due, fire_due, states, utc
from tests.conftest import REPOSITORY


def moves(stage: Stage) -> list[str]:
    return [entry.subject for entry in entries(stage.workspace, kinds=("clock.moved",))]


def test_leave_moves_what_waits_on_ken_and_tells_who_waits(stage: Stage) -> None:
    ref = ask(stage, to=["@singapore"], people=["@ken"], hours="4")
    assert due(stage, ref, "fair") == utc(11, 19, 9)  # the floor of a day
    add_leave(stage.ken, "ken", ["2026-11-19"])
    assert due(stage, ref, "fair") == utc(11, 20, 5)
    moved = list(entries(stage.workspace, kinds=("clock.moved",)))
    (fair,) = [one for one in moved if one.subject == f"{ref}.fair.1"]
    assert fair.payload is not None
    assert fair.payload["from"] == "2026-11-19T09:00:00.000000Z"
    assert fair.payload["due_at"] == "2026-11-20T05:00:00.000000Z"
    assert (fair.payload["why"], fair.payload["tell"]) == ("hours", [stage.ids["ben"]])


def test_a_team_moves_with_a_member_only_when_its_hours_do(stage: Stage) -> None:
    ref = ask(stage, people=["@ana"])
    add_leave(stage.omar, "omar", ["2026-11-18"])
    assert moves(stage) == []  # Ines keeps London awake
    add_leave(stage.ines, "ines", ["2026-11-18"])
    assert due(stage, ref, "answer") == utc(11, 19, 13)
    assert moves(stage).count(f"{ref}.answer.1") == 1


def test_the_law_and_instants_do_not_move(stage: Stage) -> None:
    ref = ask(stage, at="2026-11-20T10:00:00Z")
    add_leave(stage.ines, "ines", ["2026-11-18 to 2026-11-30"])
    add_leave(stage.omar, "omar", ["2026-11-18 to 2026-11-30"])
    assert due(stage, ref, "law") == utc(11, 21, 9)
    assert due(stage, ref, "moment") == utc(11, 20, 10)
    assert not {f"{ref}.law.1", f"{ref}.moment.1"} & set(moves(stage))


def test_what_has_fired_stays_fired(stage: Stage) -> None:
    ref = ask(stage)
    stage.now = utc(11, 18, 14)
    fire_due(stage)
    add_leave(stage.ines, "ines", ["2026-11-18"])
    add_leave(stage.omar, "omar", ["2026-11-18"])
    fired = deadline(stage, ref, "answer")
    assert (fired.state, fired.due_at, fired.fired_at) == ("missed", utc(11, 18, 13), stage.now)
    assert f"{ref}.answer.1" not in moves(stage)


def test_longer_hours_never_make_anybody_late_at_once(stage: Stage) -> None:
    stage.now = utc(11, 18, 16)
    ref = ask(stage)
    stage.now = utc(11, 19, 10)
    set_calendar(stage.ines, "london", "week: every day 00:00-24:00\n")
    assert due(stage, ref, "answer") == stage.now


def test_who_joins_the_team_makes_its_day_longer(stage: Stage) -> None:
    stage.now = utc(11, 18, 16)
    ref = ask(stage)
    assert due(stage, ref, "answer") == utc(11, 19, 12)
    change_team(stage.ines, "london", members=["ines", "omar", "ana"])
    assert due(stage, ref, "answer") == utc(11, 18, 20)


def test_a_paused_clock_feels_the_change_when_it_goes_on(stage: Stage) -> None:
    from dayline.records.actions import move

    ref = ask(stage)
    stage.later(hours=1)
    move(stage.ines, ref, "return")
    set_calendar(stage.ines, "london", "week: mon-fri 09:00-10:00\n")
    stage.now = utc(11, 19, 9)
    move(stage.ben, ref, "ask")
    assert due(stage, ref, "answer") == utc(11, 23, 10)
    assert states(stage, ref)["answer"] == "running"


def test_an_equal_edition_moves_nothing_and_is_looked_at_once(stage: Stage) -> None:
    ask(stage)
    assert follow_tables(stage.acting("olga")) == 0
    assert queries.edition(stage.workspace) == edition()
    size = len(list(entries(stage.workspace)))
    assert follow_tables(stage.acting("olga")) == 0
    assert len(list(entries(stage.workspace))) == size
    assert rebuild(stage.workspace, check=True).differences == ()


# A new edition of the time zone database, in processes of their own.


def casablanca(folder: Path, *, moved: bool) -> dict[str, str]:
    """A time zone database of two editions: with ``moved`` Morocco lives by UTC for ever."""
    source = Path(__import__("tzdata").__file__).parent / "zoneinfo"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    if moved:
        shutil.copy(source / "Africa" / "Abidjan", folder / "Africa" / "Casablanca")
    else:
        shutil.copy(source / "Europe" / "Paris", folder / "Africa" / "Casablanca")
    listing = (folder / "tzdata.zi").read_text(encoding="utf-8").partition("\n")[2]
    version = "2026z" if moved else "2026y"
    (folder / "tzdata.zi").write_text(f"# version {version}\n{listing}", encoding="utf-8")
    return {"PYTHONTZPATH": str(folder)}


SCRIPT = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "dayline.project.settings"
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from dayline.clocks import queries
from dayline.clocks.firing.actions import follow_tables
from dayline.journal.queries import entries
from tests.clocks.requests import *
if sys.argv[1] == "open":
    stage = set_stage_with_requests()
    from dayline.people.calendars.actions import set_calendar
    set_calendar(stage.olga, "london", "zone: Africa/Casablanca\\nweek: mon-fri 09:00-17:00\\n")
    stage.now = utc(12, 18, 9)
    fired = ask(stage)
    stage.now = utc(12, 18, 16)
    fire_due(stage)
    stage.now = utc(12, 18, 18)
    for _ in range(int(sys.argv[2])):
        ask(stage, at="2026-12-24T10:00:00Z")
else:
    from dayline.base.acting import Acting
    print(follow_tables(Acting(1, "system", utc(12, 18, 20))))
    print(follow_tables(Acting(1, "system", utc(12, 18, 21))))
for one in queries.select(1, "1 = 1 ORDER BY ref, clock"):
    print(one.id, one.state.value, one.due_at.isoformat(), one.edition)
"""


def test_a_new_tz_release_moves_each_future_deadline_once(own_database, tmp_path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)

    def run(tables: dict[str, str], *arguments: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, str(script), *arguments],
            cwd=REPOSITORY,
            env={**os.environ, **own_database, **tables, "PYTHONPATH": "src:."},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    before = run(casablanca(tmp_path / "old", moved=False), "open", "3")
    moved, again, *after = run(casablanca(tmp_path / "new", moved=True), "follow")

    def at(lines: list[str], clock: str) -> list[str]:
        return [line for line in lines if f".{clock}." in line]

    assert "2026y" in before[0]
    # The clocks answer and week of three requests, and of the one that fired only the week.
    assert (moved, again) == ("7", "0")
    for line in at(before, "answer")[1:]:
        assert "2026-12-21T12:00" in line  # four hours from Monday 9:00, UTC+1
    for line in at(after, "answer")[1:]:
        assert "2026-12-21T13:00" in line
        assert "2026z" in line
    for clock in ("law", "moment"):
        assert at(after, clock) == at(before, clock)
    assert at(after, "answer")[0] == at(before, "answer")[0]
    assert "missed" in at(after, "answer")[0]
