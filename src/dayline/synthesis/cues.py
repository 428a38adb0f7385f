"""What a sentence does, by the words with which people do it in English. Pure.

The ways of saying stand in ``ways.txt``. Their order here matters, because one sentence may ask,
decide and promise at once: a request comes before a question, then what is decided, consent, a
promise, an opinion. A sentence that is none of these is told as nothing: what is not sure is left
out rather than guessed.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib.resources import files

from dayline.synthesis import hearing
from dayline.synthesis.dates import due
from dayline.synthesis.hearing import heard
from dayline.synthesis.messages import Act, Names

_CALLED = r"(?-i:[^\W\d_a-z])[\w'-]*"
_NAMED = rf"(?:@(?P<at>[\w.-]*\w)|(?P<name>{_CALLED}(?: {_CALLED})?))"
_LABEL = (
    r"(?:(?-i:TODO|FIXME)\b\s*(?:[:\u2013]|-\s)?"
    r"|(?:to-? ?do|action(?: items?| points?| needed| required)?|ai|next(?: steps?)?|follow-?up)"
    r"\s*(?:[:\u2013]|-\s))\s*"
)
"""A word that labels what follows it; without its colon it is a word like others."""
_REQUESTS = re.compile(
    rf"^(?:(?:ok|so|and|then)[:,]?\s+)*(?:{_LABEL})?{_NAMED}(?:[\s,]+(?:and\s+)?@[\w.-]*\w)*"
    r"\s*(?:[,:]\s*)?(?:(?:could|can|would|will) you\b|please\b)"
    r"|^please,?\s+@(?P<asked>[\w.-]*\w)"
    r"|^(?:could|can|would|will) you\b[^?]*?,?\s+@(?P<end>[\w.-]*\w)\s*\?",
    re.IGNORECASE,
)
_GIVES = re.compile(
    rf"^{_NAMED}\s*(?:[,:]\s*)?"
    r"(?:(?P<told>will|to|shall|is going to|has to|must|should|please)\s+(?P<verb>\w+)"
    r"|(?P<does>[a-z]+s)\b(?P<what> (?:the|an?|it|them|this|that|these|those|his|her|our)\b)?)"
)
_TASK = re.compile(rf"^{_LABEL}", re.IGNORECASE)
_TASK_OF = re.compile(rf"^{_NAMED}\s*[:,]\s*\w")
_TASK_BY = re.compile(r"^\(?@?(?P<name>\w[\w.'-]*?)(?:\)|\s+(?:to|will|must)\b|:)", re.IGNORECASE)
"""Behind a label, or in a list of tasks, a name may also be written small: ``TODO(ana): ...``."""
_NO_TASK = frozenset(
    """is was has does says thinks knows wants needs likes agrees believes reports works lives runs
    stands ends starts begins means as this its us always prefers suggests proposes asks objects
    sees hears hates loves owns remembers forgets doubts hopes fears feels seems looks sounds gets
    keeps uses supports opposes understands expects misses finds tells""".split()  # noqa: SIM905
)
"""What somebody is, holds or is used to, which is no deed."""
_NO_DEED = frozenset(
    """be have know need want like not never see miss get me us them him her""".split()  # noqa: SIM905
)
_HABIT = re.compile(r"\b(?:always|usually|often|mostly|never|every|each)\b", re.IGNORECASE)
_ANY_DAY = date(2000, 1, 3)
_YES_OR_NO = re.compile(r"^(?:yes|no|yep|nope)\b", re.IGNORECASE)
_COMMON = frozenset(["the", "and", "for", "their", "own", "our", "one", "that", "this"])


@cache
def ways(name: str) -> re.Pattern[str]:
    """All ways of one section of ``ways.txt`` as one pattern."""
    sections: dict[str, list[str]] = {}
    text = files("dayline.synthesis").joinpath("ways.txt").read_text(encoding="utf-8")
    found: list[str] = []
    for line in text.splitlines():
        if line.startswith("[") and line.endswith("]") and " " not in line:
            found = sections.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            found.append(line)

    def told(fits: re.Match[str]) -> str:
        return sections[fits[1]][0]

    whole = (re.sub(r"\{([a-z_]+)\}", told, way) for way in sections[name])
    return re.compile("|".join(f"(?:{way})" for way in whole), re.IGNORECASE)


def does(name: str, text: str) -> bool:
    """Whether a sentence says something in one of the ways of a section."""
    return ways(name).search(heard(text)) is not None


def speaks(text: str) -> bool:
    """Whether a sentence has words of its own, and is not code or a quotation alone."""
    return hearing.speaks(hearing.heard(text))


def act_of(text: str, names: Names) -> Act:
    """What a sentence does, on its own: what it answers is not looked at."""
    text = heard(text)
    owner = owner_in(text, names)
    if owner and _REQUESTS.search(text):
        return Act.ACTION
    if does("asks", text):
        return Act.QUESTION
    if does("decides", text) and not does("tentative", text):
        return Act.DECISION
    if does("agrees", text):
        return Act.AGREEMENT
    if does("promises", text) or _TASK.match(text) or (owner and _is_task(text)):
        return Act.ACTION
    return Act.POSITION if does("holds", text) and not does("gives_up", text) else Act.NOTHING


def _is_task(text: str) -> bool:
    """Whether somebody is given a deed: what one does is one to come by its day or its object."""
    bare = _TASK.sub("", text)
    fits = _GIVES.match(bare)
    if fits is None:
        return False
    if fits["told"]:
        return fits["verb"].lower() not in _NO_DEED
    if fits["does"] in _NO_TASK or _HABIT.search(bare):
        return False
    return bool(fits["what"]) or due(bare, _ANY_DAY) is not None


def owner_in(text: str, names: Names, *, listed: bool = False) -> str:
    """Whom a sentence asks or names as the one who will act; "" for nobody who is known.

    ``listed``: it is known to be a task, so that who stands before a colon is its owner.
    """
    text = heard(text)
    bare = _TASK.sub("", text)
    is_task = listed or bare != text
    patterns = (_REQUESTS, _GIVES) if not is_task else (_REQUESTS, _GIVES, _TASK_OF, _TASK_BY)
    for pattern in patterns:
        fits = pattern.search(bare)
        groups = fits.groupdict() if fits else {}
        told = (groups.get(one) for one in ("at", "asked", "end", "name"))
        called = next(filter(None, told), "").casefold()
        first = called.partition(" ")[0]
        found = names.get(called) or names.get(first)
        if found:
            return found
    return ""


_AT = re.compile(r"@([\w.-]*\w)")


def first_named(text: str, names: Names) -> str:
    """The first person whom a line of a list of actions names by handle, "" for nobody."""
    known = (names.get(fits[1].casefold()) for fits in _AT.finditer(heard(text)))
    return next((one for one in known if one), "")


_WITH = re.compile(r"\b(?:with|to) @?(?P<called>\w[\w.-]*(?: [A-Z][\w-]*)?)")


def agrees_with(text: str, names: Names) -> str:
    """Whom somebody says that they agree with; "" where nobody who is known is named."""
    for fits in _WITH.finditer(heard(text)):
        called = fits["called"].casefold().rstrip(".-")
        found = names.get(called) or names.get(called.partition(" ")[0])
        if found:
            return found
    return ""


def picks(question: str, answer: str) -> bool:
    """Whether an answer begins by choosing: yes, no, or one of what the question offers.

    Only where a view was asked for; else it is a fact that answers.
    """
    question, answer = heard(question), heard(answer)
    if not does("asks_for_a_view", question):
        return False
    if _YES_OR_NO.match(answer):
        return True
    if re.search(r"\bor\b", question, re.IGNORECASE) is None:
        return False
    first = re.split(r"[,.;:]| because | since ", answer, maxsplit=1)[0]
    said = {word.casefold() for word in re.findall(r"\w{3,}", first)} - _COMMON
    offered = {word.casefold() for word in re.findall(r"\w{3,}", question)}
    return bool(said) and len(first.split()) <= 8 and len(said & offered) * 2 >= len(said)
