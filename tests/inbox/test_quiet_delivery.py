"""Letters come in the morning of whoever gets them; what presses comes while they are awake."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from dayline.base.errors import Forbidden
from dayline.inbox.actions import choose_letters, page, set_page_budget
from dayline.inbox.letters import items_of
from dayline.inbox.queries import letters_to, page_budget
from dayline.journal.actions import erase
from dayline.journal.queries import entries
from dayline.journal.rebuild import rebuild
from dayline.people.calendars.actions import add_focus, add_leave, set_calendar
from dayline.records.actions import move, open_record
from dayline.records.remarks.actions import comment
from tests.cast import DECISION
from tests.clocks.requests import ask, utc
from tests.inbox.post import Office


def by(letters: list, who: str) -> list:
    return [letter for letter in letters if letter.to == who]


def test_what_came_in_the_night_is_one_letter_in_the_morning(office: Office) -> None:
    stage = office.stage
    stage.now = utc(11, 18, 19)  # London has gone home
    first, second = ask(stage), ask(stage)
    arrived = office.until(utc(11, 19, 9, 30))
    (letter,) = by(arrived, "ines")
    assert letter.at == utc(11, 19, 9)
    assert first in letter.text
    assert second in letter.text
    assert letter.subject.startswith("2 things, 2 of them wait on you")


def test_it_says_by_when_and_why_you(office: Office) -> None:
    office.stage.now = utc(11, 18, 19)
    ask(office.stage)
    (letter,) = by(office.until(utc(11, 19, 9)), "ines")
    assert "Thursday, 19 November, 09:00 in Europe/London" in letter.text
    assert "Needed by today 13:00, 4 h of working time." in letter.text
    assert "Why you: it waits on @london, and you belong to it." in letter.text


def test_the_times_are_those_of_the_reader(office: Office) -> None:
    office.stage.now = utc(11, 18, 23, 30)
    ask(office.stage, to=["@singapore"])
    (letter,) = by(office.until(utc(11, 19, 3)), "ken")
    assert "in Asia/Singapore" in letter.text
    assert "Needed by today 13:00" in letter.text


def test_what_presses_comes_now_and_what_does_not_tomorrow(office: Office) -> None:
    stage = office.stage
    pressing = ask(stage)  # 9:00 in London; four hours are today
    arrived = office.until(utc(11, 18, 17))
    assert [pressing in letter.text for letter in by(arrived, "ines")] == [True, True]
    assert by(arrived, "ines")[0].at == utc(11, 18, 9, 10)
    assert "Ran out" in by(arrived, "ines")[1].subject  # at 13:00, while she is awake

    open_record(stage.ben, "decision", text=DECISION)
    comment(stage.ken, "D-1", "Nice.")
    stage.now = utc(11, 18, 17)  # 11:00 in Austin
    assert by(office.until(utc(11, 18, 23)), "ben") == []
    (digest,) = by(office.until(utc(11, 19, 15)), "ben")
    assert "“Nice.”" in digest.text


def test_several_things_within_half_an_hour_are_one_letter(office: Office) -> None:
    stage = office.stage
    ask(stage)
    first = by(office.until(utc(11, 18, 9, 10)), "ines")
    for _ in range(5):
        ask(stage)
        stage.later(minutes=3)
        office.tick()
    rest = by(office.until(utc(11, 18, 10)), "ines")
    assert (len(first), len(rest)) == (1, 1)
    assert rest[0].subject.startswith("5 things")


def test_what_was_settled_meanwhile_is_not_told(office: Office) -> None:
    stage = office.stage
    stage.now = utc(11, 18, 19)
    ref = ask(stage)
    move(stage.omar, ref, "answer")  # from his sofa
    arrived = office.until(utc(11, 19, 16))
    assert by(arrived, "ines") == []
    (news,) = by(arrived, "ben")
    assert "@omar moved your request on" in news.text


def test_nobody_is_told_what_they_did_themselves(office: Office) -> None:
    stage = office.stage
    stage.now = utc(11, 18, 19)
    ask(stage, who="omar")
    arrived = office.until(utc(11, 19, 10))
    assert by(arrived, "omar") == []
    assert len(by(arrived, "ines")) == 1


def test_leave_focus_and_holidays_are_quiet(office: Office) -> None:
    stage = office.stage
    add_leave(stage.ines, "ines", ["2026-11-19 to 2026-11-20"])
    add_focus(stage.omar, "omar", ["thu 09:00-11:00"])
    set_calendar(stage.ana, "ana", "zone: America/Chicago\nholidays: US\n")
    stage.now = utc(11, 18, 19)
    ask(stage)
    arrived = office.until(utc(11, 24, 0))
    assert by(arrived, "omar")[0].at == utc(11, 19, 11)
    assert by(arrived, "ines")[0].at == utc(11, 23, 9)
    stage.now = utc(11, 25, 23, 30)  # the eve of Thanksgiving
    open_record(stage.ken, "critique", title="Tone", fields={
        "reviewers": ["@ana"], "review_by": "2026-12-01T10:00:00Z", "lane": "normal",
    })  # fmt: skip
    (letter,) = by(office.until(utc(11, 28)), "ana")
    assert letter.at == utc(11, 27, 15)


def test_two_hours_before_the_clocks_change_morning_is_still_morning(office: Office) -> None:
    stage = office.stage
    set_calendar(stage.ines, "ines", "zone: Europe/London\nweek: every day 01:30-09:00\n")
    stage.now = utc(10, 24, 22)
    ask(stage)
    first, ran_out = by(office.until(utc(10, 25, 9)), "ines")
    assert first.at == utc(10, 25, 0, 30)  # 01:30 for the first time
    assert "Ran out" in ran_out.subject
    # Half an hour until 02:00 becomes 01:00 again, 01:30 comes once more, and then 3.5 hours.
    assert ran_out.at == utc(10, 25, 5)


def test_a_month_without_a_worker_is_one_letter_for_each(office: Office) -> None:
    stage = office.stage
    stage.now = utc(11, 18, 19)
    refs = [ask(stage) for _ in range(20)]
    stage.now = utc(12, 18, 10)
    arrived = office.tick()
    (letter,) = by(arrived, "ines")
    assert all(ref in letter.text for ref in refs)
    assert len(arrived) == len({one.to for one in arrived})
    assert by(office.until(utc(12, 18, 17)), "ines") == []


def test_a_declared_page_goes_at_once_and_costs_the_callers_team(office: Office) -> None:
    stage = office.stage
    stage.now = utc(11, 18, 3)  # 3:00 in London
    ref = open_record(stage.ben, "request", title="Ledger is down").ref
    quiet = ask(stage)
    page(stage.ben, ["@ines"], ref, "The ledger refuses every capture.")
    (letter,) = office.tick()
    assert (letter.to, letter.at) == ("ines", stage.now)
    assert letter.subject == f"Page: {ref} Ledger is down"
    assert "@ben calls, today 03:00: “The ledger refuses every capture.”" in letter.text
    assert "Why you: @ben called you; the budget of @austin pays for it." in letter.text
    assert quiet not in letter.text  # the page does not drag the rest into the night
    austin = page_budget(stage.workspace, "T-1", stage.now)
    assert (austin.spent, austin.left) == (1, 3)


def test_a_page_to_a_team_calls_who_is_awake_else_its_leads(office: Office) -> None:
    stage = office.stage
    ref = open_record(stage.ben, "request", title="Ledger is down").ref
    stage.now = utc(11, 18, 3)
    page(stage.ben, ["@london"], ref, "Down.")
    assert [letter.to for letter in office.tick()] == ["ines"]
    add_leave(stage.ines, "ines", ["2026-11-18"])
    stage.now = utc(11, 18, 10)
    page(stage.ben, ["@london"], ref, "Down again.")
    assert "omar" in [letter.to for letter in office.tick()]


def test_a_clock_may_page_and_pays_too(office: Office) -> None:
    stage = office.stage
    stage.now = utc(11, 18, 16, 30)
    ref = ask(stage, people=["@ines"], urgency="high")
    set_calendar(stage.ines, "ines", "zone: Europe/London\nweek: mon-fri 09:00-17:00\n")
    office.until(utc(11, 19, 9, 30))
    paged = [one for one in by(office.delivered, "ines") if one.subject.startswith("Page")]
    assert [one.at for one in paged] == [utc(11, 19, 9, 30)]
    assert ref in paged[0].text
    assert page_budget(stage.workspace, "T-1", stage.now).spent == 1


def test_a_team_sets_its_own_budget_of_pages(office: Office) -> None:
    stage = office.stage
    set_page_budget(stage.ana, "austin", pages=1, days=7)
    ref = open_record(stage.ben, "request", title="Down").ref
    page(stage.ben, ["@ken"], ref, "Down.")
    with pytest.raises(Forbidden, match="@austin has spent its 1 pages in 7 days") as spent:
        page(stage.ben, ["@ken"], ref, "Down again.")
    assert (spent.value.kept, "--over-budget" in spent.value.do) == ("Nobody was called.", True)
    assert page_budget(stage.workspace, "T-1", stage.now).left == 0
    page(stage.ben, ["@ken"], ref, "On fire.", over_budget=True)
    assert page_budget(stage.workspace, "T-1", stage.now).left == -1
    office.tick()
    (told,) = by(office.until(utc(11, 18, 15)), "ana")
    assert "@ben calls, today 03:00: “On fire.” The budget of pages was spent." in told.text
    assert "Why you: you lead the team whose budget pays for it." in told.text
    stage.later(days=8)
    assert page_budget(stage.workspace, "T-1", stage.now).left == 1
    assert rebuild(stage.workspace, check=True).differences == ()


def test_who_wants_pages_only_gets_only_pages(office: Office) -> None:
    stage = office.stage
    choose_letters(stage.ines, "pages")
    stage.now = utc(11, 18, 19)
    ref = ask(stage)
    assert by(office.until(utc(11, 19, 12)), "ines") == []
    page(stage.ben, ["@ines"], ref, "Please look.")
    assert len(by(office.tick(), "ines")) == 1


def test_a_letter_holds_nothing_that_its_reader_may_not_see(office: Office) -> None:
    """Whoever is asked sees what they are asked; whatever a letter lists, nobody else does."""
    stage = office.stage
    stage.now = utc(11, 18, 19)
    fields = {"to": ["@london"]}
    ref = open_record(
        stage.ben, "request", title="Secret", visibility="team:T-1", fields=fields
    ).ref
    move(stage.ben, ref, "ask")
    arrived = office.until(utc(11, 19, 9, 30))
    assert [letter.to for letter in arrived if ref in letter.text] == ["ines", "omar"]
    (composed,) = entries(stage.workspace, subject=stage.ids["ines"], kinds=("letter.",))
    stated = (composed.payload or {})["items"]
    assert [
        item.ref for item in items_of(stage.workspace, stage.ids["ines"], stated, now=stage.now)
    ] == [ref]
    for other in ("ken", "olga", "gus"):
        assert items_of(stage.workspace, stage.ids[other], stated, now=stage.now) == []


def test_headers_let_programs_recognise_thread_and_stop_letters(office: Office) -> None:
    office.stage.now = utc(11, 18, 19)
    ask(office.stage)
    (letter,) = by(office.until(utc(11, 19, 9)), "ines")
    assert letter.headers["Message-ID"].startswith("<L")
    assert letter.headers["Auto-Submitted"] == "auto-generated"
    assert letter.headers["List-Unsubscribe"].startswith("<mailto:")
    assert max(map(len, letter.text.splitlines())) <= 72


def test_a_title_cannot_smuggle_a_header_in(office: Office) -> None:
    stage = office.stage
    stage.now = utc(11, 18, 19)
    text = '---\nto: ["@london"]\ntitle: "Hello\\r\\nBcc: all@example.org\\u202e"\n---\n\n# Hello\n'
    move(stage.ben, open_record(stage.ben, "request", text=text).ref, "ask")
    (letter,) = by(office.until(utc(11, 19, 9)), "ines")
    assert "\n" not in letter.subject
    assert "\u202e" not in letter.subject + letter.text
    assert "Hello Bcc: all@example.org" in letter.subject


def test_the_journal_alone_gives_the_inbox_again(office: Office) -> None:
    stage = office.stage
    stage.now = utc(11, 18, 19)
    ref = ask(stage)
    comment(stage.ken, ref, "Which file?")
    office.until(utc(11, 19, 9))
    first = next(entries(stage.workspace, kinds=("comment.added",)))
    erase(stage.olga, first.index, "a slip")
    assert rebuild(stage.workspace, check=True).differences == ()
    asked = next(entries(stage.workspace, kinds=("record.moved",)))
    erase(stage.olga, asked.index, "a slip")
    assert rebuild(stage.workspace, check=True).differences == ()
    office.until(utc(11, 20, 18))
    assert rebuild(stage.workspace, check=True).differences == ()
    assert letters_to(stage.workspace, stage.ids["ines"])


HOURS = [
    "zone: America/Chicago\nweek: mon-thu 09:00-12:30, 13:30-17:30\nholidays: US-TX\n",
    "zone: Europe/London\nfocus: tue,thu 13:00-15:00\nholidays: GB-ENG\n",
    "zone: Asia/Singapore\nweek: sun-thu 22:00-06:00\nholidays: SG\n",
    "zone: Australia/Lord_Howe\nleave: [2026-12-20 to 2027-01-10]\n",
    "moves: [{from: 2027-03-10, zone: America/New_York}]\nzone: Europe/Lisbon\n",
]


@pytest.mark.parametrize("seed", range(2))
def test_in_half_a_year_nobody_is_disturbed(office: Office, seed: int) -> None:
    """Over two changes of the clocks, holidays, leave, nights and a move, at random instants."""
    stage = office.stage
    dice = random.Random(seed)  # noqa: S311
    who = ["ana", "ben", "ines", "omar", "ken", "mei"]
    for handle in who:
        set_calendar(stage.acting(handle), handle, dice.choice(HOURS))
    stage.now = datetime(2026, 10, 20, tzinfo=UTC)
    for _ in range(120):
        stage.now += timedelta(minutes=dice.randrange(1, 2600))
        if dice.random() < 0.4:
            ask(stage, who=dice.choice(who), to=[dice.choice(["@london", "@singapore"])])
        office.tick()
    assert len(office.delivered) > 30
    disturbed = [one for one in office.delivered if not office.awake(one.to, one.at)]
    assert [one for one in disturbed if not one.subject.startswith("Page")] == []
