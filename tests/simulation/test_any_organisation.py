"""Whatever organisation can be written down can be played, or is refused with its line."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dayline.base.errors import DaylineError
from dayline.simulation.changes import changed
from dayline.simulation.limits import least, most
from dayline.simulation.reading import parse_organisation
from dayline.simulation.span import Span
from tests.simulation.organisations import QUEUE, TWO_SITES
from tests.simulation.watching import watched

ZONES = ("UTC", "Europe/London", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns",
         "Pacific/Apia", "Africa/Casablanca", "America/Chicago")  # fmt: skip
WEEKS = ("mon-fri 09:00-17:00", "mon-sun 00:00-24:00", "mon 09:00-09:15", "mon-thu 22:00-06:00",
         "tue-sat 06:00-10:00 11:30-12:00 20:00-23:45", "sun 00:00-24:00")  # fmt: skip
BEGINS = ("2026-01-05", "2026-03-23", "2026-10-30", "2027-12-20", "1971-01-01", "2080-12-01")

_SITES = st.lists(
    st.fixed_dictionaries({
        "zone": st.sampled_from(ZONES),
        "week": st.sampled_from(WEEKS),
        "engineers": st.integers(1, 3),
        "leads": st.integers(0, 1),
        "reviewers": st.integers(0, 1),
    }),
    min_size=1,
    max_size=3,
)  # fmt: skip
_SHARES = ("review_elsewhere", "changes", "rework", "concern", "loss", "loss_read_back",
           "again_in_writing")  # fmt: skip
_SHARE = st.sampled_from([0.0, 0.3, 1.0])
_HABITS = st.fixed_dictionaries({}, optional={
    "shape": st.sampled_from(["lognormal", "exponential"]),
    "spread": st.sampled_from([0.0, 0.8, 5.0]),
    "in_progress": st.sampled_from([1, 2, 1000]),
    "invited": st.integers(0, 3),
    "leave": st.sampled_from([0, 25, 200, 366]),
    "sick": st.sampled_from([0, 5, 366]),
    "cap": st.sampled_from([0, 1, 14, 366]),
    "window": st.sampled_from([0, 72, 2000]),
    "meeting": st.sampled_from([0.1, 0.5, 8]),
    "reviewer": st.sampled_from([0.25, 8, 100]),
    **dict.fromkeys(_SHARES, _SHARE),
    **{name: st.sampled_from([0, 0.25, 1, 100])
       for name in ("answer", "clarify", "review", "proposal", "read", "settle", "late",
                    "refocus", "note", "take_over")},
})  # fmt: skip
_WITHIN = st.sampled_from(["none", "1 awake-hour", "8 awake-hours", "1000 awake-hours",
                           "0.1 hours", "24 hours", "1000 hours"])  # fmt: skip
_CLOCKS = st.fixed_dictionaries({"answer_within": _WITHIN, "review_within": _WITHIN})


@st.composite
def organisations(draw: st.DrawFn) -> dict[str, Any]:
    """What a file says."""
    sites = {f"site {number}": site for number, site in enumerate(draw(_SITES))}
    names = sorted(sites)
    areas = [f"area {number}" for number in range(draw(st.integers(1, 3)))]
    means = st.sampled_from([0.0, 0.5, 2.0])
    return {
        "begins": draw(st.sampled_from(BEGINS)),
        "sites": sites,
        "areas": {
            area: {
                "owner": draw(st.lists(st.sampled_from(names), min_size=1, unique=True)),
                "asks": draw(st.dictionaries(st.sampled_from([*areas, "requester"]), means)),
            }
            for area in areas
        },
        "work": {
            f"work {number}": {
                "at": draw(st.sampled_from(names)),
                "arrives": draw(st.sampled_from([0, 1, 6, 40])),
                "steps": {
                    area: draw(st.sampled_from([0, 0.1, 6, 80, 2000]))
                    for area in draw(st.lists(st.sampled_from(areas), min_size=1, unique=True))
                },
                "decided": draw(_SHARE),
            }
            for number in range(draw(st.integers(1, 2)))
        },
        "habits": draw(_HABITS),
        "policies": {
            "sync-first": {"standup": draw(st.sampled_from([0, 0.25, 4])),
                           "weekly": draw(st.sampled_from([0, 1, 4]))},
            "wall-clock": draw(_CLOCKS),
            "awake-hours": draw(_CLOCKS),
        },
    }  # fmt: skip


@settings(max_examples=150)
@given(organisations(), st.integers(0, 10), st.sampled_from([7, 21]))
def test_any_organisation_plays_and_breaks_no_rule(
    described: dict[str, Any], seed: int, days: int
) -> None:
    organisation = parse_organisation(yaml.safe_dump(described))
    span = Span(organisation.begins, days, 7)
    for policy in organisation.policies:
        watched(organisation, policy, seed, span)


@pytest.mark.parametrize("begins", [f"2026-11-{day:02}" for day in range(1, 12)])
def test_a_year_may_stop_on_any_day_around_new_year(begins: str) -> None:
    """Whoever is asked on the last evening of a year has a next morning in the next one."""
    organisation = parse_organisation(f"begins: {begins}\n{TWO_SITES}")
    for policy in organisation.policies:
        watched(organisation, policy, 1, Span(organisation.begins))


@given(st.text(max_size=200))
@example("sites: {x: {engineers: .nan}}")
@example("sites: {x: {engineers: 1e400}}")
@example("begins: 2026-01-05T10:00\nsites: [a, b]")
@example("work: {? [a, b] : c}")
@example("\x00")
def test_any_text_is_an_organisation_or_is_refused(text: str) -> None:
    error = _refusal(text)
    if error is not None:
        assert error.what
        assert error.do
        assert all(finding.remedy for finding in error.findings)


def _refusal(text: str) -> DaylineError | None:
    try:
        parse_organisation(text, path="o.yaml")
    except DaylineError as error:
        return error
    return None


REFUSED = (
    ("engineers: 2, leads: 1", "engineers: -2", "'-2' is no amount here"),
    ("engineers: 2, leads: 1", "engineers: 501", "501 is too much"),
    ("engineers: 2, leads: 1", "engineers: 1.5", "no whole number"),
    ("engineers: 2, leads: 1", "leads: 1", "has no engineers"),
    ("Europe/London", "Mars/Olympus", "Mars/Olympus"),
    ("09:00-12:00 13:00", "09:00-25:00 13:00", "25:00"),
    ("holidays: GB-ENG", "holidays: XX-YY", "XX"),
    ("owner: tokyo", "owner: kyoto", "no site 'kyoto'"),
    ("{ledger: 0.6}", "{riches: 0.6}", "no area 'riches'"),
    ("{ledger: 0.6}", "{ledger: 60}", "60 is too much"),
    ("{ledger: 0.6}", "{ledger: 15, requester: 15}", "raises 30 questions"),
    ("3 a week", "3 a day", "'3 a day' is no amount"),
    ("3 a week", "1999 a week", "2,000 pieces a week"),
    ("ledger: 6 h", "ledger: 9000 h", "9000 h is too much"),
    ("decided: 30%", "decided: 130%", "130% is too much"),
    ("leave: 40", "leaves: 40", "no key 'leaves'"),
    ("leave: 40", "in_progress: 0", "0 is too little"),
    ("leave: 40", "shape: normal", "'normal' is no shape"),
    ("leave: 40", "answer: 101 h", "101 h is too much"),
    ("organisation: Two sites", "begins: 9999-12-31", "too far away"),
    ("organisation: Two sites", "organisation: [a]", "This is no name"),
    ("tokyo: {zone", "london : {zone", "stands twice"),
)


@pytest.mark.parametrize(("old", "new", "said"), REFUSED, ids=[each[1] for each in REFUSED])
def test_what_cannot_be_is_refused_with_its_line_and_a_remedy(
    old: str, new: str, said: str
) -> None:
    assert TWO_SITES.count(old) == 1
    text = TWO_SITES.replace(old, new)
    wanted = next(n for n, line in enumerate(text.splitlines(), 1) if new in line)
    with pytest.raises(DaylineError) as caught:
        parse_organisation(text, path="team.yaml")
    found = [each for each in caught.value.findings if said in each.message]
    assert found, [each.message for each in caught.value.findings]
    assert found[0].path == "team.yaml"
    assert found[0].remedy
    # Two statements of the limits speak of the whole, on the line at which its part begins.
    assert 1 <= found[0].line <= wanted or "has no engineers" in said


def test_what_is_too_many_is_refused_on_its_line() -> None:
    names = ", ".join(f"s{number}: {{zone: UTC, engineers: 1}}" for number in range(101))
    with pytest.raises(DaylineError, match="101 sites") as caught:
        parse_organisation(f"organisation: O\nsites: {{{names}}}\n", path="o.yaml")
    assert caught.value.findings[0].line == 2


# What is changed is held to the same limits.


CHANGES = ("loss=150%", "in_progress=0", "in_progress=1.5", "engineers=desk:0", "reviewer=0",
           "engineers=desk:+500", "engineers=desk:1.5", "engineers=desk:50%", "owns=all:mars",
           "hours=desk:never", "arrives=calls:2001", "asks=all>all:1", "shape=1", "loss",
           "owns=", "=", "loss=-1", "loss=nan", "loss=1e3", "engineers=mars:1")  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_that_cannot_be_is_refused_with_a_remedy(change: str) -> None:
    with pytest.raises(DaylineError) as caught:
        changed(parse_organisation(QUEUE), [change])
    assert caught.value.what
    assert caught.value.do


def test_a_change_is_a_value_or_a_step() -> None:
    organisation = parse_organisation(TWO_SITES)
    assert changed(organisation, ["engineers=london:+2"]).sites[0].engineers == 4
    assert changed(organisation, ["engineers=london:5"]).sites[0].engineers == 5
    assert changed(organisation, ["arrives=changes:-50%"]).work[0].per_week == 1.5
    assert changed(organisation, ["loss=10%"]).habits.loss == pytest.approx(0.1)
    assert changed(organisation, ["loss=-10%"]).habits.loss == pytest.approx(0.18)
    assert changed(organisation, ["loss=0.05", "loss=+100%"]).habits.loss == pytest.approx(0.1)
    assert changed(organisation, ["owns=each-site"]).area("routes").owners == ("tokyo",)


@given(st.sampled_from(["loss", "answer", "cap", "in_progress"]), st.floats(0, 400))
def test_no_change_leaves_the_limits(name: str, value: float) -> None:
    organisation = parse_organisation(QUEUE)
    try:
        found = getattr(changed(organisation, [f"{name}={value:.2f}"]).habits, name)
    except DaylineError:
        return
    assert least(name) <= found <= most(name)
