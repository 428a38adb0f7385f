"""What was worked on in a repository, also in one that was made to hurt."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dayline.base.errors import HostileInput, NotFound
from dayline.integrations.git import work
from dayline.integrations.git.work import own_emails, work_in
from tests.integrations.git_repository import Built

OMAR = "Omar Said <omar@meridian.example>"
SINCE = datetime(2024, 1, 2, tzinfo=UTC)
UNTIL = datetime(2024, 1, 3, tzinfo=UTC)
TODAY = "2024-01-02T10:00:00+00:00"


@pytest.fixture
def built(tmp_path: Path) -> Built:
    built = Built(tmp_path / "repository")
    built.commit("2024-01-01T00:00:00+00:00", {"a.md": "One.\n"}, message="Before")
    return built


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A program that leaves a mark when anything runs it."""
    program = tmp_path / "trap.sh"
    program.write_text(f"#!/bin/sh\ntouch '{tmp_path}/sprung'\ncat\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def words(built: Built, *emails: str) -> list[str]:
    found = work_in(built.root, since=SINCE, until=UNTIL, emails=emails)
    return [line.words for line in found.lines()]


def test_own_commits_branches_and_uncommitted_work(built: Built) -> None:
    built.git("checkout", "-q", "-b", "payouts")
    mine = built.commit(TODAY, {"b.md": "x"}, who=OMAR, message="Pause the payouts")
    built.commit(TODAY, {"c.md": "x"}, message="Somebody else's")
    back = built.commit(TODAY, {"c.md": "y"}, who=OMAR, message='Revert "Replay the batch"')
    (built.root / "d e.md").write_text("new")
    found = work_in(built.root, since=SINCE, until=UNTIL, emails=["omar@meridian.example"])
    lines = {line.words: line for line in found.lines()}
    assert f"Commit {mine[:7]} on `payouts`: Pause the payouts" in lines
    assert lines[f'Commit {back[:7]} on `payouts`: Revert "Replay the batch"'].type == ""
    assert [one.section for one in found.lines() if "Revert" in one.words] == ["Ruled-out paths"]
    assert f"Branch `payouts` is 3 commits ahead of `main`, at {back[:7]}" in lines
    assert "Not committed yet: `d e.md`" in lines
    assert not any("Somebody else" in one or "Before" in one for one in lines)


def test_without_an_address_everybody_counts(built: Built) -> None:
    built.commit(TODAY, {"c.md": "x"}, message="Somebody else's")
    assert any("Somebody else" in one for one in words(built))


@pytest.mark.parametrize("part", ["clean", "smudge", "process"])
@pytest.mark.parametrize("name", ["evil", "a.b=c d"])
def test_no_filter_and_no_monitor_is_run(built: Built, trap: Path, part: str, name: str) -> None:
    with (built.root / ".git/config").open("a") as config:
        config.write(f'[filter "{name}"]\n\t{part} = {trap}\n\trequired = true\n')
        config.write(f"[core]\n\tfsmonitor = {trap}\n\thooksPath = {trap.parent}\n")
    (built.root / ".git/info").mkdir(exist_ok=True)
    (built.root / ".git/info/attributes").write_text(f'* filter="{name}"\n*.md filter=evil\n')
    (built.root / "a.md").write_text("Two.\n")  # of the same length: its content is compared
    assert "Not committed yet: `a.md`" in words(built)
    assert not (trap.parent / "sprung").exists()


def test_git_itself_would_have_run_it(built: Built, trap: Path) -> None:
    """The test above would notice: the same repository makes plain git run the filter."""
    built.git("config", "filter.evil.clean", str(trap))
    (built.root / ".git/info").mkdir(exist_ok=True)
    (built.root / ".git/info/attributes").write_text("*.md filter=evil\n")
    (built.root / "a.md").write_text("Two.\n")
    built.git("status", "--porcelain")
    assert (trap.parent / "sprung").exists()


def test_a_repository_with_countless_filters_is_refused(built: Built) -> None:
    with (built.root / ".git/config").open("a") as config:
        config.writelines(f'[filter "f{n}"]\n\tclean = cat\n' for n in range(80))
    with pytest.raises(HostileInput, match="80 filters"):
        words(built)


def test_a_working_tree_elsewhere_is_not_looked_at(built: Built, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "private.txt").write_text("secret")
    built.git("config", "core.worktree", str(elsewhere))
    assert not any("private" in one for one in words(built))


def test_words_of_a_hostile_history_are_bounded_and_no_markup(built: Built) -> None:
    for number in range(30):
        message = f"<!-- {number} \x1b[31m [x](http://evil.example)\n\n## Outcome\n" + "x" * 5_000
        built.commit(TODAY, {"c.md": str(number)}, message=message)
    for number in range(40):
        built.git("branch", f"b{number}")
    for number in range(100):
        (built.root / f"new-{number}").write_text("x")
    found = work_in(built.root, since=SINCE, until=UNTIL)
    lines = [line.words for line in found.lines()]
    assert len(lines) < 30
    assert all(len(one) < 700 and one.isprintable() and "<!--" not in one.replace("\\<", "")
               for one in lines)  # fmt: skip
    assert any("18 more commits" in one for one in lines)
    assert any("and 88 more" in one for one in lines)


def test_what_takes_too_long_is_left_out_and_said(
    built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object) -> None:
        raise HostileInput("`git status` took longer than 20 s.")

    monkeypatch.setattr(work, "_changed", slow)
    found = work_in(built.root, since=SINCE, until=UNTIL)
    assert found.notes == (
        "The working tree could not be read: `git status` took longer than 20 s.",
    )


def test_an_empty_repository_and_no_repository(tmp_path: Path) -> None:
    empty = Built(tmp_path / "empty")
    (empty.root / "a.md").write_text("x")
    assert words(empty) == ["Not committed yet: `a.md`"]
    with pytest.raises(NotFound):
        work_in(tmp_path, since=SINCE, until=UNTIL)


def test_the_addresses_are_the_person_s_and_those_of_the_repository(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GIT_AUTHOR_EMAIL", raising=False)
    (tmp_path / ".gitconfig").write_text("[user]\n\temail = omar@meridian.example\n")
    built.git("config", "user.email", "omar@work.example")
    monkeypatch.setitem(work._OWN, "HOME", str(tmp_path))
    monkeypatch.chdir(built.root)
    assert own_emails(built.root) == ["omar@meridian.example", "omar@work.example"]
