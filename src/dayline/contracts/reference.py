"""Writes the reference of the contract language from the language itself.

``python -m dayline.contracts.reference`` prints the page; with a path it writes the file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from dayline.base.strict_yaml import LIMIT_BYTES, LIMIT_DEPTH, LIMIT_VALUES
from dayline.contracts.change_kinds import CHANGE_KINDS
from dayline.contracts.gate import Arg, Gate
from dayline.contracts.gates import GATES
from dayline.contracts.language import TOP_KEYS
from dayline.contracts.language_clocks import CLOCK_KEYS
from dayline.contracts.language_fields import FIELD_KEYS, LINK_KEYS
from dayline.contracts.language_moves import MOVE_KEYS, STATE_KEYS
from dayline.contracts.language_sections import ITEM_KEYS, SECTION_KEYS
from dayline.contracts.terms import BUILT_IN_ROLES, RECEIPTS, RESERVED_FIELDS
from dayline.contracts.values import TYPES, UNITS

EXAMPLE = """\
contract: change_request
version: 1
title: Change request
prefix: CR
purpose: Ask for a change to a running system, with a way back.
fields:
  owner: {type: person, required: [approve]}
  risk: {type: choice, of: [low, high], default: low}
  starts_at: {type: instant, required: [approve]}
links:
  implements: {to: decision, inverse: implemented_by}
sections:
  - {name: What changes, required: [submit], min_words: 5, help: "What will be different."}
  - {name: Way back, required: [submit], accepts: steps, help: "Each step, with who takes it."}
  - {name: Outcome, required: [close], help: "What happened, and what you would do again."}
states:
  draft: {waits_on: author}
  submitted: {waits_on: lead}
  approved: {waits_on: owner, frozen: true}
  closed: {final: true}
moves:
  submit: {from: draft, to: submitted, by: author, gates: [sections_complete, links_resolve]}
  approve: {from: submitted, to: approved, by: lead, gates: [owner_named, not_the_author]}
  close: {from: approved, to: closed, by: owner, gates: [{outcome_written: {min_words: 10}}]}
clocks:
  answer: {starts: submitted, stops: approved, within: 4 awake-hours, of: lead,
           objective: 90%, window: 28d}
"""

_INTRODUCTION = """\
# The contract language

<!-- Written by `python -m dayline.contracts.reference docs/reference/contracts.md`. -->

A contract describes one kind of record: its fields, links and sections, the states it passes
through, the moves between them, the gates that guard a move, and the clocks that run meanwhile.
It is one YAML file. It holds data only; nothing in it is ever executed.

A team adds a kind of its own by writing such a file and publishing it:

```yaml
{example}```

```console
dayline contract lint change_request.yaml
dayline contract publish change_request.yaml
```

Every problem of a file is reported at once, with its line and a remedy. A file has at most
{size} KiB, {values} values and {depth} levels; anchors, aliases, tags and keys that stand twice are
refused, and `yes`, `no`, `on` and `off` are words. Names of fields, links, items, states, moves
and clocks are small letters, digits and underscores, start with a letter, and have at most 40
characters. Where a list is expected, a single value will do.
"""

_DISCARD = (
    "One move stands in no contract: a draft, which is a first state that waits on nobody but its"
    " author and on which no clock runs, has the move `discard`, by its author, to the final state"
    " `discarded`. It asks nothing of the text. A contract with such a move or state keeps"
    " its own."
)

_STRICTNESS = """\
## What is demanded, and when

Strictness depends on the move, never on the draft. In its first state a record may be empty
everywhere but in fields with `required: true`. A move demands the fields, links and sections that
name it under `required`, what it `asks`, and its gates. What was demanded on *every* way to a state
stays demanded in that state, because each edit is checked again: an accepted decision cannot lose
its reason. Values that are there are checked in every state.

