"""Canonical bytes: RFC 8785 for what a journal holds, and refusals for what it must not."""

from __future__ import annotations

import json
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.canonical import canonical_bytes
from dayline.base.errors import HostileInput, InvalidInput
from dayline.base.instants import to_text
from dayline.journal.rules import LeafWriter
from tests.journal.conftest import NOON

WORDS = st.text(st.characters(codec="utf-8"))
KEYS = st.text(st.characters(codec="ascii"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | WORDS,
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
)


def by_hand(value: object) -> str:
    """RFC 8785, written the slow way: keys in order of their UTF-16 units, nothing between."""
    if isinstance(value, dict):
        ordered = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(f"{by_hand(key)}:{by_hand(value[key])}" for key in ordered) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(by_hand, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(map(escaped, value)) + '"'
    return {"None": "null", "True": "true", "False": "false"}.get(str(value), str(value))


def escaped(mark: str) -> str:
    short = {"\b": "b", "\t": "t", "\n": "n", "\f": "f", "\r": "r", '"': '"', "\\": "\\"}
    if mark in short:
        return "\\" + short[mark]
    return f"\\u{ord(mark):04x}" if mark < " " else mark


@given(VALUES)
def test_the_bytes_are_those_of_the_standard(value: object):
    assert canonical_bytes(value) == by_hand(value).encode()
    assert json.loads(canonical_bytes(value)) == value


def test_any_mapping_is_taken_as_an_object():
    inner = MappingProxyType({"b": 1, "a": [MappingProxyType({"z": None})]})
    assert canonical_bytes({"y": inner}) == b'{"y":{"a":[{"z":null}],"b":1}}'


class Label(str):
    """Text that may print differently elsewhere."""

    __slots__ = ()


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        2**53,
        -(2**53),
        float("nan"),
        b"bytes",
        ("a", "tuple"),
        {"a": {1: "number as key"}},
        {"k\N{LATIN SMALL LETTER E WITH ACUTE}y": 1},
        {"a": [{"b": 1.5}]},
        {"a": Label("x")},
        ["\ud800"],
        {"a": object()},
        {1, 2},
    ],
)
def test_what_has_no_canonical_form_is_refused(value: object):
    with pytest.raises(InvalidInput):
        canonical_bytes(value)


def test_absurd_nesting_is_refused():
    value: object = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(HostileInput):
        canonical_bytes(value)


@given(st.tuples(WORDS, WORDS, WORDS, WORDS), st.integers(0, 2**40), st.binary(min_size=32))
def test_a_leaf_is_the_canonical_form_of_its_fields(
    names: tuple[str, str, str, str], index: int, digest: bytes
):
    origin, actor, kind, subject = names
    leaf = LeafWriter(origin)(index, to_text(NOON), actor, kind, subject, digest)
    assert leaf == canonical_bytes(
        {
            "actor": actor,
            "at": "2026-11-21T12:00:00.000000Z",
            "digest": digest.hex(),
            "index": index,
            "kind": kind,
            "subject": subject,
            "v": 1,
            "workspace": origin,
        }
    )
