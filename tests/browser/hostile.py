"""Texts that would make a page wider than its screen, each with the words that must not be lost."""

from __future__ import annotations

LONG = "Unterseekabelreparaturschiffsbesatzung" * 10
"""A word of 380 letters."""

_ADDRESS = "https://example.org/" + "a/very%20long/path-without-a-break/" * 12
_WIDE = "| " + " | ".join(f"column {number}" for number in range(40)) + " |"
_RULE = "|" + " --- |" * 40
_HELLO = "\u0645\u0631\u062d\u0628\u0627"
_TURNED = f"\u202e{LONG} \u202d{LONG}\u202c"
_NOTHING, _GLUED, _JOINED, _ACCENT = "\u200b", "\u00a0b", "\u2060c", "\u0301"
_WIDEST, _FAMILY = "\ufdfd", "\U0001f468\u200d\U0001f469\u200d\U0001f467"

BODIES: dict[str, str] = {
    "deep lists": "".join(f"{'  ' * depth}- level {depth}\n" for depth in range(200)),
    "deep numbers": "".join(f"{'   ' * depth}1. level {depth}\n" for depth in range(100)),
    "lists in one line": "- " * 150 + "the end of it\n",
    "deep quotes": "".join(f"{'> ' * depth}level {depth}\n>\n" for depth in range(1, 120)),
    "quotes and lists": "> - " * 60 + "the end of it\n",
    "a long word": f"Before {LONG} after, and `{LONG}` in code, and **{LONG}**.\n",
    "a long address": f"See <{_ADDRESS}>, [{_ADDRESS}]({_ADDRESS}) and {_ADDRESS}.\n",
    "a wide table": f"{_WIDE}\n{_RULE}\n{_WIDE}\n\n| a |\n| --- |\n| {LONG} |\n| `{LONG}` |\n",
    "long code": f"```\n{LONG * 3}\n```\n\n    {LONG * 3}\n",
    "code in a list": f"- - - ```\n      {LONG * 3}\n      ```\n\n"
    f"- > | a | b |\n  > | --- | --- |\n  > | `{LONG}` | {LONG} |\n",
    "headings": "".join(f"{'#' * level} {LONG} {level}\n\nText.\n\n" for level in range(2, 7)),
    "from right to left": f"### {_HELLO}\n\n{_HELLO * 60} {_TURNED}\n\n- {_HELLO} {LONG}\n",
    "no width": f"{_NOTHING * 400}a{_GLUED * 200}{_JOINED * 200}e{_ACCENT * 300}\n",
    "wide signs": f"{_WIDEST * 120}\n\n{_FAMILY * 90}\n",
    "typed items": f"- (blocker) {LONG}\n- ({'very' * 9}) {LONG}\n- [ ] {LONG}\n",
    "names": f"@{'a' * 60} and ADR-999999999 and D-1 and {'D-1,' * 90}\n",
}  # fmt: skip
"""Bodies by what is hostile about them."""

TITLE = f"Why {LONG[:296]}"
TAGS = ["a" * 80, "b c " * 20, "\u05e9" * 80]


def records() -> list[str]:
    """Decisions, each with some of the bodies, a title of 300 letters and long tags."""
    tags = ", ".join(f'"{tag.strip()}"' for tag in TAGS)
    head = f'---\ndeciders: ["@ben"]\ntags: [{tags}]\narea: [gateway]\nscope: {LONG}\n---\n\n'
    parts = [f"## {name.capitalize()}\n\n{body}\n" for name, body in BODIES.items()]
    return [f"{head}# {TITLE}\n\n{''.join(parts[start::3])}" for start in range(3)]