A section is complete when it stands under its name (or an alias), in the order of the contract,
and holds at least `min_words` words of one's own. Placeholders (`TODO`, `TBD`, `...`, `{text in
braces}`), HTML comments and a copy of the section's `help` are not counted.

Other keys of the head and other headings are the writer's own: they are kept and not judged. A key
that is one slip away from a field that is missing is pointed out.

Typed items are list items with a mark in front: `- (blocker) The switch is off` or
`- [must:blocker] The switch is off`.
"""

_GATES = """\
## Gates

A gate is a rule that must hold before a move. What does not hold yet is listed as things to do.
"""

_COMPATIBILITY = """\
## Compatibility

A released version never changes; a change is a new version. What a new version must keep is its
mode, with the names of the schema registries:

| Mode | Old records are read, moved and acted on by new readers | New records by old readers |
| --- | --- | --- |
| `NONE` | not checked | not checked |
| `BACKWARD` | yes | not checked |
| `FORWARD` | not checked | yes |
| `FULL` | yes | yes |
| `BACKWARD_TRANSITIVE` | yes, of every earlier version | not checked |
| `FORWARD_TRANSITIVE` | not checked | yes, of every earlier version |
| `FULL_TRANSITIVE` | yes, of every earlier version | yes, of every earlier version |

Without `_TRANSITIVE` only the version before is compared, which does not see that a field was
deleted in one version and comes back with another type in the next.

A break carries the one question that has to be asked about each record, such as "What is the way
back of CR-12?", or the rule by which a machine mends it. Titles, help and purpose are no changes.
Records are taken to hold what their version declares: a key that a writer made up under version 1
may clash with a field of version 2, and is then reported when the record is next edited.
"""


def page() -> str:
    """The whole reference, Markdown."""
    introduction = _INTRODUCTION.format(
        example=EXAMPLE, size=LIMIT_BYTES // 1024, values=f"{LIMIT_VALUES:,}", depth=LIMIT_DEPTH
    )
    parts = [
        introduction,
        _keys("Keys of a contract", TOP_KEYS),
        _keys("Fields", FIELD_KEYS, "A field may not be called " + _reserved() + "."),
        _types(),
        _keys("Links", LINK_KEYS),
        _keys("Sections", SECTION_KEYS),
        _keys("Items", ITEM_KEYS),
        _keys("States", STATE_KEYS),
        _keys("Moves", MOVE_KEYS, f"Receipts: {_meanings(RECEIPTS)}\n\n{_DISCARD}"),
        _roles(),
        _keys("Clocks", CLOCK_KEYS, "Either `within` or `until` is needed, not both."),
        _table("Units of time", ("Unit", "Meaning"), ((f"`{n}`", m) for n, m in UNITS.items())),
        "`90m`, `2h`, `28d` and `4w` are short for minutes, hours, days and weeks.\n",
        _STRICTNESS,
        _GATES,
        *(_gate(gate) for gate in GATES.values()),
        _COMPATIBILITY,
        _table(
            "Kinds of change",
            ("Kind", "What", "Breaks old records", "Breaks old readers"),
            ((f"`{kind}`", *said) for kind, said in CHANGE_KINDS.items()),
        ),
    ]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _keys(title: str, keys: Mapping[str, str], more: str = "") -> str:
    rows = ((f"`{key}`", meaning) for key, meaning in keys.items())
    return _table(title, ("Key", "Meaning"), rows) + (f"\n{more}\n" if more else "")


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"## {title}", "", _row(heads), _row(["---"] * len(heads)), *map(_row, rows)]
    return "\n".join(lines) + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _types() -> str:
    measured = {"length": "its length", "value": "its value", "": ""}
    rows = [
        (f"`{name}`", kind.help, f"`{kind.example}`", measured[kind.bounds])
        for name, kind in TYPES.items()
    ]
    heads = ("Type", "Value", "Example", "`min` and `max` bound")
    return _table("Types of fields", heads, rows) + (
        "\nWith `many: true` the value is a list, and `min` and `max` bound its entries.\n"
    )


def _roles() -> str:
    rows = ((f"`{name}`", meaning) for name, meaning in BUILT_IN_ROLES.items())
    return _table("Roles", ("Role", "Who"), rows) + (
        "\nThe name of a `person` or `team` field is a role too: whoever the field names.\n"
    )


def _reserved() -> str:
    return ", ".join(f"`{name}` ({why})" for name, why in RESERVED_FIELDS.items())


def _meanings(names: Mapping[str, str]) -> str:
    return " ".join(f"`{name}`: {meaning}" for name, meaning in names.items())


def _gate(gate: Gate) -> str:
    said = f"### {gate.name}\n\n{gate.title}. {gate.help}\n"
    if not gate.args:
        return said
    rows = (_row((f"`{name}`", arg.help + _otherwise(arg))) for name, arg in gate.args.items())
    return "\n".join([said, _row(("Argument", "Meaning")), _row(("---", "---")), *rows]) + "\n"


def _otherwise(arg: Arg) -> str:
    if arg.default is not None:
        default = arg.default
        text = ", ".join(map(str, default)) if isinstance(default, tuple) else str(default).lower()
        return f" Default: {text}."
    return f" Default: the first of {', '.join(arg.names)} that there is." if arg.names else ""


def main(arguments: Sequence[str]) -> int:
    """Print the page, or write it to the path that is given."""
    if not arguments:
        sys.stdout.write(page())
        return 0
    Path(arguments[0]).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
