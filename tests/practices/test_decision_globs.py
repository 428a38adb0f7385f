"""Globs against a plain oracle, many globs at once, and whom CODEOWNERS names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.errors import HostileInput
from dayline.practices.decision.globs import Globs, codeowners, overlap, teams_named
from dayline.records.paths import applies, compiled

NAMES = st.text("ab.", min_size=1, max_size=3)
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)
PIECES = st.one_of(NAMES, st.just("**"), st.text("ab*?", min_size=1, max_size=3))
SINGLE = PIECES.filter(lambda one: one == "**" or "**" not in one)
GLOBS = st.lists(SINGLE, min_size=1, max_size=4).map("/".join)


def oracle(glob: str, path: str) -> bool:
    """Whether a glob covers a path or a folder above it, by trying everything."""
    parts = path.split("/")
    return any(covers(glob.split("/"), parts[:end]) for end in range(1, len(parts) + 1))


def covers(glob: list[str], path: list[str]) -> bool:
    if not glob:
        return not path
    if glob[0] == "**":
        if len(glob) == 1:
            return bool(path)
        return any(covers(glob[1:], path[skip:]) for skip in range(len(path) + 1))
    return bool(path) and one(glob[0], path[0]) and covers(glob[1:], path[1:])


def one(glob: str, name: str) -> bool:
    if not glob:
        return not name
    if glob[0] == "*":
        return any(one(glob[1:], name[skip:]) for skip in range(len(name) + 1))
    return bool(name) and glob[0] in ("?", name[0]) and one(glob[1:], name[1:])


@given(GLOBS, PATHS)
def test_a_glob_covers_what_the_oracle_says(glob: str, path: str) -> None:
    assert applies({"applies_to": [glob]}, path) == oracle(glob, path)


@given(st.lists(GLOBS, max_size=8), PATHS)
def test_many_globs_at_once_say_what_each_says_alone(globs: list[str], path: str) -> None:
    found = Globs((glob, number) for number, glob in enumerate(globs)).covering(path)
    assert set(found) == {number for number, glob in enumerate(globs) if oracle(glob, path)}
    assert len(found) == len(set(found))


@given(GLOBS, GLOBS, PATHS)
def test_globs_that_share_a_path_overlap(first: str, second: str, path: str) -> None:
    if oracle(first, path) and oracle(second, path):
        assert overlap(first, second)


def test_globs_of_different_folders_do_not_overlap() -> None:
    assert not overlap("src/gateway/**", "src/ledger/*.py")


def test_a_glob_that_could_take_for_ever_is_refused_and_covers_nothing() -> None:
    with pytest.raises(HostileInput, match="too many wildcards"):
        compiled("*a" * 40)
    assert not applies({"applies_to": "*a" * 40}, "a" * 200)
    assert Globs([("*a" * 40, 1)]).covering("a" * 200) == []


def test_the_last_rule_of_codeowners_wins() -> None:
    owners = codeowners(
        "# everybody\n*  @pay/all\n\n[Docs]\n/docs/*   @pay/writers docs@example.org\n"
        "*.sql @pay/data # trailing\nsrc/ledger/ @pay/london\n/src/my\\ dir/ @ana\n!x @y\n"
    )
    assert owners.of("a/b.txt") == ("@pay/all",)
    assert owners.of("docs/a.md") == ("@pay/writers", "docs@example.org")
    assert owners.of("docs/deep/a.md") == ("@pay/all",)
    assert owners.of("x/y/z.sql") == ("@pay/data",)
    assert owners.of("src/ledger/deep/book.py") == ("@pay/london",)
    assert owners.of("src/my dir/a") == ("@ana",)
    assert teams_named(owners.of("docs/a.md")) == ["writers"]


def test_a_codeowners_file_without_end_is_refused() -> None:
    with pytest.raises(HostileInput):
        codeowners("* @a\n" * 20_001)
