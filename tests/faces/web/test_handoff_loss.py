"""What handoffs lose, on the page, over the API and at the command line."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client

from dayline.accounts.actions import seat
from dayline.base.acting import Acting
from dayline.base.instants import to_text
from dayline.contracts.actions import open_workspace
from dayline.people.actions import join
from tests.cast import MORNING
from tests.faces.web.test_record import words
from tests.practices.handoff.shifts import Shifts, with_sites

pytestmark = pytest.mark.django_db

HANDOFFS = 36


@pytest.fixture
def owner(monkeypatch: pytest.MonkeyPatch) -> Acting:
    """A workspace of three sites with 36 handoffs, half of them read back by the draw.

    Each play draws anew, so what the effect is said to be is not the same in each.
    """
    owner = open_workspace("meridian", MORNING, handle="olga", name="Olga", zone="UTC")
    shifts = Shifts(owner, with_sites(owner), 50, seed=3)
    assert len(list(shifts.play(HANDOFFS))) == HANDOFFS
    monkeypatch.setenv("DAYLINE_NOW", to_text(shifts.now))
    return owner


def client_of(owner: Acting, handle: str = "olga") -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(seat(owner.workspace, handle))
    session = client.session
    session["workspace"] = owner.workspace
    session.save()
    return client


def test_the_page_tells_each_share_with_its_numbers_and_why_a_row_has_none(owner: Acting) -> None:
    shown = words(client_of(owner).get("/handoffs/loss").content.decode())
    told = client_of(owner).get("/api/v1/handoffs/loss").json()
    whole = told["whole"]
    assert f"Of {whole['items']} items in {HANDOFFS} handoffs" in shown
    (pair,) = [one for one in told["pairs"] if one["of"] == "@london to @austin"]
    low, high = pair["lost_after"]["low"], pair["lost_after"]["high"]
    assert low <= pair["lost_after"]["share"] <= high
    assert f"@london to @austin {pair['items']} items in {pair['handoffs']} handoffs" in shown
    assert "never of a person" in shown
    assert told["effect"]["says"] in shown
    drawn = [told["effect"][arm]["handoffs"] for arm in ("with_read_back", "without")]
    assert sum(drawn) + told["effect"]["apart"] == HANDOFFS
    board = client_of(owner).get("/board").content.decode()
    assert 'href="/handoffs/loss"' in board


def test_a_team_of_few_people_is_told_why_it_has_no_figure() -> None:
    owner = open_workspace("meridian", MORNING, handle="olga", name="Olga", zone="UTC")
    people = with_sites(owner)
    shifts = Shifts(owner, {site: ids[:2] for site, ids in people.items()}, 100, seed=4)
    list(shifts.play(24))
    told = client_of(owner).get("/api/v1/handoffs/loss").json()
    assert {one["refused"] for one in told["pairs"]} == {"would-be-about-people"}
    assert {one["items"] for one in told["pairs"]} == {None}
    assert told["whole"]["items"] > 100  # six writers and six readers together
    shown = words(client_of(owner).get("/handoffs/loss").content.decode())
    assert shown.count("Too few people on a side: a figure would be about somebody.") == 1
    assert "Without a figure" in shown
    assert "@london to @austin" in shown


def test_no_handoff_yet_is_no_fault() -> None:
    owner = open_workspace("meridian", MORNING, handle="olga", name="Olga", zone="UTC")
    shown = words(client_of(owner).get("/handoffs/loss").content.decode())
    assert "0 items of 0 handoffs were judged; 30 items of 5 handoffs are needed." in shown


def test_who_sees_no_handoff_gets_no_figure_of_it(owner: Acting) -> None:
    join(owner, handle="gus", name="Gus", role="guest")
    told = client_of(owner, "gus").get("/api/v1/handoffs/loss").json()
    assert (told["whole"]["items"], told["pairs"]) == (0, [])


def test_the_command_line_tells_the_same(
    owner: Acting, run: Callable[..., tuple[int, str]]
) -> None:
    code, out = run("handoff", "loss", "--json")
    assert code == 0
    told = json.loads(out)
    assert told == client_of(owner).get("/api/v1/handoffs/loss").json()
    code, out = run("handoff", "loss")
    assert code == 0
    assert "BETWEEN TEAMS" in out
    assert "@london to @austin" in out
    assert told["effect"]["says"] in out
    assert "Intervals of 95 %" in out


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    from dayline.faces.cli.main import main

    monkeypatch.setenv("DAYLINE_WORKSPACE", "meridian")
    monkeypatch.setenv("DAYLINE_AS", "@olga")

    def dayline(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out + printed.err

    return dayline
