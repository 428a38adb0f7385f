"""What people are called in a question. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dayline.base.words import STOP

LONGEST_NAME = 4
"""Words that somebody is called by in a question, at most."""


def names_of(people: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Words in lower case that each name one person alone, with how that person is told.

    ``people`` are pairs: how each is told, and a handle or name. ``@ben`` is called so and ``ben``;
    ``Ben Hay`` is called ``ben`` and ``hay``. What two are called names neither, and what is a
    common word names nobody.
    """
    called: dict[str, set[str]] = {}
    for told, name in people:
        for one in (told, name):
            for word in _words(one):
                called.setdefault(word, set()).add(told)
    return {
        word: next(iter(who))
        for word, who in called.items()
        if len(who) == 1 and word not in STOP and len(word) > 1
    }


def _words(name: str) -> Iterable[str]:
    bare = re.sub(r"<[^<>]*>|\([^()]*\)", " ", name.lower())
    for word in re.findall(r"@?[^\W_][\w.'-]*", bare):
        yield word
        if word.startswith("@"):
            yield word[1:]
