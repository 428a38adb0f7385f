"""Real records with one fault put into each: does the check find it, and nothing else?

Each seeder takes a text and a random source and returns the text with one defect, or None where
the text has no place for it. The plan says how many go into which set of records.
"""

from __future__ import annotations

import random
import re
import tarfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dayline.base.findings import Finding
from dayline.base.heads import split
from dayline.base.markdown import scan
from dayline.records.checking import Checked, Surroundings, check, released_contract

Texts = Mapping[str, str]
Seeder = Callable[[str, random.Random], str | None]


# The records.


def load(data: Path) -> dict[str, dict[str, str]]:
    """The sets of real records below ``data``, and the proposals that stand beside this file."""
    adrs = data / "adr-collections"
    return {
        "pep": _packed(data / "python-peps" / "peps-rst.tar.xz", ".rst"),
        "nygard": _folder(adrs / "govuk-aws") | _folder(adrs / "arachne", "arachne/"),
        "madr": _folder(adrs / "madr"),
        "rust-rfc": _packed(data / "rust-rfcs" / "rfcs-md.tar.xz", ".md"),
        "handbook": _packed(data / "sourcegraph-handbook" / "docs-md.tar.xz", ".md"),
        "proposals": _folder(Path(__file__).parent / "proposals"),
    }


def _packed(archive: Path, ending: str) -> dict[str, str]:
    with tarfile.open(archive) as pack:
        return {
            member.name.removeprefix("./"): file.read().decode()
            for member in pack
            if member.name.endswith(ending) and (file := pack.extractfile(member))
        }


def _folder(root: Path, under: str = "") -> dict[str, str]:
    return {
        under + path.relative_to(root).as_posix(): path.read_bytes().decode()
        for path in sorted(root.rglob("*.md"))
    }


def checked(texts: Texts) -> Checked:
    """The check of a whole set that lies in memory. Of files that are no texts nothing is known."""
    names = set(texts) | {""}
    for path in texts:
        while path := path.rpartition("/")[0]:
            names.add(path)

    def exists(path: str) -> bool | None:
        if path in names:
            return True
        is_text = path.endswith(".md") and not path.startswith("..")
        return False if is_text else None

    return check(
        Surroundings(tuple(texts), lambda path: texts[path].encode(), exists, released_contract)
    )


# The seeders.


def _line(pattern: str, new: Callable[[re.Match[str]], str]) -> Seeder:
    """Replaces the first line that ``pattern`` matches."""
    compiled = re.compile(pattern, re.MULTILINE)

    def seed(text: str, _rng: random.Random) -> str | None:
        found = compiled.search(text)
        return text[: found.start()] + new(found) + text[found.end() :] if found else None

    return seed


def without_key(*keys: str, bullet: str = "") -> Seeder:
    """Removes one header line, with the lines that continue it."""

    def seed(text: str, rng: random.Random) -> str | None:
        key = rng.choice(keys)
        return _line(rf"^{bullet}{re.escape(key)}:.*\n(?:[ \t]+\S.*\n)*", lambda _: "")(text, rng)

    return seed


def with_value(values: Mapping[str, Sequence[str]], bullet: str = "") -> Seeder:
    """Gives one header line a wrong value."""

    def seed(text: str, rng: random.Random) -> str | None:
        key = rng.choice([*values])
        wrong = rng.choice(values[key])
        pattern = rf"^({bullet}{re.escape(key)}:[ \t]*).*\n(?:[ \t]+\S.*\n)*"
        return _line(pattern, lambda found: f"{found[1].rstrip()} {wrong}\n")(text, rng)

    return seed


def with_key(*lines: str, behind: str) -> Seeder:
    """Adds a header line behind the one whose key is ``behind``."""

    def seed(text: str, rng: random.Random) -> str | None:
        line = rng.choice(lines)
        key = line.partition(":")[0]
        if re.search(rf"^{re.escape(key)}:", text[: split(text, lenient=True).end], re.MULTILINE):
            return None
        return _line(rf"^{re.escape(behind)}:.*\n", lambda found: f"{found[0]}{line}\n")(text, rng)

    return seed


def key_twice(*keys: str, bullet: str = "") -> Seeder:
    """Repeats a header line further down in the header."""

    def seed(text: str, rng: random.Random) -> str | None:
        key = rng.choice(keys)
        pattern = rf"^{bullet}{re.escape(key)}:.*\n(?:[ \t]+\S.*\n)*"
        return _line(pattern, lambda found: f"{found[0]}{found[0]}")(text, rng)

    return seed


