"""What a question leads one to expect in the sentence that answers it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dayline.ask.kinds import PERSON
from dayline.ask.question import Question
from dayline.base.words import terms

_MANY = re.compile(r"\bhow many ([\w-]+)(?: ([\w-]+))?", re.IGNORECASE)
_LONG = re.compile(r"\bhow (?:long|often|old|soon|late)\b", re.IGNORECASE)
_MUCH = re.compile(
    r"\bhow (?:much|large|big|fast|high|small|far)\b|\bpercentage|\bshare\b|\bcost|overhead|slow",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"\b(?:what|which)(?: (?:is|are|was|were) the)? ([\w-]+(?: [\w-]+)?)", re.IGNORECASE
)
_FIGURE = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_COUNTED = re.compile(rf"{_FIGURE}\b\s+((?:[\w-]+\s+){{0,2}}[\w-]+)", re.IGNORECASE)
_SPAN = re.compile(
    rf"{_FIGURE}\W{{0,2}}(?:[\w-]+\W)?(?:second|minute|hour|day|week|month|year|release|version)s?\b"
    r"|every|annual|twice|once|until",
    re.IGNORECASE,
)
_MEASURE = re.compile(r"\d\s*(?:%|percent|times|x\b|[kmg]i?b\b|bytes|ms\b|seconds?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Expected:
    """``counted`` are the stems of what is to be counted, ``head`` those of what is sought."""

    counted: frozenset[str]
    head: tuple[str, ...]
    is_span: bool
    is_measure: bool
    is_person: bool
    said: frozenset[str]

    def count(self, text: str) -> float:
        """Whether a number stands before what is to be counted."""
        return float(
            bool(self.counted)
            and any(not self.counted.isdisjoint(terms(one[1])) for one in _COUNTED.finditer(text))
        )

    def span(self, text: str) -> float:
        """Whether a span of time is asked for and given."""
        return float(self.is_span and bool(_SPAN.search(text)))

    def measure(self, text: str) -> float:
        """Whether a size or share is asked for and given."""
        return float(self.is_measure and bool(_MEASURE.search(text)))

    def person(self, text: str) -> float:
        """Whether a person is asked for and one is named whom the question does not name."""
        return float(
            self.is_person
            and any(
                not self.said.issuperset(one.group().lower().split())
                for one in PERSON.finditer(text)
            )
        )


def expected(question: Question) -> Expected:
    """What an answer to the question holds."""
    many = _MANY.search(question.text)
    head = _HEAD.search(question.text)
    return Expected(
        frozenset(term for word in many.groups() if word for term in terms(word))
        if many
        else frozenset(),
        tuple(terms(head[1]))[:2] if head else (),
        bool(_LONG.search(question.text)),
        bool(_MUCH.search(question.text)),
        question.sort == "who",
        frozenset(re.findall(r"[\w.]+", question.text.lower())),
    )
