"""Public holidays, and what people change about them."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dayline.base.errors import InvalidInput
from dayline.people.holidays import Holidays, edition, public_holidays


def test_the_public_holidays_of_twelve_countries_are_known(real_data):
    folder = real_data("holidays-public")
    truth = json.loads((folder / "public_holidays.json").read_text())
    assert len(truth) == 12
    for country, years in truth.items():
        for year, named in years.items():
            found = public_holidays(country).names(int(year))
            assert {str(day): name for day, name in found.items()} == named, (country, year)


def test_a_region_has_its_own():
    assert date(2026, 11, 30) in public_holidays("GB-SCT").in_year(2026)
    assert date(2026, 11, 30) not in public_holidays("gb-eng").in_year(2026)


def test_years_for_which_moons_are_not_foretold_are_read_without_a_warning():
    assert date(2090, 1, 26) in public_holidays("IN").in_year(2090)


@pytest.mark.parametrize("code", ["UK", "XX", "GB-LON", "", "GBR"])
def test_an_unknown_code_is_refused_with_others(code: str):
    with pytest.raises(InvalidInput) as refusal:
        public_holidays(code)
    assert "Write" in refusal.value.do


def test_some_are_worked_and_others_are_added():
    christmas, eve = date(2026, 12, 25), date(2026, 12, 24)
    own = Holidays((public_holidays("GB"),), worked=frozenset({christmas}), also=frozenset({eve}))
    assert christmas not in own.in_year(2026)
    assert eve in own.in_year(2026)
    assert eve not in own.in_year(2027)


def test_the_table_has_an_edition():
    assert edition().startswith("holidays 0.")
