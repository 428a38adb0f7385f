"""Updates in notes, in the shapes that people write, and what of real notes is understood."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.errors import HostileInput
from dayline.practices.update.notes.model import Part, Said
from dayline.practices.update.notes.reading import read_notes

SHAPES = {
    "bullets under a handle": """
@ana
- Done:
  - shipped the index
    - in two parts
- Blocked: n/a
- Next:
  - the dashboard
""",
    "headings": """
## @ana

### Done
- shipped the index

### Blockers
None.

### Next
- the dashboard
""",
    "bold": """
**Ana Ruiz**

**Done:**
* shipped the index

**Blocked:** nothing

**Next:**
* the dashboard
""",
    "one nested list": """
- **Ana Ruiz**
    - Done
        - shipped the index
    - Blocked
        - no
    - Next
        - the dashboard
- **Ben Cole**
    - Done
        - slept
    - Next
        - eats
""",
    "plain labels and tabs": """
@ana (on the train)
Yesterday:
\t- shipped the index
Blockers:
\t- none
Today:
\t- the dashboard
""",
    "labels with bullets beside them": """
@ana
- Done:
- shipped the index
- Next:
- the dashboard
""",
    "a table": """
| Who  | Done              | Blocked | Next          |
|------|-------------------|---------|---------------|
| @ana | shipped the index | -       | the dashboard |
""",
    "a table of columns": """
|         | @ana              | @ben  |
|---------|-------------------|-------|
| Done    | shipped the index | slept |
| Next    | the dashboard     | eats  |
""",
    "boxes": """
@ana
- [x] shipped the index
- [ ] the dashboard
""",
    "people under the lists": """
## Done
- @ana: shipped the index
- @ben: slept

## Next
- **Ana**: the dashboard
""",
    "emoji": """
### Ana Ruiz
✅ **Done**
- shipped the index

🚧 **Blockers**
- none

➡️ **Next**
- the dashboard
""",
}


def words(said: Said, part: Part) -> list[str]:
    """The items of one part."""
    return [item.text for item in said.part(part)]


@pytest.mark.parametrize("shape", SHAPES)
def test_an_update_is_found_in_whatever_shape_it_stands(shape: str) -> None:
    notes = read_notes("# Weekly, 2026-11-18\n" + SHAPES[shape])
    ana = next(one for one in notes.said if one.who.casefold().startswith("ana"))
    assert words(ana, Part.DONE) == ["shipped the index"]
    assert words(ana, Part.NEXT) == ["the dashboard"]
    assert ana.blocked == []
    assert [item.text for item in notes.unread] == []


def test_what_stops_somebody_is_told_from_nothing() -> None:
    notes = read_notes(
        "@ana\n- Done: it\n- Blocked: the key of @ben\n  - since Monday\n"
        "@ben\n- Next: x\n- Blocked: Nope\n"
    )
    assert [words(one, Part.BLOCKED) for one in notes.said] == [["the key of @ben"], []]


def test_a_list_of_nobody_is_reported_and_not_given_to_anybody() -> None:
    notes = read_notes("# Weekly\n## Agenda\n- x\n## Notes\n### Next steps\n- call the bank\n")
    assert notes.said == ()
    assert [(one.line, one.text) for one in notes.unread] == [(6, "call the bank")]


def test_the_place_for_a_name_in_a_template_is_nobody() -> None:
    notes = read_notes("@name\n- Done: what did you do?\n- Next: what comes?\n")
    assert notes.said == ()
    assert len(notes.unread) == 2


def test_lines_after_the_lists_are_nobodys() -> None:
    notes = read_notes(
        "@ana\n- Done: it\n- Next: that\n\n**Discussion**\n\n- we talked\n- Next: all\n"
    )
    (ana,) = notes.said
    assert (words(ana, Part.DONE), words(ana, Part.NEXT)) == (["it"], ["that"])


def test_a_status_is_read_and_one_that_was_left_open_stays_open() -> None:
    text = (
        "# Status 2026-11-18\n## Ledger\nAuthor: Ines Hart / @ines\nCurrent Status: {}\n"
        "Updates:\n - it runs\n"
    )
    (chosen,) = read_notes(text.format("Yellow")).said
    assert (chosen.section, chosen.who, chosen.colour) == ("Ledger", "Ines Hart / @ines", "Yellow")
    assert words(chosen, Part.DONE) == ["it runs"]
    (left,) = read_notes(text.format("Green | Yellow | Red")).said
    assert (left.colour, left.colours) == ("", ("Green", "Yellow", "Red"))


names = st.sampled_from(["ana", "ben-c", "mei.lin", "O2"])
points = st.text("abcdefgh xyz", min_size=3, max_size=30).map(lambda said: f"a{said.strip()}z")
lists = st.lists(points, max_size=4)


@given(
    st.dictionaries(names, st.tuples(lists, lists, lists), min_size=1),
    st.sampled_from(["- ", "* ", "1. ", "+ "]),
    st.sampled_from([" ", "  ", "    ", "\t"]),
    st.booleans(),
)
def test_every_item_comes_back_once_with_its_person_and_part(
    said: dict[str, tuple[list[str], list[str], list[str]]],
    bullet: str,
    indent: str,
    spaced: bool,
) -> None:
    lines = ["# Weekly"]
    for who, parts in said.items():
        lines += ["", f"@{who}"]
        for label, items in zip(("Done", "Blocked", "Next"), parts, strict=True):
            lines += [""] * spaced + [f"{bullet}{label}:"]
            lines += [f"{indent * 2}{bullet}{item}" for item in items]
    found = read_notes("\n".join(lines))
    assert {one.who: tuple(words(one, part) for part in Part) for one in found.said} == said
    assert found.unread == ()


@given(st.text("@a#*-| :\n\t[]xDoneNextBlocked`<!>", max_size=400))
def test_no_text_breaks_the_reader_and_every_item_is_a_line_of_it(text: str) -> None:
    rows = text.split("\n")
    for said in read_notes(text).said:
        for part in Part:
            assert all(1 <= item.line <= len(rows) for item in said.part(part))


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(HostileInput):
        read_notes("x" * 300_000)


def test_real_stand_ups_are_read_as_their_truth_says(real_data: Callable[[str], Path]) -> None:
    from bench import import_notes

    found = import_notes.standups(real_data("ipfs-standups"))
    assert found.blocked_asked == 1351
    assert found.items.f1 >= 0.95
    assert found.blocked >= 0.97


def test_every_section_of_real_status_reports_is_exact(real_data: Callable[[str], Path]) -> None:
    from bench import import_notes

    found = import_notes.sections(real_data("kubernetes-status-updates-sample"))
    assert found.recall == 1.0
    assert found.found - found.both <= 1, "one section has a deeper heading than its truth reads"
