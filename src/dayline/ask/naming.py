"""What people and teams are called in a question. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from dayline.base.words import STOP

LONGEST_NAME = 4
"""Words that somebody is called by in a question, at most."""

_WORD = re.compile(r"@?[\w'.-]*\w")
_NOBODY = frozenset(("team", "teams", "group", "squad", "people", "everybody", "everyone"))


def names_of(people: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Words in lower case that each name one person alone, with how that person is told.

    ``people`` are pairs: how each is told, and a handle or name. ``@ben`` is called so and ``ben``;
    ``Ben Hay`` is called ``ben``, ``hay`` and ``ben hay``. What two are called names neither, and
    what is a common word names nobody.
    """
    called: dict[str, set[str]] = {}
    for told, name in people:
        for one in (told, name):
            parts = list(_parts(one))
            for word in (*parts, " ".join(parts)):
                called.setdefault(word, set()).add(told)
    return {
        word: next(iter(who))
        for word, who in called.items()
        if len(who) == 1 and word not in STOP | _NOBODY and len(word) > 1
    }


def _parts(name: str) -> Iterable[str]:
    bare = re.sub(r"<[^<>]*>|\([^()]*\)", " ", name.lower())
    for word in re.findall(r"@?[^\W_][\w.'-]*", bare):
        yield word
        if word.startswith("@"):
            yield word[1:]


def words_of(text: str) -> list[str]:
    """The words of a question in lower case, as they stand."""
    return _WORD.findall(text.lower().replace("\u2019", "'"))


def with_people(
    words: Sequence[str], names: Mapping[str, str], known: frozenset[str]
) -> tuple[list[str], tuple[str, ...]]:
    """The words with an ``@`` in the place of each person, and who they are, each once.

    ``ben's`` is of Ben, or Ben is. A word that a rule knows names nobody without its ``@``.
    """
    told: list[str] = []
    people: list[str] = []
    at = 0
    while at < len(words):
        count, who = _named(words[at : at + LONGEST_NAME], names, known)
        if not who:
            told.append(words[at])
        elif who not in people or told[-1:] != ["@"]:
            told.append("@")
        people += [who] if who else []
        at += count
    return told, tuple(dict.fromkeys(people))


def _named(
    words: Sequence[str], names: Mapping[str, str], known: frozenset[str]
) -> tuple[int, str]:
    """How many words at the begin name somebody, as many as do, and whom; one word names nobody."""
    for count in range(len(words), 1, -1):
        if who := names.get(" ".join(words[:count]).removesuffix("'s")):
            return count, who
    bare = words[0].removesuffix("'s")
    return 1, names.get(bare, "") if bare not in known or bare == "i" else ""
