"""From where a thread stands to the draft of a record, every sentence with its source. Pure.

The draft quotes and invents nothing: where the thread is silent, as it often is on why and on what
was turned down, the section holds its help and waits for its author, and so do the gates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dayline.base.outline import heading_key
from dayline.contracts.terms import Contract
from dayline.synthesis.messages import Sentence, Standing, cited


@dataclass(frozen=True, slots=True)
class Source:
    """Where the sentences come from: a record's id or "", a title, and how each is cited."""

    ref: str
    title: str
    name: Callable[[str], str]
    cite: Callable[[str], str]


def draft(contract: Contract, standing: Standing, source: Source, *, title: str = "") -> str:
    """A text with the sections of a contract, filled as far as the thread says something."""
    told = _Told(standing, source)
    lines = [f"# {_one_line(title or source.title)}", ""]
    for section in contract.sections:
        fill = _FILLS.get(heading_key(section.name))
        found = fill(told) if fill else []
        lines += [f"## {section.name}", ""]
        lines += [*found, ""] if found else []
        if section.help and not found:
            lines += [f"<!-- {section.help} -->", ""]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Told:
    standing: Standing
    source: Source

    def item(self, one: Sentence, *, who: bool = True) -> str:
        return f"- {self.quoted([one], who=who)}"

    def quoted(self, said: Sequence[Sentence], *, who: bool = True) -> str:
        """Sentences of one message with their source."""
        words = " ".join(_one_line(one.text) for one in said)
        by = self.source.name(said[0].who) if who else ""
        return f"\u201c{words}\u201d ({cited(by, self.source.cite(said[0].message))})"

    def context(self) -> list[str]:
        """What was held and asked, in the words of those who did."""
        held = [self.item(one) for side in self.standing.sides for one in side.sentences]
        lines = [f"This was written from {self.source.ref or self.source.title}.", ""]
        if held:
            lines += ["What was held:", "", *held, ""]
        asked = self.answered()
        if asked:
            lines += ["What was asked and answered:", "", *asked, ""]
        return lines[:-1]

    def answered(self) -> list[str]:
        return [
            f"{self.item(one.asked)}: {self.quoted(one.answered_by)}"
            for one in self.standing.answered
        ]

    def decided(self) -> list[str]:
        return self.items(self.standing.in_force)

    def items(self, found: Sequence[Sentence]) -> list[str]:
        return [self.item(one) for one in found]

    def to_do(self) -> list[str]:
        lines = []
        for one in self.standing.actions:
            owner = self.source.name(one.owner) if one.owner else "Nobody yet"
            until = f", by {one.due.isoformat()}" if one.due else ""
            said = self.item(one, who=False)[2:]
            lines.append(f"- [ ] {owner}{until}: {said}")
        return lines

    def asked(self) -> list[str]:
        return self.items([one.asked for one in self.standing.open])


_FILLS: dict[str, Callable[[_Told], list[str]]] = {
    **dict.fromkeys(("context", "summary", "background", "what the record says"), _Told.context),
    **dict.fromkeys(("decision", "proposal", "answer"), _Told.decided),
    **dict.fromkeys(("consequences", "actions", "next steps"), _Told.to_do),
    **dict.fromkeys(("open questions", "question"), _Told.asked),
}


def _one_line(text: str) -> str:
    """A sentence as one line of Markdown that opens no comment."""
    return " ".join(text.replace("<!--", "<! --").replace("-->", "-- >").split())
