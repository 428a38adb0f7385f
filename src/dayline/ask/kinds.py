"""What an answer to each sort of question looks like: its words and its places. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dayline.ask.question import Question
from dayline.ask.unit import Unit

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = re.compile(
    rf"\b\d{{4}}-\d\d(?:-\d\d)?\b|\b\d{{1,2}}(?:st|nd|rd|th)?[ -]{_MONTH}\b"
    rf"|\b{_MONTH}\.? \d{{1,4}}\b"
    r"|\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b",
    re.IGNORECASE,
)
_MOMENT = re.compile(
    r"\b(?:when|whenever|after|before|once|until|as soon as|during|while|if|upon)\b", re.IGNORECASE
)
_NUMBER = re.compile(
    r"\b\d[\d,.]*\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen"
    r"|hundred|thousand|million|once|twice|unlimited|none|annual(?:ly)?|every)\b",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"\b(?:second|minute|hour|day|week|month|year|release|version)s?\b", re.IGNORECASE
)
PERSON = re.compile(
    r"@[\w.-]+|\b[A-Z][\w\u00c0-\u024f'-]+(?: (?:van|de|von|der))* [A-Z][\w\u00c0-\u024f'-]+"
)
"""The name of a person, or a handle."""
_ROLE = re.compile(
    r"\b(?:team|council|developers?|members?|manager|authors?|owner|maintainers?|lead|delegate"
    r"|editor|voters?|committers?)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:because|since|so that|in order to|due to|thus|therefore|otherwise|reasons?|rationale"
    r"|motivat\w+|avoid\w*|prevent\w*|problem\w*|allow\w*|makes? it|would|cannot|can't|only"
    r"|difficult|confus\w+|error-prone|benefit\w*|advantage\w*)\b",
    re.IGNORECASE,
)
_RULING = re.compile(
    r"\b(?:must|should|shall|may|will|can|is|are|use[sd]?|using|by|with|run|call\w*|set|add\w*"
    r"|creat\w+|writ\w+|defin\w+)\b",
    re.IGNORECASE,
)
_BEING = re.compile(
    r"\b(?:is|are|means?|refers? to|describes?|defines?|provides?|represents?|indicates?"
    r"|consists? of|specif(?:y|ies)|introduces?|adds?|allows?|proposes?"
    r"|returns?|takes?|does|makes?|lets?)\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"\bpurpose\b|\bgoals?\b|\baims?\b|\bwhat .+ for\b\W*$|\bused for\b|\bpoint of\b", re.IGNORECASE
)
_AIM = re.compile(
    r"\b(?:aims?|goals?|purpose|intended|in order to|so that|to (?:provide|allow|enable|make|help"
    r"|support|prevent|avoid|simplify|improve|address|give|define|let)"
    r"|used (?:to|for|by)|useful|for use)\b",
    re.IGNORECASE,
)
_HEADINGS: dict[str, tuple[str, ...]] = {
    "why": ("why", "rationale", "motivation", "reason", "context", "background", "problem"),
    "how": ("specification", "step", "usage", "syntax", "how", "proposal", "guide", "example",
            "process", "decision", "semantics"),
    "definition": ("abstract", "summary", "introduction", "specification", "definition",
                   "decision", "overview", "proposal", "terminology", "semantics"),
    "which": ("specification", "abstract", "summary", "decision", "proposal", "syntax"),
    "yes_no": ("abstract", "summary", "answer", "decision", "specification", "proposal"),
    "when": ("schedule", "timeline", "lifespan", "release", "timing"),
    "how_many": ("specification", "abstract", "decision", "impact", "summary", "service level"),
    "who": ("abstract", "process", "specification", "decision", "summary", "crew"),
    "where": ("specification", "abstract", "decision", "summary", "location"),
}  # fmt: skip
_ASIDE = re.compile(
    r"reject|alternativ|open (?:issue|question)|discuss|reference|acknowledg|footnote|copyright"
    r"|objection|critic|deferred|future|history|changelog|change log|appendix|version history"
    r"|prior art|other languages|related work|survey|backwards? compat|ruled.out|how to teach",
    re.IGNORECASE,
)
_ASIDE_WORDS = re.compile(
    r"\b(?:reject\w*|alternativ\w*|instead|consider\w*|objection\w*|dissent\w*|open|discuss\w*"
    r"|histor\w+|why not|argument against|criti\w+|ruled out|not be done|learn|teach)\b",
    re.IGNORECASE,
)


def fits(question: Question, unit: Unit) -> float:
    """How far a unit is the sort of thing that is asked for, 0 to 1."""
    text = unit.text
    if _PURPOSE.search(question.text):
        return 1.0 if _AIM.search(text) else 0.2
    match question.sort:
        case "who":
            return 1.0 if PERSON.search(text) else 0.6 if _ROLE.search(text) else 0.0
        case "when":
            return 1.0 if _DAY.search(text) else 0.45 if _MOMENT.search(text) else 0.0
        case "how_many":
            number = bool(_NUMBER.search(text))
            return 1.0 if number and _SPAN.search(text) else 0.8 if number else 0.0
        case "why":
            return min(1.0, 0.5 * len(_CAUSE.findall(text)) + 0.6 * is_why(unit.headings))
        case "how":
            return 0.7 if unit.sort == "code" else 0.6 if _RULING.search(text) else 0.2
        case "definition":
            return 0.8 if _BEING.search(text) else 0.3
        case _:
            return 0.5


def is_why(headings: Sequence[str], *, only: bool = False) -> bool:
    """Whether a section gives reasons; ``only`` when it is for nothing else, as ``Why`` is."""
    words = ("why", "rationale", "reason", "motivation") if only else _HEADINGS["why"]
    return bool(headings) and any(word in headings[-1].lower() for word in words)


def place(question: Question, headings: Sequence[str]) -> float:
    """How far the section is where such an answer stands: -1 for asides, to 1."""
    if not headings:
        return 0.2
    last = " / ".join(headings)
    if _ASIDE.search(last):
        return 0.6 if _ASIDE_WORDS.search(question.text) else -1.0
    wanted = _HEADINGS.get(question.sort, ())
    return 1.0 if any(word in last.lower() for word in wanted) else 0.0


_CODE_WANTED = re.compile(
    r"\b(?:operator|syntax|keyword|symbol|method|function|module|flag|option|decorator|file ?name"
    r"|called|named|written|declared?|marked?|prefix|parameter|attribute|class|field|key|command"
    r"|marker|extension|hook|switch|exception|variable|run|look like|set|take|return|literal)s?\b",
    re.IGNORECASE,
)


def wants_code(question: Question) -> bool:
    """Whether the answer is likely a name from code."""
    return question.sort in ("definition", "which", "how", "where") and bool(
        _CODE_WANTED.search(question.text)
    )


def is_said_of(unit: Unit) -> float:
    """Whether the sentence is about what the question is about: it begins with that, and is."""
    being = _BEING.search(unit.text)
    return 1.0 if being and being.start() < _SUBJECT else 0.0


_SUBJECT = 70