def status_says(*words: str) -> Seeder:
    """Writes other words into the section ``Status``."""

    def seed(text: str, rng: random.Random) -> str | None:
        new = rng.choice(words)
        return _line(r"^(## Status\s+)\S.*$", lambda found: f"{found[1]}{new}")(text, rng)

    return seed


def without_heading(*names: str, level: int = 2) -> Seeder:
    """Removes a heading; its text stays below the section before."""

    def seed(text: str, rng: random.Random) -> str | None:
        name = rng.choice(names)
        return _line(rf"^#{{{level}}} {name}\s*$", lambda _: "")(text, rng)

    return seed


def sections_swapped(first: str, second: str, level: int = 2) -> Seeder:
    """Exchanges two sections that follow each other."""
    heading = "#" * level

    def seed(text: str, _rng: random.Random) -> str | None:
        parts = re.split(rf"(?m)^(?={heading} )", text)
        at = [
            number
            for number, part in enumerate(parts[:-1])
            if part.startswith(f"{heading} {first}\n")
            and parts[number + 1].startswith(f"{heading} {second}\n")
        ]
        if not at or "```" in parts[at[0]] + parts[at[0] + 1]:
            return None
        one, other = parts[at[0]].rstrip() + "\n\n", parts[at[0] + 1].rstrip() + "\n\n"
        return "".join([*parts[: at[0]], other, one, *parts[at[0] + 2 :]])

    return seed


def level_skipped(text: str, rng: random.Random) -> str | None:
    """Makes one heading two levels deeper than the one before it."""
    outline = scan(text, start=split(text, lenient=True).end)
    places = [
        (before, heading)
        for before, heading in zip(outline.headings, outline.headings[1:], strict=False)
        if before.level <= 4 and text[heading.start] == "#" and heading.level <= before.level + 1
    ]
    if not places:
        return None
    before, heading = rng.choice(places)
    rest = text[heading.start :].lstrip("#")
    return text[: heading.start] + "#" * (before.level + 2) + rest


def link_to_nowhere(text: str, rng: random.Random) -> str | None:
    """Makes a relative link lead to no file, or to no heading; adds one where there is none."""
    nowhere = rng.choice(["./no-such-file.md", "no-such-folder/page.md", "#no-such-heading-here"])
    links = [
        link for link in scan(text).links
        if re.fullmatch(r"[\w./-]+\.md(?:#[\w-]+)?", link.target)
        and f"]({link.target})" in text[link.start :]
    ]  # fmt: skip
    if not links:
        return f"{text.rstrip()}\n\nSee [the other page]({nowhere}).\n"
    link = rng.choice(links)
    at = text.index(f"]({link.target})", link.start)
    return text[:at] + f"]({nowhere})" + text[at + len(link.target) + 3 :]


# The plan: class, the rules that count as finding it, and how many go where.


@dataclass(frozen=True)
class Defect:
    """A class of defects; ``plan`` are (set, count, seeder)."""

    name: str
    rules: frozenset[str]
    plan: tuple[tuple[str, int, Seeder], ...]


def _defect(name: str, rules: str, *plan: tuple[str, int, Seeder]) -> Defect:
    return Defect(name, frozenset(rules.split()), plan)


