"""A team publishes a new version of its contract, and those who rely on it hear what breaks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dayline.base.errors import InvalidInput
from dayline.contracts.library import example
from dayline.inbox.untold.queries import untold
from dayline.journal.rebuild import rebuild
from dayline.practices.team.queries import contract_named, dependants, difference
from dayline.records import queries as records
from dayline.records.actions import move, open_record, revise
from dayline.records.facts import text_of
from tests.cast import Stage, set_stage

pytestmark = pytest.mark.django_db

HEAD = ["id: T-1\n", "state: published\n", 'author: "@ines"\n', "relates_to: [D-1, G-1]\n"]


def text_of_example(**changes: str) -> str:
    text = example("team", 1)
    for line in HEAD:
        text = text.replace(line, "")
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


@pytest.fixture
def stage() -> Stage:
    """London has published version 2.0; Singapore depends on it, Austin does not."""
    stage = set_stage()
    open_record(stage.ines, "team", text=text_of_example())
    other = text_of_example().replace('"@london"', '"@singapore"').replace("[ledger]", "[risk]")
    other = other.replace('depends_on: ["@austin"]', 'depends_on: ["@london"]')
    open_record(stage.ken, "team", text=other.replace('"@ines"', '"@ken"'))
    move(stage.ines, "T-1", "publish", fields={"version": "2.0"})
    return stage


def write(stage: Stage, old: str, new: str) -> None:
    record = records.find(stage.workspace, "T-1")
    text = text_of(record)
    assert old in text
    revise(stage.ines, "T-1", text.replace(old, new), expect=record.revision)


def told(stage: Stage, who: str) -> list[str]:
    return [
        str(one.words["text"])
        for one in untold(stage.workspace, stage.ids[who], stage.now)
        if one.topic == "notice"
    ]


def test_the_difference_is_known_before_it_is_published(stage: Stage) -> None:
    write(stage, "| 8 awake-hours |", "| 12 awake-hours |")
    found = difference(contract_named(stage.workspace, "@london", person=stage.ids["ken"]))
    assert [one.rule for one in found.changes] == ["level-slower"]
    assert (found.published, found.needed, found.suffices) == ("2.0", "3.0", False)
    record = records.find(stage.workspace, "T-1")
    assert [
        team.handle for team in dependants(stage.workspace, record, person=stage.ids["ken"])
    ] == ["singapore"]


def test_who_depends_is_told_as_far_as_one_may_see_it(stage: Stage) -> None:
    text = '---\nteam: "@austin"\ndepends_on: ["@london"]\n---\n\n# Austin\n'
    open_record(stage.ana, "team", text=text, visibility="team:@austin")
    record = records.find(stage.workspace, "T-1")

    def seen(who: str) -> list[str]:
        found = dependants(stage.workspace, record, person=stage.ids[who])
        return [team.handle for team in found]

    assert (seen("ken"), seen("ben")) == (["singapore"], ["austin", "singapore"])


def test_a_breaking_version_needs_its_number_and_is_announced(stage: Stage) -> None:
    write(stage, "| 8 awake-hours |", "| 12 awake-hours |")
    with pytest.raises(InvalidInput, match=r"more than version 2\.1 says") as refused:
        move(stage.ines, "T-1", "publish", fields={"version": "2.1"})
    assert "3.0 or higher" in refused.value.do
    assert records.find(stage.workspace, "T-1").fields["version"] == "2.0"
    assert told(stage, "ken") == []
    move(stage.ines, "T-1", "publish", fields={"version": "3.0"})
    (said,) = told(stage, "ken")
    assert said == (
        "@london version 3.0 takes promises back: a question is answered: within 12 awake-hours,"
        " and was 8 awake-hours."
    )
    assert told(stage, "mei") == [said]
    assert told(stage, "ana") == []
    rebuild(stage.workspace, check=True)


def test_a_later_version_is_told_in_place_of_the_one_nobody_heard_of(stage: Stage) -> None:
    for hours, version in ((12, "3.0"), (16, "4.0")):
        write(stage, f"| {hours - 4} awake-hours |", f"| {hours} awake-hours |")
        move(stage.ines, "T-1", "publish", fields={"version": version})
    assert ["4.0" in one for one in told(stage, "ken")] == [True]


def test_more_than_before_is_told_quietly_and_the_end_is_told(stage: Stage) -> None:
    write(stage, "area: [ledger]", "area: [ledger, payouts]")
    move(stage.ines, "T-1", "publish", fields={"version": "2.1"})
    assert "changes nothing that you rely on: payouts" in told(stage, "ken")[0]
    move(stage.ines, "T-1", "retire")
    assert told(stage, "ken") == ["@london is retired: nobody makes its promises any more."]


def test_publishing_for_the_first_time_breaks_nobody(stage: Stage) -> None:
    move(stage.ken, "T-2", "publish", fields={"version": "0.1"})
    assert difference(records.find(stage.workspace, "T-2")).changes == ()


def test_files_are_compared_at_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from dayline.faces.cli.main import main

    (tmp_path / "old.md").write_text(example("team", 1))
    (tmp_path / "new.md").write_text(example("team", 1).replace("format 3", "format 4"))
    with pytest.raises(SystemExit) as ended:
        main(["team", "diff", str(tmp_path / "old.md"), str(tmp_path / "new.md"), "--exit-code"])
    assert ended.value.code == 1
    said = capsys.readouterr().out
    assert "breaks" in said
    assert "It must be version 3.0 or higher; the text says 2.0, 2.0 is in force." in said
    with pytest.raises(SystemExit):
        main(["team", "diff", str(tmp_path / "old.md"), str(tmp_path / "old.md"), "--json"])
    assert json.loads(capsys.readouterr().out)["changes"] == []
