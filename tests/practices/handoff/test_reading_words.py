"""Which words, names, numbers, orders and denials make a statement contradict an item."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayline.practices.handoff.reading.figures import figures
from dayline.practices.handoff.reading.score import Verdict, score


def verdict(item: str, told: str) -> Verdict:
    return score([item], told).items[0].verdict


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("The export is safe to run.", "The export is not safe to run."),
        ("The job may be started before noon.", "The job may not be started before noon."),
        ("Never open valve 7 during the night.", "Open valve 7 during the night."),
        ("The lab has confirmed the sample.", "The lab has not confirmed the sample."),
        ("Restarting the worker does not help.", "Restarting the worker helps."),
        ("Visitors must not enter the hall.", "Visitors are allowed to enter the hall."),
    ],
)
def test_a_denial_that_only_one_side_has_contradicts(item: str, told: str) -> None:
    found = score([item], told).items[0]
    assert found.verdict is Verdict.CONTRADICTED
    assert found.evidence == told
    assert found.why


@settings(max_examples=40, deadline=None)
@given(st.integers(3, 9000), st.integers(3, 9000))
def test_another_number_contradicts_and_the_same_one_does_not(said: int, was: int) -> None:
    item = f"The warehouse in Lyon holds {was} boxes of gloves."
    told = f"Boxes of gloves in the Lyon warehouse: {said}."
    apart = abs(said - was) > 0.1 * max(said, was) and max(said, was) != 1000 * min(said, was)
    if said == was or apart:
        wanted = Verdict.KEPT if said == was else Verdict.CONTRADICTED
        assert verdict(item, told) is wanted


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("Only Marta can lift the hold at the bank.", "Only Jonas can lift the hold at the bank."),
        (
            "The queue depth was raised to stop the errors.",
            "The queue depth was lowered to stop the errors.",
        ),
        ("The limit moved from 20 to 30 tonnes.", "The limit moved from 30 to 20 tonnes."),
        ("Load the crates before the drums.", "Load the drums before the crates."),
        ("Is the policy valid at night?", "The policy is valid at night."),
        (
            "Send the report to Porto and not to Recife.",
            "Send the report to Recife and not to Porto.",
        ),
    ],
)
def test_names_directions_order_and_roles_contradict(item: str, told: str) -> None:
    assert verdict(item, item) is Verdict.KEPT
    assert verdict(item, told) is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("at 18:00", "at six pm"), ("at 04:20", "twenty past four"), ("by noon", "by 12:00"),
        ("for 48 hours", "for two days"), ("10 percent", "one user in ten"), ("1,312", "about 1,300"),  # noqa: E501
        ("EUR 20,000", "20k euro"), ("$2,500", "twenty-five hundred"), ("on 9 November", "on the 9th"),  # noqa: E501
        ("a quarter of them", "25 %"), ("23:40", "twenty to midnight"), ("300,000", "three hundred thousand"),  # noqa: E501
        ("for 15 minutes", "a quarter of an hour"), ("on Friday", "Fri"), ("31", "thirty-first"),
    ],
)  # fmt: skip
def test_a_number_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert any(a.same(b) for a in figures(one) for b in figures(other))
    assert any(b.same(a) for a in figures(one) for b in figures(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("30", "32"), ("at 05:30", "at 6:30"), ("2 litres", "3 litres"), ("nine hours", "six hours"),
     ("the 25th", "the 28th"), ("6am", "6pm"), ("68 sites", "86 sites"), ("Friday", "Monday")],
)  # fmt: skip
def test_another_number_is_not_the_same(one: str, other: str) -> None:
    assert not any(a.same(b) for a in figures(one) for b in figures(other))


NAMES = ("Ines", "Karim", "Oslo", "Jonas", "Recife", "Marta", "Porto", "Lindgren")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True))
def test_another_name_contradicts_whichever_it_is(names: list[str]) -> None:
    was, said = names
    item = f"The spare keys of the boathouse are with {was}."
    assert verdict(item, f"Boathouse keys, the spare ones: with {was}.") is Verdict.KEPT
    assert verdict(item, f"Boathouse keys, the spare ones: with {said}.") is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("The kitchen waits for the bar.", "The bar waits for the kitchen."),
        ("We wait for the bank to answer.", "The bank waits for our answer."),
        ("The cows are fed first, then the pigs.", "First the pigs are fed, then the cows."),
        ("Ask the tenant or the owner? Vera leans to the owner.",
         "Tenant or owner is undecided, Vera prefers the tenant."),
        ("Call his mother in an emergency.", "In an emergency phone his father."),
        ("The fault is in the billing module.", "The fault is in the search module."),
        ("We prefer birch over oak for the floor.", "For the floor oak is preferred to birch."),
        ("Move the desk from the hall to the attic.", "The desk goes from the attic to the hall."),
    ],
)  # fmt: skip
def test_turned_roles_and_things_of_a_kind_contradict(item: str, told: str) -> None:
    assert verdict(item, told) is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("The kitchen waits for the bar.", "Kitchen is held up by the bar."),
        ("The gate stays shut until Friday.", "The gate opens on Friday."),
        ("70 percent of the files are copied.", "30 percent of the files are still to be copied."),
        ("Two of the three lifts are out of order.", "Just one of three lifts is running."),
        ("The train leaves at 16:40 UTC.", "At 17:40 CET the train leaves."),
        ("The run took 73 minutes.", "An hour and thirteen minutes, that is what the run took."),
        ("The cellar is at minus 4 degrees.", "In the cellar it is four below zero."),
        ("The pump did not fail.", "It is not true that the pump was broken."),
    ],
)
def test_the_same_in_other_words_is_no_contradiction(item: str, told: str) -> None:
    assert verdict(item, told) is not Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("Farid reboots the printer at nine.", "Paulo reboots the printer at nine."),
        ("The lost bag is at the Lufthansa counter.", "The missing bag is at the KLM counter."),
        ("The board can't meet without Professor Achterberg.",
         "The board can't meet without Professor Vandamme."),
        ("OpenSearch was too slow, we stay with Prometheus.",
         "opensearch was too slow, we stay with zabbix."),
        ("Do not run the job while Ledger Sync is active.",
         "The job must not run while Mail Export is active."),
        ("Does Oksana's team accept slow tests?", "Open: does Bertrand's team accept slow tests?"),
        ("35 riders have not sent their bank details.", "53 of them haven't sent bank details."),
        ("The render needs 30 more hours.", "The render has thirteen hours to go."),
        ("Gate 5 is closed until 17:00.", "Gate 5 is shut till 1900."),
        ("The invoice of Lund is unpaid.", "The invoice of Lund is paid."),
        ("Patient 31 has been unblinded.", "Patient 31 is still blinded."),
        ("Plate 23 is sequenced again.", "Plate 23 again? No, leave it as it is."),
        ("The comparison reports no differences.", "The comparison does report differences."),
        ("Flight 22 is boarded before flight 35.", "35 boards ahead of 22."),
        ("The primary was moved from rack 3 to rack 8.",
         "They took the primary out of rack 8 and put it in rack 3."),
        ("The new variant gets more clicks than the old one.",
         "The old variant gets more clicks than the new one."),
        ("Compare the record first and then sign the file.",
         "The file is signed first, and the record is compared subsequently."),
        ("Session lifetime goes from eight hours down to four.",
         "Sessions will now last eight hours rather than four."),
        ("The tick rate was cut from 60 to 30.", "The tick rate went 30 up to 60."),
        ("We keep messages for 7 days instead of 3.", "Messages are kept 10 days instead of 3."),
        ("The jury has room 2 from 9:30.", "The jury has room 2 from half past ten."),
        ("Does Belgium need its own page?", "to ask: own page for portugal?"),
        ("Close the dome when humidity goes above 85 percent.",
         "Close the dome when humidity falls under 85 percent."),
    ],
)  # fmt: skip
def test_what_is_told_in_the_place_of_another_contradicts(item: str, told: str) -> None:
    assert verdict(item, item) is Verdict.KEPT
    assert verdict(item, told) is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("Restart the service every six hours.", "The service needs a restart four times a day."),
        ("Old customers keep the price for a year.", "Old customers keep the price 12 months."),
        ("The queue takes less than 30 seconds.", "The queue takes less than half a minute."),
        ("212 of 260 tenants are moved.", "212 tenants are moved, 48 are left."),
        ("Keep the logs for 90 days.", "The logs are kept for three months."),
        ("Turning it took six people.", "Turning it took half a dozen people."),
        ("Shard 2 is locked.", "fra-2 is locked, like 11k players wait."),
        ("Verification is paused.", "VERIFICATION = paused."),
        ("The link Madrid-Lisbon is on backup.", "MAD-LIS: on backup."),
    ],
)  # fmt: skip
def test_what_is_written_otherwise_is_still_kept(item: str, told: str) -> None:
    assert verdict(item, told) is Verdict.KEPT


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bed 9 may have penicillin", [(9.0, "count")]),
        ("9 may at noon", [(509, "date"), (720.0, "time")]),
        ("shut till 1900", [(1140.0, "time")]),
        ("closed since 1995", [(1995.0, "count")]),
        ("from 1400 requests on", [(1400.0, "count")]),
        ("half a week", [(5040.0, "duration")]),
        ("twice a day", [(720.0, "duration")]),
    ],
)
def test_what_may_be_a_number_is_read_as_what_it_is(
    text: str, said: list[tuple[float, str]]
) -> None:
    assert [(one.value, one.sort) for one in figures(text)] == said


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.sampled_from(["hour", "day", "week", "month"]))
def test_so_often_in_a_time_is_the_time_between(times: int, unit: str) -> None:
    often, whole = figures(f"{times} times a {unit}"), figures(f"every {unit}")
    assert [one.sort for one in often] == ["duration"]
    assert often[0].value * times == pytest.approx(whole[0].value)