_START = "- Start Date"
DEFECTS = (
    _defect(
        "missing key", "field-missing",
        ("pep", 12, without_key("Title", "Author", "Status", "Type", "Created")),
        ("proposals", 6, without_key("title", "author", "status", "type", "created")),
        ("rust-rfc", 6, without_key("Start Date", bullet="- ")),
    ),
    _defect(
        "wrong choice", "field-choice status-unknown",
        ("pep", 8, with_value({"Status": ["Finel", "Done"], "Type": ["Standard Trak", "Note"]})),
        ("proposals", 6, with_value({"status": ["Finished", "draft-2"], "type": ["Norm"]})),
        ("nygard", 6, status_says("Acceptted", "Yes", "Agreeed upon")),
        ("madr", 4, with_key("status: acepted", "status: fine", behind="nav_order")),
    ),
    _defect(
        "wrong type", "field-type",
        ("pep", 10, with_value({"PEP": ["eight", "3.14", "#8"]})),
        ("proposals", 8, with_value({"eip": ["three", "[4]"], "title": ["[a, b]", "{a: b}"]})),
        ("madr", 6, with_key("date: [2024]", "date: {y: 1}", "title: [a]", behind="nav_order")),
    ),
    _defect(
        "wrong date", "field-date date-form",
        ("pep", 8, with_value({"Created": ["31-Feb-2019", "2019-13-04", "soon"]})),
        ("rust-rfc", 8, with_value({"Start Date": ["2015-02-30", "15/3/2015"]}, bullet="- ")),
        ("proposals", 4, with_value({"created": ["2021-04-31", "May 2021"]})),
        ("madr", 4, with_key("date: 2024-02-30", "date: next week", behind="nav_order")),
    ),
    _defect(
        "dangling reference", "ref-dangling link-dead",
        ("pep", 10, with_key("Requires: 9999", "Replaces: 9998", behind="Type")),
        ("proposals", 4, with_key("requires: 9999", "requires: 1, 9998", behind="created")),
        ("nygard", 6, status_says("Superseded by [9. X](0999-x.md)", "Superseded by ADR-999")),
        ("madr", 4, with_key("status: superseded by ADR-0999", behind="nav_order")),
    ),
    _defect(
        "missing heading", "heading-missing",
        ("nygard", 10, without_heading("Context", "Decision", "Consequences")),
        ("madr", 6, without_heading("Considered Options", "Decision Outcome")),
        ("proposals", 8, without_heading("Abstract", "Specification", "Copyright")),
    ),
    _defect(
        "misordered heading", "heading-order",
        ("nygard", 4, sections_swapped("Context", "Decision")),
        ("nygard", 4, sections_swapped("Decision", "Consequences")),
        ("madr", 5, sections_swapped("Considered Options", "Decision Outcome")),
        ("proposals", 5, sections_swapped("Motivation", "Specification")),
        ("rust-rfc", 6, sections_swapped("Summary", "Motivation")),
    ),
    _defect(
        "skipped level", "heading-skipped",
        ("nygard", 6, level_skipped), ("rust-rfc", 6, level_skipped),
        ("handbook", 8, level_skipped), ("madr", 4, level_skipped),
    ),
    _defect(
        "duplicate key", "key-duplicate",
        ("pep", 10, key_twice("Title", "Status", "Type", "Created", "Author")),
        ("proposals", 6, key_twice("title", "status", "type", "created")),
        ("madr", 4, key_twice("parent", "nav_order")),
        ("rust-rfc", 4, key_twice("Start Date", bullet="- ")),
    ),
    _defect(
        "dead link", "link-dead",
        ("handbook", 12, link_to_nowhere), ("nygard", 4, link_to_nowhere),
        ("rust-rfc", 4, link_to_nowhere), ("proposals", 4, link_to_nowhere),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What became of one seed."""

    defect: str
    set: str
    path: str
    found: bool


def run(
    defect: Defect,
    sets: Mapping[str, Texts],
    before: Mapping[str, Checked],
    *,
    seed: int,
    share: float = 1,
) -> list[Outcome]:
    """Seeds one class into every set of its plan, one defect per record, and checks the sets.

    Records that have such a fault already are left alone: nothing new could be found in them.
    """
    outcomes: list[Outcome] = []
    for name, count, seeder in defect.plan:
        rng = random.Random(f"{seed} {defect.name} {name}")  # noqa: S311  (to be repeated)
        faulty = _with(before[name], defect.rules)
        sound = {path: text for path, text in sets[name].items() if path not in faulty}
        seeded = _seeded(sound, seeder, max(1, round(count * share)), rng)
        told = _with(checked({**sets[name], **seeded}), defect.rules)
        outcomes += [Outcome(defect.name, name, path, found=path in told) for path in seeded]
    return outcomes


def _with(result: Checked, rules: frozenset[str]) -> set[str]:
    """The records that have a finding of one of the rules."""
    return {found.path for found in result.findings if found.rule in rules}


def _seeded(texts: Texts, seeder: Seeder, count: int, rng: random.Random) -> dict[str, str]:
    paths = [path for path in texts if "template" not in path and "README" not in path]
    rng.shuffle(paths)
    seeded: dict[str, str] = {}
    for path in paths:
        if len(seeded) == count:
            break
        text = seeder(texts[path], rng)
        if text is not None and text != texts[path]:
            seeded[path] = text
    return seeded


def places(findings: Sequence[Finding]) -> list[str]:
    """Findings as lines, for a message."""
    return [f"{found.place}: {found.rule}: {found.message}" for found in findings]
