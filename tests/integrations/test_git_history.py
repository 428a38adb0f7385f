"""History becomes revisions: who, when, which text, which status as of which day."""

from __future__ import annotations

from datetime import UTC, date
from pathlib import Path

import pytest

from dayline.base.errors import HostileInput, InvalidInput, NotFound
from dayline.integrations.git import client
from dayline.integrations.git.client import Repository, checked_revision, open_repository
from dayline.integrations.git.receive import (
    Received,
    number_collisions,
    read_revision,
    receive,
    sides,
    statuses,
)
from dayline.records.dialect import named
from dayline.records.lineage import status_as_of, transitions
from tests.integrations.git_repository import Built


def adr(status: str, title: str = "Use Postgres", more: str = "") -> str:
    return (
        f"# 1. {title}\n\nDate: 2024-01-02\n\n## Status\n\n{status}\n\n## Context\n\nWe need a "
        f"store that several people can write to at once.{more}\n\n## Decision\n\nPostgres.\n\n"
        "## Consequences\n\nOne more service to run.\n"
    )


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return Built(tmp_path / "repository")


def received(built: Built, folder: str = "") -> dict[str, Received]:
    return {one.path: one for one in receive(open_repository(built.root), folder)}


def test_each_change_is_a_revision_with_its_author_its_date_and_its_text(built: Built) -> None:
    first, second = adr("Proposed"), adr("Accepted")
    built.commit("2024-01-02T09:00:00+01:00", {"docs/adr/0001-store.md": first})
    built.commit("2024-02-03T23:30:00-05:00", {"docs/adr/0001-store.md": second},
                 who="Ben Cole <ben@meridian.example>", message="Accept it")  # fmt: skip
    [one] = received(built).values()
    assert one.texts == (first, second)
    assert [item.commit.author for item in one.revisions] == ["Ana Ruiz", "Ben Cole"]
    assert one.revisions[1].commit.at.isoformat() == "2024-02-03T23:30:00-05:00"
    assert one.revisions[1].commit.summary == "Accept it"


def test_the_status_as_of_a_day_is_what_stood_there_that_evening(built: Built) -> None:
    built.commit("2024-01-02T09:00:00+01:00", {"a/0001-store.md": adr("Proposed")})
    built.commit("2024-02-03T23:30:00-05:00", {"a/0001-store.md": adr("Accepted")})
    built.commit("2024-03-04T12:00:00+00:00", {"a/0001-store.md": adr("Accepted", more=" Soon.")})
    built.commit("2024-04-05T12:00:00+00:00", {"a/0001-store.md": None})
    [one] = received(built).values()
    revisions = statuses(one)
    asked = {
        day: status_as_of(revisions, date.fromisoformat(day))
        for day in (
            "2024-01-01",
            "2024-01-02",
            "2024-02-02",
            "2024-02-03",
            "2024-04-04",
            "2024-04-05",
        )
    }
    assert asked == {
        "2024-01-01": None, "2024-01-02": "Proposed", "2024-02-02": "Proposed",
        "2024-02-03": "Accepted", "2024-04-04": "Accepted", "2024-04-05": None,
    }  # fmt: skip
    assert status_as_of(revisions, date(2024, 2, 3), zone=UTC) == "Proposed"
    assert [(now.status, before) for now, before in transitions(revisions)] == [
        ("Proposed", None), ("Accepted", "Proposed"), (None, "Accepted"),
    ]  # fmt: skip


def test_renames_are_followed_inside_out_of_and_through_folders(built: Built) -> None:
    built.commit("2024-01-01T00:00:00+00:00", {"notes/store.md": adr("Draft")})
    built.move("notes/store.md", "old/0001-store.md")
    built.commit("2024-01-02T00:00:00+00:00", {})
    built.commit("2024-01-03T00:00:00+00:00", {"old/0001-store.md": adr("Proposed")})
    built.move("old/0001-store.md", "docs/adr/0001-store.md")
    built.commit("2024-01-04T00:00:00+00:00", {})
    built.move("docs/adr/0001-store.md", "docs/adr/0001-postgres.md")
    built.commit("2024-01-05T00:00:00+00:00", {"docs/adr/0001-postgres.md": adr("Accepted")})
    one = received(built, "docs/adr")["docs/adr/0001-postgres.md"]
    assert [item.path for item in one.revisions] == [
        "notes/store.md", "old/0001-store.md", "old/0001-store.md", "docs/adr/0001-store.md",
        "docs/adr/0001-postgres.md",
    ]  # fmt: skip
    assert one.texts[0] == adr("Draft")


