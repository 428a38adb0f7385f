"""Short forms, split verbs and roundabout denials, led back to what the reader knows. Pure."""

from __future__ import annotations

import re

_SHORT = (
    (
        re.compile(
            r"\b((?:turn|switch)(?:ed|es|ing|s)?|leave|left|keep|kept)((?:\s(?!on\b|off\b)[\w-]+){1,4})\s(on|off)\b"
            r"(?!\s(?:the|a|an|its|their|my|our|your|\w+day)\b)",
            re.IGNORECASE,
        ),
        r"\1 \3\2",
    ),
    (
        re.compile(
            r"\b(turn(?:ed|s|ing)?|rule[ds]?|ruling|call(?:ed|s)?|shut|le(?:ft|ave|aves)|roll(?:ed|s)?|put|t[ao]ken?|took|thr[eo]wn?|h[eo]ld|b?rought|bring|back(?:ed)?)"
            r"((?:\s(?!to\b|and\b|is\b|was\b)[\w-]+){1,3})\s(down|out|off|back|away)\b(?!\s(?:of|to|from)\b)",
            re.IGNORECASE,
        ),
        r"\1 \3\2",
    ),
    (
        re.compile(
            r"^(?:Q:\s*)?([^?.!]{3,80})\?\s*(?:A:\s*)?(?:no|nope|nah|negative)\b[,.!:]?\s*",
            re.IGNORECASE,
        ),
        r"not \1. ",
    ),
    (
        re.compile(
            r"\b(\w+)'s (?=(?:on|off|up|down|out|back|in|over|done|gone|not|still|been|already|now|all|no)\b)",  # noqa: E501
            re.IGNORECASE,
        ),
        r"\1 is ",
    ),
    (
        re.compile(r"\b(two|three|four|five|ten|hundred|thousand|million)-?fold\b", re.IGNORECASE),
        r"\1 times",
    ),
    (re.compile(r"\b(?:half a|a half) dozen\b", re.IGNORECASE), "six"),
    (re.compile(r"\bbefor\b", re.IGNORECASE), "before"),
    (re.compile(r"\buntill\b", re.IGNORECASE), "until"),
    (re.compile(r"\b(?:becuase|beacuse|becaus|becasue)\b", re.IGNORECASE), "because"),
    (re.compile(r"\b(?:tomorow|tommorow|tommorrow|tmrw)\b", re.IGNORECASE), "tomorrow"),
    (re.compile(r"\b(?:wich|whitch)\b", re.IGNORECASE), "which"),
    (re.compile(r"\b(?:alredy|allready)\b", re.IGNORECASE), "already"),
    (re.compile(r"\b(?:witout|whithout|w/out)\b", re.IGNORECASE), "without"),
    (re.compile(r"(?<=\b\d)-(?=[a-z]{4})|(?<=\d\d)-(?=[a-z]{4})"), " "),
    (
        re.compile(
            r"\b(?:keep|kept|keeps|stay|stays|leave)((?:\s[\w-]+){0,4}?)\sout of\b"
            r"(?! (?:use|order|service|action|reach|sight|hours|touch|step|date|stock))",
            re.IGNORECASE,
        ),
        r"not put\1 into",
    ),
    (re.compile(r"\bw/o\b", re.IGNORECASE), "without"),
    (re.compile(r"\bw/(?=\s)", re.IGNORECASE), "with"),
    (re.compile(r"\b(?:bc|cuz|coz)\b", re.IGNORECASE), "because"),
    (
        re.compile(
            r"\b(can|don|won|isn|aren|wasn|doesn|didn|couldn|hasn|haven)t\b(?<!cant\b)",
            re.IGNORECASE,
        ),
        r"\1't",
    ),
    (re.compile(r"\bcannot\b|\bcan not\b|\bcant\b", re.IGNORECASE), "can't"),
    (
        re.compile(r"\b(leave|leaving)((?:\s(?!alone)[\w-]+){1,4})\salone\b", re.IGNORECASE),
        r"leave alone\2",
    ),
    (
        re.compile(
            r"\b(?:(?:is |are |has |have |had )?(?:yet|still) to(?: be)?|remains? to be|still (?:has|have|needs?) to(?: be)?)\b",  # noqa: E501
            re.IGNORECASE,
        ),
        "not yet",
    ),
    (re.compile(r"\bre-(?=[a-z])", re.IGNORECASE), "re"),
    (re.compile(r"\b([A-Za-z]{3,})(?=\d+\b)"), r"\1 "),
    (re.compile(r"(?<=\d)(?=(?:msgs?|users?|nodes?|pods?|bags?)\b)"), " "),
    (re.compile(r"(?<=[a-z])-(?=[a-z]{2})"), " "),
    (re.compile(r"[\u2018\u2019]"), "'"),
    (
        re.compile(
            r"[,;]?\s*\b(?:and )?(?:not|never) (?:the other way (?:round|around)|vice versa|the reverse|after(?: it)?(?=[.;]|$))",  # noqa: E501
            re.IGNORECASE,
        ),
        "",
    ),
    (
        re.compile(
            r"\b(?:nothing|nobody|no one|none|no \w+) (?:but|except|other than)\b", re.IGNORECASE
        ),
        "only",
    ),
    (
        re.compile(
            r"\b(?:lacks?|lacking|devoid of|free of|free from|short of|skip(?:s|ped|ping)?|do(?:es)? without|goes without)\b",  # noqa: E501
            re.IGNORECASE,
        ),
        "without",
    ),
    (re.compile(r"\b(?:fail|refuse|decline|forget|omit)(?:s|d|ed)? to\b", re.IGNORECASE), "not"),
    (
        re.compile(
            r"\b((?:keep|kept|keeps|keeping|stay|stays|stayed|set|stand|live|store[ds]?|put|hold|held)\b[^,.;:]{0,40}?)\bapart from\b",  # noqa: E501
            re.IGNORECASE,
        ),
        r"\1away from",
    ),
    (
        re.compile(
            r"\b(?:all|everything|everyone) (?:but|except)\b|\bwith the exception of\b|\bapart from\b",  # noqa: E501
            re.IGNORECASE,
        ),
        "except",
    ),
    (re.compile(r"\b(Dr|Mr|Mrs|Ms|Prof|St)\.\s(?=[A-Z])"), r"\1 "),
    (
        re.compile(
            r"(?<!is )(?<!at )(?<!to )(?<!hits )(?<!below )(?<!above )\bzero (?=(?!degrees?\b|percent\b)[a-z]{3})",  # noqa: E501
            re.IGNORECASE,
        ),
        "no ",
    ),
)


def spelt_out(text: str) -> str:
    """A text with its short forms spelt out: ``cant``, ``w/o``, ``has yet to be``."""
    for pattern, instead in _SHORT:
        text = pattern.sub(instead, text)
    return text
