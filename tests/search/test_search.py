"""Finding records: who finds what, how soon, and what is no longer found."""

from __future__ import annotations

import pytest

from dayline.journal.actions import erase
from dayline.people.queries import directory
from dayline.records.actions import open_record, revise
from dayline.records.queries import content, find
from dayline.records.remarks.actions import comment
from dayline.search.actions import catch_up
from dayline.search.queries import Filters, search, titles
from tests.cast import DECISION, Stage, set_stage

pytestmark = pytest.mark.django_db(transaction=True)
RISK = DECISION.replace("Every capture carries a key", "Risk scores expire").replace(
    "Acquirers time out after 30 seconds and merchants retry; 412 captures were doubled in May.",
    "A score from Monday says nothing of Friday: chargebacks follow a quiet week.",
)


@pytest.fixture
def stage() -> Stage:
    made = set_stage()
    open_record(made.ana, "decision", text=DECISION)
    open_record(made.ken, "decision", text=RISK)
    catch_up(made.workspace)
    return made


def refs(stage: Stage, query: str, who: str = "ines", **more: object) -> list[str]:
    found = search(stage.workspace, query, person=stage.ids[who], **more)  # type: ignore[arg-type]
    return [hit.record.ref for hit in found]


def test_words_in_any_form_find_the_record_and_its_place(stage: Stage) -> None:
    (hit,) = search(stage.workspace, "chargeback", person=stage.ids["ines"])
    assert hit.record.ref == "D-2"
    assert hit.headings[-1] == "Context"
    assert [piece.text for piece in hit.pieces if piece.marked] == ["chargebacks"]


@pytest.mark.parametrize("typed", ["lodz", "Łódź", "Ło\u0301dz\u0301", "strasse", "cafe\u0301"])
@pytest.mark.parametrize(
    "written", ["Łódź, Straße 4, café", "Ło\u0301dz\u0301, STRASSE 4, cafe\u0301"]
)
def test_accents_hide_no_word(stage: Stage, typed: str, written: str) -> None:
    text = RISK.replace("A score from Monday", f"The office in {written}, from Monday")
    ref = open_record(stage.ana, "decision", text=text, title="Scores of the office").ref
    catch_up(stage.workspace)
    (hit,) = search(stage.workspace, typed, person=stage.ids["ines"])
    assert hit.record.ref == ref
    (marked,) = [piece.text for piece in hit.pieces if piece.marked]
    assert written.startswith(marked) or marked in written.split()


@pytest.mark.parametrize("name", ["D-2", "d-2", "D-0002", "2", "0002", "#2", "risk-scores-expire"])
def test_a_record_is_found_first_by_any_of_its_names(stage: Stage, name: str) -> None:
    assert refs(stage, name)[0] == "D-2"


@pytest.mark.parametrize("name", ["1", "0001"])
def test_a_number_that_several_kinds_have_finds_each(stage: Stage, name: str) -> None:
    question = RISK.replace("decision/1", "question/1").replace("Risk scores expire", "Who?")
    opened = open_record(stage.ana, "question", text=question, title="Who keeps the scores?")
    catch_up(stage.workspace)
    assert set(refs(stage, name)[:2]) == {"D-1", opened.ref}
    assert opened.ref == "Q-1"
    only = Filters(kinds=("decision",))
    assert refs(stage, name, filters=only, limit=1) == ["D-1"]


@pytest.mark.parametrize("name", ["9" * 30, "ZZ-" + "9" * 30, "#", "\u0661", "\u00b2", "\0", "-"])
def test_what_looks_like_a_name_and_is_none_finds_nothing(stage: Stage, name: str) -> None:
    assert refs(stage, name) == []


def test_what_is_written_is_found_at_once(stage: Stage) -> None:
    record = find(stage.workspace, "D-2")
    text = (content(record) or b"").decode().replace("quiet week", "quiet fortnight")
    revise(stage.ken, "D-2", text, expect=record.revision)
    comment(stage.ana, "D-1", "The acquirer in Lisbon answers within a second.")
    catch_up(stage.workspace)
    assert refs(stage, "fortnight") == ["D-2"]
    assert refs(stage, "Lisbon") == ["D-1"]
    (hit,) = search(stage.workspace, "Lisbon", person=stage.ids["ana"])
    assert "".join(piece.text for piece in hit.pieces).startswith("The acquirer in Lisbon")
    assert [piece.text for piece in hit.pieces if piece.marked] == ["Lisbon"]
    assert (hit.headings, hit.line) == (("Comments",), 0)


def test_erased_words_are_no_longer_found(stage: Stage) -> None:
    made = comment(stage.ana, "D-1", "Call Zebulon about it.")
    catch_up(stage.workspace)
    assert refs(stage, "Zebulon") == ["D-1"]
    index = int(made.removeprefix("C"))
    erase(stage.olga, index, "a name")
    catch_up(stage.workspace)
    assert refs(stage, "Zebulon") == []


def test_filters_and_titles(stage: Stage) -> None:
    assert refs(stage, "decision key", filters=Filters(kinds=("rfc",))) == []
    assert refs(stage, "key", filters=Filters(authors=(stage.ids["ana"],))) == ["D-1"]
    named = titles(stage.workspace, "risk", person=stage.ids["ines"])
    assert [record.ref for record in named] == ["D-2"]


def test_nobody_finds_what_they_may_not_see(stage: Stage) -> None:
    text = RISK.replace("Monday", "Whitsun")
    text = RISK.replace("Monday", "Whitsun")
    open_record(stage.ken, "decision", text=text, visibility="team:@singapore")
    catch_up(stage.workspace)
    assert refs(stage, "Whitsun", "mei") == ["D-3"]
    assert refs(stage, "Whitsun", "ines") == ["D-3"]  # it names her
    assert refs(stage, "Whitsun", "omar") == []


def test_filters_by_label_team_and_day(stage: Stage) -> None:
    from datetime import date

    tagged = DECISION.replace("---\n\n#", "tags: [Billing]\n---\n\n#", 1)
    open_record(stage.ana, "decision", text=tagged)
    catch_up(stage.workspace)
    assert refs(stage, "key", filters=Filters(tags=("billing",))) == ["D-3"]
    assert refs(stage, "key", filters=Filters(areas=("nowhere",))) == []
    assert refs(stage, "key", filters=Filters(teams=("T-9",))) == []
    told = DECISION.replace("---\n\n#", 'informed: ["@Austin"]\n---\n\n#', 1)
    open_record(stage.ana, "decision", text=told)
    catch_up(stage.workspace)
    austin = directory(stage.workspace).team("austin").id
    assert refs(stage, "key", filters=Filters(teams=(austin,))) == ["D-4"]
    then = Filters(as_of=date(2026, 11, 18), states=("proposed", "draft"))
    assert set(refs(stage, "key", filters=then)) >= {"D-1", "D-3"}
    assert refs(stage, "key", filters=Filters(as_of=date(2026, 11, 1))) == []