def test_a_record_that_is_moved_and_rewritten_at_once_stays_itself(built: Built) -> None:
    header = (
        "PEP: 7\nTitle: Seven\nAuthor: Ana\nStatus: {}\nType: Process\nCreated: 02-Jan-2024\n\n"
    )
    built.commit("2024-01-01T00:00:00+00:00", {"pep-0007.txt": header.format("Draft") + "old\n"})
    built.commit("2024-01-02T00:00:00+00:00", {
        "pep-0007.txt": None, "peps/pep-0007.rst": header.format("Active") + "new words\n" * 90,
    })  # fmt: skip
    one = received(built, "peps")["peps/pep-0007.rst"]
    assert [revision.status for revision in statuses(one)] == ["Draft", "Active"]


def test_a_file_that_went_away_and_came_back_is_one_record(built: Built) -> None:
    built.commit("2024-01-01T00:00:00+00:00", {"a/0001-x.md": adr("Proposed")})
    built.commit("2024-01-02T00:00:00+00:00", {"a/0001-x.md": None})
    built.commit("2024-01-03T00:00:00+00:00", {"a/0001-x.md": adr("Accepted")})
    one = received(built)["a/0001-x.md"]
    assert [revision.status for revision in statuses(one)] == ["Proposed", None, "Accepted"]


def test_a_removed_record_is_still_told_of(built: Built) -> None:
    built.commit("2024-01-01T00:00:00+00:00", {"a/0001-x.md": adr("Proposed"), "README.md": "x"})
    built.commit("2024-01-02T00:00:00+00:00", {"a/0001-x.md": None})
    one = received(built)["a/0001-x.md"]
    assert one.removed
    assert one.texts == (adr("Proposed"), None)


def test_only_the_main_line_counts_so_that_a_merge_is_one_change(built: Built) -> None:
    built.commit("2024-01-01T00:00:00+00:00", {"a/0001-x.md": adr("Proposed")})
    built.git("checkout", "-q", "-b", "side")
    built.commit("2024-01-02T00:00:00+00:00", {"a/0001-x.md": adr("In review")})
    built.commit("2024-01-03T00:00:00+00:00", {"a/0001-x.md": adr("Accepted")})
    built.git("checkout", "-q", "main")
    built.commit("2024-01-04T00:00:00+00:00", {"README.md": "words"})
    built.git("merge", "-q", "--no-ff", "-m", "Merge", "side", date="2024-01-05T00:00:00+00:00")
    one = received(built)["a/0001-x.md"]
    found = [(str(revision.at.date()), revision.status) for revision in statuses(one)]
    assert found == [("2024-01-01", "Proposed"), ("2024-01-05", "Accepted")]


def test_a_header_in_a_file_of_its_own_makes_revisions_too(built: Built) -> None:
    yaml = "title: Nine\nkep-number: 9\nauthors: ['@ana']\nowning-sig: sig-x\nstatus: {}\n"
    yaml += "creation-date: 2024-01-01\n"
    readme = "# KEP-9: Nine\n\n## Summary\n\nWords.\n"
    folder = "keps/sig-x/9-nine"
    first = {f"{folder}/README.md": readme, f"{folder}/kep.yaml": yaml.format("provisional")}
    built.commit("2024-01-01T00:00:00+00:00", first)
    built.commit("2024-01-02T00:00:00+00:00", {f"{folder}/kep.yaml": yaml.format("implementable")})
    built.commit("2024-01-03T00:00:00+00:00", {f"{folder}/README.md": readme + "More.\n"})
    [one] = received(built).values()
    assert [revision.status for revision in statuses(one)] == [
        "provisional", "implementable", "implementable",
    ]  # fmt: skip
    last = read_revision(one, 2)
    assert last is not None
    assert (last.ref, last.state, last.text) == ("KEP-9", "accepted", readme + "More.\n")


def test_what_is_no_text_is_reported_and_the_rest_is_read(built: Built) -> None:
    built.commit("2024-01-01T00:00:00+00:00", {"a/0001-x.md": adr("Proposed")})
    (built.root / "a/0001-x.md").write_bytes(b"\xff\xfe broken")
    built.commit("2024-01-02T00:00:00+00:00", {})
    built.commit("2024-01-03T00:00:00+00:00", {"a/0001-x.md": adr("Accepted")})
    built.commit("2024-01-04T00:00:00+00:00", {"a/0001-x.md": "x" * (client.LIMIT_BLOB + 1)})
    one = received(built)["a/0001-x.md"]
    assert [revision.status for revision in statuses(one)] == [
        "Proposed", "Proposed", "Accepted", "Accepted",
    ]  # fmt: skip
    assert [finding.rule for finding in one.findings] == ["git-revision-unread"] * 2
    assert [finding.path for finding in one.findings] == ["a/0001-x.md"] * 2


