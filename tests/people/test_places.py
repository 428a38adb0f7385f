"""Places: known, or asked about, never guessed."""

from __future__ import annotations

import json
import re

import pytest

from dayline.base.zones import zone_names
from dayline.people import gazetteer
from dayline.people.places import Ambiguous, Place, resolve_place


def test_nobody_of_a_real_team_is_put_in_a_wrong_zone(real_data):
    folder = real_data("sourcegraph-team-timezones")
    truth = json.loads((folder / "truth_timezones.json").read_text())
    team = (folder / "team.yml").read_text()
    places = dict(re.findall(r"^- id: (\S+)\n(?:  .*\n)*?  location: (.+)$", team, re.MULTILINE))
    known = 0
    for person, zone in truth.items():
        found = resolve_place(places[person])
        if isinstance(found, Place):
            assert found.zone == zone, places[person]
            known += 1
        else:
            assert found.question
    assert known >= 150
    assert len(truth) == 159


def test_places_of_a_real_team_that_leave_a_doubt_are_asked_about(real_data):
    folder = real_data("sourcegraph-team-timezones")
    truth = json.loads((folder / "truth_timezones.json").read_text())
    doubtful = [person for person, zone in truth.items() if zone is None]
    assert len(doubtful) == 4
    team = (folder / "team.yml").read_text()
    for person in doubtful:
        place = re.search(rf"id: {person}\n(?:  .*\n)*?  location: (.+)", team)
        assert place
        assert isinstance(resolve_place(place[1]), Ambiguous)


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("CST", {"America/Chicago", "Asia/Shanghai"}),
        ("IST", {"Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"}),
        ("Portland", {"America/Los_Angeles", "America/New_York"}),
        ("London", {"Europe/London", "America/Toronto"}),
        ("London, Ontario", {"Europe/London", "America/Toronto"}),
        ("Paris, TX", {"Europe/Paris", "America/Chicago"}),
        ("Vienna, Virginia", {"Europe/Vienna", "America/New_York"}),
        ("Georgia", {"Asia/Tbilisi", "America/New_York"}),
        ("Washington", {"America/Los_Angeles", "America/New_York"}),
        ("Washington, USA", {"America/Los_Angeles", "America/New_York"}),
        ("Oregon, USA", {"America/Los_Angeles", "America/Boise"}),
        ("Berlin / Tokyo", {"Europe/Berlin", "Asia/Tokyo"}),
        ("Europe/Lundon", {"Europe/London"}),
        ("UTC+2", set()),
        ("Remote", set()),
        ("", set()),
    ],
)
def test_a_doubt_is_a_question(text: str, candidates: set[str]):
    found = resolve_place(text)
    assert isinstance(found, Ambiguous), found
    assert candidates <= set(found.candidates)
    assert found.question.endswith("?")


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/London", "Europe/London"),
        ("asia/calcutta", "Asia/Calcutta"),
        ("UTC", "UTC"),
        ("Seattle", "America/Los_Angeles"),
        ("São Paulo", "America/Sao_Paulo"),
        ("sao paulo, brazil", "America/Sao_Paulo"),
        ("Portland, OR, USA", "America/Los_Angeles"),
        ("Portland, Maine", "America/New_York"),
        ("London, ON, Canada", "America/Toronto"),
        ("London, UK", "Europe/London"),
        ("Brooklyn, NY USA", "America/New_York"),
        ("Toronto, CA", "America/Toronto"),
        ("San Diego, CA", "America/Los_Angeles"),
        ("New Delhi, IN", "Asia/Kolkata"),
        ("Berlin, DE", "Europe/Berlin"),
        ("Tbilisi, Georgia", "Asia/Tbilisi"),
        ("Washington, DC", "America/New_York"),
        ("Kansas City", "America/Chicago"),
        ("El Paso, TX", "America/Denver"),
        ("Tenerife, Spain", "Atlantic/Canary"),
        ("Ponta Delgada, Portugal", "Atlantic/Azores"),
        ("Germany", "Europe/Berlin"),
        ("Bosnia and Herzegovina", "Europe/Sarajevo"),
        ("New York / Boston, MA", "America/New_York"),
    ],
)
def test_what_is_certain_is_not_asked(text: str, zone: str):
    assert resolve_place(text) == Place(zone)


def test_every_zone_of_the_lists_exists():
    zones = {zone for several in gazetteer.abbreviations().values() for zone in several}
    for name in gazetteer.known_names():
        zones |= {zone for region in gazetteer.regions(name) for zone in region.zones}
        zones |= {city.zone for city in gazetteer.cities(name)}
    assert len(zones) > 300
    assert zones <= zone_names()
