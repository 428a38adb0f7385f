"""Diffs as git and others write them, and texts that only look like one."""

from __future__ import annotations

import contextlib
import difflib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.errors import DaylineError, HostileInput, InvalidInput
from dayline.practices.decision import diffs
from dayline.practices.decision.diffs import parse
from dayline.practices.decision.disk import before, texts_on_disk

LINES = st.lists(st.sampled_from(["a", "b", "-- x", "++ y", "@@ -1 +1 @@", "diff --git a b", ""]))


@given(LINES, LINES, st.integers(0, 3))
def test_what_is_added_and_removed_is_what_differs(old: list[str], new: list[str], n: int) -> None:
    text = "\n".join(difflib.unified_diff(old, new, "a/x", "b/x", n=n, lineterm=""))
    if not text:
        return
    (change,) = parse(text)
    assert change.path == "x"
    assert all(new[number - 1] == line for number, line in change.added)
    assert all(old[number - 1] == line for number, line in change.removed)
    kept_new = [l for i, l in enumerate(new, 1) if i not in dict(change.added)]  # noqa: E741
    kept_old = [l for i, l in enumerate(old, 1) if i not in dict(change.removed)]  # noqa: E741
    assert kept_new == kept_old
    assert before(change, new) == old


@given(st.text("+-@ \\diff/gtab,0123\n", max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(DaylineError):
        parse(text)


GIT = """diff --git a/old name.py b/new name.py
similarity index 90%
rename from old name.py
rename to new name.py
index 1111111111111111111111111111111111111111..2222222222222222222222222222222222222222 100644
--- a/old name.py
+++ b/new name.py
@@ -1 +1,2 @@ def f():
--- gone
+++ here
+more
\\ No newline at end of file
diff --git "a/\\303\\251.md" "b/\\303\\251.md"
new file mode 100644
index 0000000..3333333
--- /dev/null
+++ "b/\\303\\251.md"
@@ -0,0 +1 @@
+hello\r
diff --git a/logo.png b/logo.png
index 1..2 100644
Binary files a/logo.png and b/logo.png differ
diff --git a/gone.txt b/gone.txt
deleted file mode 100644
--- a/gone.txt
+++ /dev/null
@@ -1 +0,0 @@
-bye
"""


def test_names_renames_binaries_and_escapes_of_git() -> None:
    renamed, accented, logo, gone = parse(GIT)
    assert (renamed.path, renamed.before_path, renamed.status) == (
        "new name.py", "old name.py", "renamed",
    )  # fmt: skip
    assert renamed.added == [(1, "++ here"), (2, "more")]
    assert renamed.removed == [(1, "-- gone")]
    assert renamed.after_blob == "2" * 40
    assert (accented.path, accented.status, accented.added) == ("é.md", "added", [(1, "hello")])
    assert (logo.path, logo.binary) == ("logo.png", True)
    assert (gone.path, gone.status, gone.removed) == ("gone.txt", "deleted", [(1, "bye")])


def test_a_diff_without_gits_headers() -> None:
    (change,) = parse("--- x.py\t2026-01-01\n+++ x.py\t2026-01-02\n@@ -1 +1 @@\n-a\n+b\n")
    assert (change.path, change.added) == ("x.py", [(1, "b")])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hello\n", "diff:1: There is no unified diff"),
        ("--- a/x\n+++ b/x\n@@ nonsense @@\n", "diff:3: The head of a hunk"),
        ("--- a/x\n+++ b/x\n@@ -1,5 +1 @@\n-a\n", "A hunk ends before its length"),
        ("--- a/x\n+++ b/x\n@@ -1 +1,999999999 @@\n+a\n", "A hunk ends before its length"),
        ("diff --cc x\n", "diff:1: A combined diff"),
    ],
)
def test_a_refusal_names_the_line(text: str, said: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse(text)
    assert said in refused.value.what


def test_an_endless_diff_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diffs, "LIMIT_CHARS", 10)
    with pytest.raises(HostileInput, match="longer than"):
        parse("x" * 11)
    monkeypatch.undo()
    monkeypatch.setattr(diffs, "LIMIT_FILES", 2)
    with pytest.raises(HostileInput, match="more than 2 files"):
        parse("diff --git a/x b/x\n" * 3)


def test_nothing_is_nothing() -> None:
    assert parse("") == []


def test_only_files_inside_that_fit_the_diff_are_read(tmp_path: Path) -> None:
    top = tmp_path / "top"
    top.mkdir()
    (tmp_path / "secret.py").write_text("a\n")
    (top / "fits.py").write_text("a\nb\n")
    (top / "other.py").write_text("z\n")
    text = "".join(
        f"--- a/{path}\n+++ b/{path}\n@@ -0,0 +1 @@\n+a\n"
        for path in ("../secret.py", "fits.py", "other.py", "missing.py")
    )
    changes = parse(text)
    texts = texts_on_disk(changes, top)([one.after_blob for one in changes])
    assert texts == {changes[1].after_blob: "a\nb\n"}
