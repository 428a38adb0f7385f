"""Addresses go from behind names, in each of their spellings, and from nowhere else."""

from __future__ import annotations

import time

import pytest

from dayline.base.mail import without_mail


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Ana Ruiz <ana@example.org>", "Ana Ruiz"),
        ("Ana Ruiz<ana@example.org>, Ben Ode <ben@localhost>", "Ana Ruiz, Ben Ode"),
        ("Ana Ruiz <ana at example.org>", "Ana Ruiz"),
        ("Ana Ruiz <ana AT mail.example.org>", "Ana Ruiz"),
        ("Ana Ruiz < ana [at] example.org >", "Ana Ruiz"),
        ("Ben Ode,\n    Ana Ruiz <quiet.fox at example.org>,", "Ben Ode,\n    Ana Ruiz,"),
        ("Ana Ruiz (ana@example.org)", "Ana Ruiz"),
        ("Ana Ruiz (ana at example.org), Ben Ode", "Ana Ruiz, Ben Ode"),
        ("Ana van der Ruiz ana at example.org", "Ana van der Ruiz"),
        ("Ana Ruiz ana@example.org and Ben Ode bode at example.org", "Ana Ruiz and Ben Ode"),
        ("Łukasz Ode lukasz at example.org", "Łukasz Ode"),
        ("Ana M. Ruiz amr at example.org", "Ana M. Ruiz"),
    ],
)
def test_an_address_behind_a_name_is_taken_away(said: str, left: str) -> None:
    assert without_mail(said) == left


@pytest.mark.parametrize(
    "said",
    [
        "meet at example.org",
        "We meet at example.org on Monday",
        "Ana Ruiz works at example.org",
        "Weekly Sync (meet at example.org)",
        "Contact ana@example.org",
        "The key <value at index> is read",
        "ana@example.org",
        "ana at example.org",
        "<ana@example.org>",
        "Ana Ruiz (@ana), @ben",
        "Ana Ruiz",
        "See <https://example.org/a@b>",
        "",
    ],
)
def test_prose_handles_and_an_address_that_stands_alone_stay(said: str) -> None:
    assert without_mail(said) == said


@pytest.mark.parametrize(
    "said", ["A " * 200_000, "<a@" * 200_000, "Ana at " * 100_000, " <" * 200_000, "(a@" * 200_000]
)
def test_hostile_names_take_no_time(said: str) -> None:
    start = time.perf_counter()
    without_mail(said)
    assert time.perf_counter() - start < 2
