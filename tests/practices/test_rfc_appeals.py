"""A concern that its author will not settle: somebody on neither side decides."""

from __future__ import annotations

import pytest

from dayline.base.errors import Forbidden, InvalidInput, NotFound
from dayline.journal.rebuild import rebuild
from dayline.practices.rfc.appeals.actions import appeal, decide
from dayline.practices.rfc.appeals.queries import appeals
from dayline.records.actions import move
from dayline.records.remarks.actions import close_comment, comment
from tests.cast import Stage, set_stage
from tests.inbox.post import Office
from tests.practices.test_rfc_window import look, opened


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


@pytest.fixture
def disputed(stage: Stage) -> tuple[str, str]:
    """@omar's RFC, and @ken's concern on it."""
    ref = opened(stage)
    return ref, comment(stage.ken, ref, "Never on a Sunday.", concern="sunday")


def test_only_who_raised_a_concern_settles_it_or_takes_it_back(
    stage: Stage, disputed: tuple[str, str]
) -> None:
    ref, concern = disputed
    with pytest.raises(Forbidden, match="Only @ken may close this concern"):
        close_comment(stage.omar, concern)
    close_comment(stage.ken, concern, status="withdrawn")
    assert look(stage, ref).open_concerns == ()
    again = comment(stage.ken, ref, "It was moved to a Sunday again.", concern="sunday")
    assert [one.id for one in look(stage, ref).open_concerns] == [again]


def test_an_appeal_is_decided_by_somebody_on_neither_side(
    stage: Stage, disputed: tuple[str, str]
) -> None:
    ref, concern = disputed
    assert appeal(stage.omar, ref, concern, "Sunday is the quietest day.") == ("@olga",)
    assert appeals(stage.workspace, ref)[concern].by == stage.ids["omar"]
    for side in (stage.omar, stage.ken, stage.ana):
        with pytest.raises(Forbidden, match="not yours to decide"):
            decide(side, ref, concern, "So be it.", overrule=True)
    decide(stage.olga, ref, concern, "The figures show it.", overrule=True)
    assert look(stage, ref).open_concerns == ()
    assert appeals(stage.workspace, ref) == {}
    rebuild(stage.workspace, check=True)


def test_a_concern_that_is_upheld_stands(stage: Stage, disputed: tuple[str, str]) -> None:
    ref, concern = disputed
    appeal(stage.ana, ref, concern, "I disagree.")
    decide(stage.olga, ref, concern, "Ken is right.", overrule=False)
    assert [one.id for one in look(stage, ref).open_concerns] == [concern]
    with pytest.raises(NotFound, match="Nobody has appealed"):
        decide(stage.olga, ref, concern, "Or is he?", overrule=True)


def test_the_leads_of_the_area_decide_before_the_owners_do(stage: Stage) -> None:
    ref = opened(stage, "block", ('delegates: ["@ben"]', "area: [ledger, risk]"))
    concern = comment(stage.ken, ref, "No.", concern="no")
    assert appeal(stage.omar, ref, concern, "Yes.") == ("@ines",)  # ken leads risk, but is a side


@pytest.mark.parametrize("who", ["mei", "ken"])
def test_who_may_not_appeal(stage: Stage, disputed: tuple[str, str], who: str) -> None:
    with pytest.raises(Forbidden, match="Only the author"):
        appeal(stage.acting(who), *disputed, "I want it.")


def test_an_appeal_needs_a_reason(stage: Stage, disputed: tuple[str, str]) -> None:
    with pytest.raises(InvalidInput, match="reason is missing"):
        appeal(stage.omar, *disputed, "  ")


def test_there_must_be_something_to_decide(stage: Stage, disputed: tuple[str, str]) -> None:
    ref, concern = disputed
    plain = comment(stage.ana, ref, "Nice.")
    with pytest.raises(NotFound, match="no concern"):
        appeal(stage.omar, ref, plain, "Why?")
    appeal(stage.omar, ref, concern, "Please.")
    with pytest.raises(InvalidInput, match="appealed already"):
        appeal(stage.ana, ref, concern, "Please.")
    close_comment(stage.ken, concern)
    with pytest.raises(InvalidInput, match="settled already"):
        decide(stage.olga, ref, concern, "Late.", overrule=True)
    move(stage.omar, ref, "withdraw", fields={"reason": "I give up."})
    with pytest.raises(InvalidInput, match="no RFC that is open"):
        appeal(stage.omar, ref, concern, "Please.")


def test_the_decider_and_both_sides_are_told_and_why(
    stage: Stage, disputed: tuple[str, str]
) -> None:
    ref, concern = disputed
    office = Office(stage)
    office.tick()
    stage.later(hours=1)
    appeal(stage.omar, ref, concern, "Sunday is the quietest day.")
    stage.later(hours=1)
    (letter,) = [one for one in office.tick() if one.to == "olga"]
    assert letter.subject == f"Decide an appeal: {ref} Cut the day at midnight UTC"
    assert "@omar appeals against the concern “sunday”" in letter.text
    assert "Why you: you may decide it" in letter.text
    decide(stage.olga, ref, concern, "The figures show it.", overrule=True)
    stage.later(hours=24)
    (digest,) = [one for one in office.tick() if one.to == "omar"]
    assert "@olga overruled the concern “sunday”" in digest.text
    assert "“The figures show it.”" in " ".join(digest.text.split())
