"""What narrows a list of records beside states and days: a topic, or that few are meant. Pure.

"Decisions about the ledger" have a topic; "the last incident" is one, "the last 3 updates" three.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet

from dayline.ask.material import Document
from dayline.base.words import terms

_MARKS = frozenset(
    """about on affect affects affecting concerning regarding touch touching for in of around
    covering mentioning""".split()  # noqa: SIM905
)
_AROUND = frozenset(
    "the a an our all any area areas team topic topics project subject there".split()  # noqa: SIM905
)
_NEWEST = frozenset(("last", "latest", "newest"))
_SEVERAL = 5
"""Records that are meant by "the latest decisions"."""
_MOST = 20


def topic_of(
    words: Sequence[str], known: Collection[str], kinds: Collection[str]
) -> tuple[list[str], frozenset[str]]:
    """The words of a question before its topic, and the terms of the topic; none where it has none.

    Before the topic stand words that are ``known`` alone, one of them for a kind of record.
    """
    for at, word in enumerate(words):
        if word in _MARKS:
            before, after = words[:at], [one for one in words[at + 1 :] if one not in _AROUND]
            if {*before} <= {*known} and not {*before}.isdisjoint(kinds) and "@" not in after:
                found = frozenset(terms(" ".join(after)))
                if found and not {*after} <= {*known}:
                    return list(before), found
        elif word not in known:
            break
    return list(words), frozenset()


def is_on(document: Document, topic: AbstractSet[str]) -> bool:
    """Whether a record says of itself that it is on a topic: by its title, area, scope or tags."""
    own = [document.fields.get(name) for name in ("area", "scope", "tags")]
    return topic <= frozenset(terms(f"{document.title} {own}"))


def coverage(document: Document, topic: AbstractSet[str]) -> float:
    """How much of a record's title its topic is, 0 to 1."""
    title = frozenset(terms(document.title))
    return len(topic & title) / len(title) if title else 0.0


def newest_of(words: Sequence[str], kinds: Collection[str]) -> tuple[list[str], int]:
    """The words without those that mean the newest, and how many are meant; 0 for all.

    ``kinds`` are words for kinds of records.
    """
    for at, word in enumerate(words):
        is_most = word == "most" and words[at + 1 : at + 2] == ["recent"]
        if word not in _NEWEST and not is_most:
            continue
        rest = list(words[at + 1 + is_most :])
        count = int(rest.pop(0)) if rest and rest[0].isdecimal() and len(rest[0]) < 3 else 0
        named = next((one for one in rest if one in kinds), "")
        if not named or rest[0] != named:
            break
        count = count or (_SEVERAL if named.endswith("s") else 1)
        return [*words[:at], *rest], min(count, _MOST)
    return list(words), 0