@pytest.mark.parametrize("name", ["a b.md", "ünï.md", '"quoted".md', "tab\there.md", "-n.md"])
def test_odd_file_names_are_names(built: Built, name: str) -> None:
    built.commit("2024-01-01T00:00:00+00:00", {f"a/{name}": "one"})
    built.commit("2024-01-02T00:00:00+00:00", {f"a/{name}": "two"})
    assert received(built, "a")[f"a/{name}"].texts == ("one", "two")


def test_a_bare_repository_is_read_as_any_other(built: Built, tmp_path: Path) -> None:
    built.commit("2024-01-01T00:00:00+00:00", {"a/0001-x.md": adr("Proposed")})
    built.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    repository = open_repository(tmp_path / "bare.git")
    assert repository.bare
    assert [one.path for one in receive(repository)] == ["a/0001-x.md"]


# Numbers across branches.


@pytest.fixture
def parted(built: Built) -> Built:
    built.commit("2024-01-01T00:00:00+00:00", {"docs/adr/0001-one.md": adr("Accepted")})
    built.git("checkout", "-q", "-b", "theirs")
    theirs = {"docs/adr/0002-theirs.md": adr("Draft"), "docs/adr/0003-also.md": adr("Draft")}
    built.commit("2024-01-02T00:00:00+00:00", dict(theirs))
    built.git("checkout", "-q", "-b", "ours", "main")
    built.commit("2024-01-02T00:00:00+00:00", {"docs/adr/0002-ours.md": adr("Proposed")})
    return built


def test_one_number_for_two_files_is_found_and_the_next_free_one_offered(parted: Built) -> None:
    [found] = number_collisions(open_repository(parted.root), "theirs", named("nygard"), "docs/adr")
    assert (found.ref, found.ours, found.theirs) == (
        "ADR-2", "docs/adr/0002-ours.md", "docs/adr/0002-theirs.md",
    )  # fmt: skip
    assert found.free == 4
    assert "4" in found.finding().remedy


def test_a_record_that_is_not_even_committed_collides_too(parted: Built) -> None:
    (parted.root / "docs/adr/0003-fresh.md").write_text(adr("Proposed"))
    (parted.root / "docs/adr/0003-staged.md").write_text(adr("Proposed"))
    parted.git("add", "docs/adr/0003-staged.md")
    found = number_collisions(open_repository(parted.root), "theirs", named("nygard"), "docs/adr")
    assert [(item.ours.rpartition("/")[2], item.free) for item in found] == [
        ("0002-ours.md", 4), ("0003-fresh.md", 5), ("0003-staged.md", 6),
    ]  # fmt: skip


def test_the_same_file_on_both_sides_collides_with_nothing(parted: Built) -> None:
    parted.git("checkout", "-q", "theirs")
    assert number_collisions(open_repository(parted.root), "theirs", named("nygard")) == []
    assert sides(open_repository(parted.root), "main").theirs == ()


def test_an_unknown_branch_is_said_to_be_unknown(parted: Built) -> None:
    with pytest.raises(client.GitFailed, match="nowhere"):
        number_collisions(open_repository(parted.root), "nowhere", named("nygard"))


# Bounds.


@pytest.mark.parametrize(
    "name", ["--upload-pack=touch x", "-x", "", "a..b", "a b", "a\nb", "x" * 300, "$(id)", "a;b"]
)
def test_what_is_no_revision_never_reaches_git(name: str) -> None:
    with pytest.raises(InvalidInput):
        checked_revision(name)


def test_a_folder_outside_of_any_repository_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no git repository"):
        open_repository(tmp_path)


def test_too_much_output_and_too_much_time_end_the_reading(
    built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    built.commit("2024-01-01T00:00:00+00:00", {f"a/{n}.md": "x" for n in range(200)})
    repository = open_repository(built.root)
    monkeypatch.setattr(client, "LIMIT_OUTPUT", 1000)
    with pytest.raises(HostileInput, match="answered with more"):
        repository.run("ls-tree", "-r", "HEAD")
    monkeypatch.setattr(client, "LIMIT_OUTPUT", 10**6)
    monkeypatch.setattr(client, "LIMIT_SECONDS", 0.05)
    with pytest.raises(HostileInput, match="took longer"):
        repository.run("cat-file", "--batch-command", "--buffer", stdin=_endless())


def _endless() -> bytes:
    return b"info HEAD\n" * 3_000_000


def test_a_blob_that_is_not_there_is_none(built: Built) -> None:
    built.commit("2024-01-01T00:00:00+00:00", {"a.md": "x"})
    blob = built.git("rev-parse", "HEAD:a.md")
    repository: Repository = open_repository(built.root)
    assert list(repository.blobs([blob, "0" * 40, blob])) == [b"x", None, b"x"]
