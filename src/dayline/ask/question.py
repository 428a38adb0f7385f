"""What a question asks for: its sort, its words, the records that it names. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from dayline.ask.alike import alike
from dayline.base.words import terms

Sort = Literal[
    "who", "when", "why", "how", "how_many", "yes_no", "definition", "which", "where"
]  # fmt: skip

LONGEST_QUESTION = 500
"""Characters of a question that are looked at."""

_PATTERNS: dict[Sort, tuple[str, ...]] = {
    "how_many": (
        r"\bhow (?:many|much|long|large|big|often|fast|old|far|high|small|late)\b",
        r"\bwhat (?:is )?(?:the )?(?:number|percentage|share|count|maximum|minimum)\b",
        r"\bwithin (?:what|which) time\b",
    ),
    "who": (r"\bwho(?:m|se)?\b", r"\b(?:which|what) (?:person|people|team|teams)\b"),
    "when": (
        r"\bwhen\b", r"\b(?:what|which) (?:day|date|year|month|time|hour)\b",
        r"\b(?:since|until|from|by) when\b",
    ),
    "why": (
        r"\bwhy\b", r"\bwhat (?:is|was|were|are) the (?:reasons?|rationale|motivation)\b",
        r"\bfor what reason\b", r"\bwhat for\b", r"\bhow come\b",
    ),
    "where": (r"^\s*where\b",),
    "how": (r"\bhow\b",),
    "which": (r"\bwhich\b", r"\bwhat\b"),
}  # fmt: skip
_SORTS = tuple(
    (sort, re.compile("|".join(told), re.IGNORECASE)) for sort, told in _PATTERNS.items()
)

_YES_NO = re.compile(
    r"^\s*(?:is|are|was|were|do|does|did|can|could|may|must|should|will|would|has|have|had|am)\b",
    re.IGNORECASE,
)
_DEFINITION = re.compile(
    r"^\s*(?:define|explain|describe|what(?:'s| is| are| was| were)\s"
    r"(?!the (?:date|day|time|year)\b)"
    r"(?!(?:the )?(?:number|percentage|share|count|maximum|minimum|reason|rationale|motivation)))"
    r"|^\s*what (?:does|do|did) .+ (?:mean|do|stand for)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"`([^`\n]+)`|(?<![\w.])((?:[\w.]*(?:[a-z0-9][A-Z]|\w_\w|__|\w\.[a-z_]|-\w+_)[\w.()-]*)|-{1,2}[a-z][\w-]+)"
)
_PART = 0.35
_HISTORY = re.compile(
    r"\bused to\b|\bpreviously\b|\bformerly\b|\boriginally\b|\bin the past\b|\bat first\b"
    r"|\bbefore (?:that|then|this)\b|\bbefore\W*$|\bearlier\b|\bhistor",
    re.IGNORECASE,
)
_ID = re.compile(r"\b(?P<prefix>[A-Za-z]{1,8})[-\s]0*(?P<number>[0-9]{1,7})\b(?![.\d]|-\d)")
_EMPTY = frozenset(
    """mean means meant use used using purpose way kind sort happen happens exactly please tell
    know want need say said says thing things find question answer currently today current
    anyone somebody someone get gets look looks like work works much many long don't doesn't
    didn't isn't aren't wasn't weren't won't can't couldn't shouldn't wouldn't hasn't haven't
    hadn't i'm i've we're we've what's who's it's that's there's do does did got let lets still
    often lot really""".split()  # noqa: SIM905
)
_EMPTY_TERMS = frozenset(term for word in _EMPTY for term in terms(word))
_LIGHT = frozenset(
    """make makes made take takes took give gives gave given go goes went gone come comes came put
    keep keeps kept try tries tried bring brings become becomes show shows tell need needs call
    called name named people person first last next new old good bad big small one two must may
    might always ever instead""".split()  # noqa: SIM905
)
_LIGHT_TERMS = frozenset(term for word in _LIGHT for term in terms(word))
_LIGHTER = 0.6
"""What a word that says little is worth beside another."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question read. ``terms`` are what it is about, each once, in its order,
    with its share of a word.

    ``ids`` are prefix and number of the records that it names, whether they exist or not.
    """

    text: str
    sort: Sort
    terms: tuple[tuple[str, float], ...]
    ids: tuple[tuple[str, int], ...]
    wants_history: bool
    names: tuple[str, ...] = ()
    """Names from code, verbatim: ``start_response``, ``TypedDict``, what stands in backticks."""
    alike: tuple[tuple[str, frozenset[str]], ...] = ()
    """Terms of it, each with the stems of words that say nearly the same."""

    @property
    def starts_with(self) -> str:
        """Its first word in lower case."""
        return self.text.split(maxsplit=1)[0].lower() if self.text.split() else ""


def read(
    text: str,
    prefixes: Iterable[str] = (),
    is_id: Callable[[str, int], bool] = lambda _prefix, _number: True,
) -> Question:
    """A question in plain words; ``prefixes`` are those of the ids that records may have.

    What looks like an id and is none by ``is_id``, as a ``P-1`` incident may be, is a word.
    """
    text = " ".join(text.split())[:LONGEST_QUESTION]
    known = {prefix.upper() for prefix in prefixes}
    ids, pieces, at = [], [], 0
    for found in _ID.finditer(text):
        one = found["prefix"].upper(), int(found["number"])
        if _may_be_id(found, known) and is_id(*one):
            ids.append(one)
            pieces.append(text[at : found.start()])
            at = found.end()
    rest = " ".join((*pieces, text[at:]))
    told = _told(rest)
    near = alike(rest, tuple(term for term, _ in told))
    return Question(
        text, _sort(text), told, tuple(ids), bool(_HISTORY.search(text)), _names(rest),
        tuple(near.items()),
    )  # fmt: skip


def _may_be_id(found: re.Match[str], known: set[str]) -> bool:
    prefix = found["prefix"]
    if prefix.upper() in known:
        return len(prefix) > 1 or "-" in found.group()
    return "-" in found.group() and prefix.isupper() and len(prefix) <= 2


def _names(text: str) -> tuple[str, ...]:
    found = [match[1] or match[2] for match in _NAME.finditer(text)]
    return tuple(dict.fromkeys(one.strip("?,;:'\"`").rstrip(".") for one in found if len(one) > 2))


def _told(text: str) -> tuple[tuple[str, float], ...]:
    """The terms of a question; the parts of a compound word count less than the whole."""
    found: dict[str, float] = {}
    spare: dict[str, float] = {}
    for word in text.split():
        parts = list(dict.fromkeys(terms(word)))
        for at, term in enumerate(parts):
            share = 1.0 if at == 0 or "-" in word else _PART
            share = min(share, _LIGHTER) if term in _LIGHT_TERMS else share
            into = spare if term in _EMPTY_TERMS else found
            into[term] = max(into.get(term, 0.0), share)
    return tuple((found or spare).items())


def _sort(text: str) -> Sort:
    """The question word that comes first decides, the more telling where two come together."""
    if _YES_NO.search(text):
        return "yes_no"
    if _DEFINITION.search(text):
        return "definition"
    places = [
        (found.start(), at) for at, (_, one) in enumerate(_SORTS) if (found := one.search(text))
    ]
    if places:
        return _SORTS[min(places)[1]][0]
    return "definition" if len(text.split()) <= 3 else "which"
