"""What YAML means here: what a person wrote, with the line where they wrote it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.errors import HostileInput, InvalidInput
from dayline.base.scalars import plain_value
from dayline.base.strict_yaml import LIMIT_BYTES, load, load_leniently


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("Off", "Off"),
        ("y", "y"),
        ("2026-11-21", "2026-11-21"),
        ("2026-11-21T09:00:00Z", "2026-11-21T09:00:00Z"),
        ("012", "012"),
        ("0042", "0042"),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        ("0o17", 15),
        ("0xFF", 255),
        ("-7", -7),
        ("+7", 7),
        ("0", 0),
        ("3.5", 3.5),
        ("1e3", 1000.0),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1.2.3", "1.2.3"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("Null and void", "Null and void"),
        ('"5"', "5"),
        ("'true'", "true"),
        ("@ana", "@ana"),
    ],
)
def test_a_scalar_means_what_was_written(written: str, meant: object) -> None:
    if written.startswith("@"):  # YAML reserves the sign: it needs quotes
        written = f'"{written}"'
    value = load(f"key: {written}\n").value
    assert value == {"key": meant}
    assert isinstance(value, dict)
    assert type(value["key"]) is type(meant)


def test_a_float_keeps_how_it_was_written() -> None:
    marked = load("version: 1.10\nlist: [1.0, 2]\n")
    assert marked.value == {"version": 1.1, "list": [1.0, 2]}
    assert marked.written == {("version",): "1.10", ("list", 0): "1.0"}


def test_every_key_path_has_its_line() -> None:
    marked = load("a: 1\nb:\n  - x\n  - c: 2\n    d: 3\n", first_line=2)
    assert marked.lines == {
        ("a",): 2,
        ("b",): 3,
        ("b", 0): 4,
        ("b", 1): 5,
        ("b", 1, "c"): 5,
        ("b", 1, "d"): 6,
    }


def test_keys_are_text_whatever_they_look_like() -> None:
    assert load("404: missing\ntrue: yes\n2026-11-21: day\n").value == {
        "404": "missing",
        "true": "yes",
        "2026-11-21": "day",
    }


def test_a_key_that_stands_twice_names_both_lines() -> None:
    with pytest.raises(InvalidInput) as caught:
        load("id: 1\ntitle: x\nid: 2\n", path="a.md", first_line=2)
    (finding,) = caught.value.findings
    assert (finding.rule, finding.place) == ("key-duplicate", "a.md:4")
    assert "line 2" in finding.message


def test_a_lenient_reader_keeps_the_first_of_two_and_hears_of_the_second() -> None:
    marked, error = load_leniently("id: 1\nid: {a: 2}\nb: 3\n")
    assert marked.value == {"id": 1, "b": 3}
    assert marked.lines == {("id",): 1, ("b",): 3}
    assert [finding.rule for finding in error.findings if error] == ["key-duplicate"]


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("a: &x 1\n", "yaml-alias", 1),
        ("a: 1\nb: *a\n", "yaml-alias", 2),
        ("a: 1\nb: !!int 3\n", "yaml-tag", 2),
        ("a: !python/object/apply:os.system [ls]\n", "yaml-tag", 1),
        ("<<: {a: 1}\n", "yaml-merge", 1),
        ("%YAML 1.2\n---\na: 1\n", "yaml-directive", 1),
        ("a: 1\n---\nb: 2\n", "yaml-documents", 2),
        ("? [a, b]\n: c\n", "yaml-key", 1),
        ("a: 1\n b: 2\n", "yaml-syntax", 2),
        ("a: [1, 2\n", "yaml-syntax", 1),
        ("a: 'x\n", "yaml-syntax", 1),
        ("a: \x00\n", "yaml-syntax", 1),
        ("a: 1\nb: \x07\n", "yaml-syntax", 2),
        ("a: \ud800\n", "yaml-syntax", 1),
        ("\ta: 1\n", "yaml-syntax", 1),
    ],
)
def test_what_is_refused_is_named_with_its_line(text: str, rule: str, line: int) -> None:
    with pytest.raises(InvalidInput) as caught:
        load(text, path="a.yaml")
    first = caught.value.findings[0]
    assert (first.rule, first.line) == (rule, line)
    assert first.remedy


ALIAS_BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(9)
)


HOSTILE = {
    "aliases": ALIAS_BOMB,
    "brackets": "[" * 3_000,
    "braces": "{a: " * 3_000,
    "hyphens": "- " * 3_000 + "x",
    "question marks": "? " * 5_000,
    "deep mappings": "".join(f"{' ' * i}a:\n" for i in range(400)),
    "too large": "x" * (LIMIT_BYTES + 1),
    "too large in bytes": "é" * (LIMIT_BYTES // 2 + 1),
    "too many items": "a: [" + "x," * 20_000 + "]",
    "too many keys": "".join(f"k{i}: 1\n" for i in range(12_000)),
    "tags": "!" * 100_000,
    "an anchor": "&" + "a" * 100_000 + " x",
    "escapes": '"' + "\\" * 100_001,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_yaml_is_refused(name: str) -> None:
    with pytest.raises((HostileInput, InvalidInput)) as caught:
        load(HOSTILE[name], path="evil.yaml")
    assert all(finding.path == "evil.yaml" and finding.line for finding in caught.value.findings)
    assert caught.value.findings


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"), max_size=20
).filter(lambda text: isinstance(plain_value(text), str))  # a 1.1 writer leaves `1e3` unquoted
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | WORDS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdef", min_size=1), inner)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=4), PLAIN, min_size=1), st.booleans())
def test_what_a_yaml_writer_writes_is_read_back(value: object, flow: bool) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True, width=60)
    assert load(text).value == value


@given(st.text(st.sampled_from("ab:-#[]{},'\"|>&*!?%@` \n\t\r0.~=<é"), max_size=60))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    _, error = load_leniently(text, path="f", first_line=3)
    if error is None:
        load(text)
    else:
        assert error.findings
        assert all(3 <= found.line <= 3 + text.count("\n") for found in error.findings)


@pytest.mark.parametrize("text", ["to: @london  # where\n", "deciders: [@london, @ana]\n"])
def test_a_handle_without_quotes_is_told_how_to_be_written(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        load(text)
    assert refused.value.do == 'Put handles between double quotes: "@london".'
