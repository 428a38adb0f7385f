"""Does the check find what is wrong, and nothing else?

    python bench/check_defects.py [--data FOLDER] [--seed 1]

Puts 240 defects of ten classes into real records (PEPs, Nygard and MADR decisions, Rust RFCs, a
handbook, numbered proposals of our own), one per record, and counts those that are found. Then
checks the untouched originals: every finding there must be a fault that really is in them. The
table below was filled in by reading the records; a finding that it does not name is a false alarm.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from dayline.base.findings import Finding
from tests.records.defects import DEFECTS, checked, load, run


class Verdict(NamedTuple):
    """Real faults of one rule in one set: how many, and how that was seen."""

    set: str
    rule: str
    severity: str
    count: int
    seen: str


_TRUTH = "equal to truth_lineage.json"
_RECOUNT = "read in part; recounted with markdown-it-py: as many"
_SPELT = "the heading is there; GitHub spells its anchor otherwise"
REAL_FAULTS = (
    Verdict("pep", "link-one-sided", "warning", 20, f"{_TRUTH} (15 + 5 pairs)"),
    Verdict("pep", "successor-missing", "warning", 4, _TRUTH),
    Verdict("pep", "window-impossible", "warning", 1, "the one of truth_windows.json"),
    Verdict("pep", "status-behind", "note", 21, _TRUTH),
    Verdict("nygard", "number-missing", "note", 1, "34 in govuk-aws, as its truth file says"),
    Verdict("nygard", "number-mismatch", "warning", 2, "0033 and 0035 begin with `# 3.`"),
    Verdict("nygard", "link-one-sided", "warning", 1, "0004 names 0015 as successor, 0015 not"),
    Verdict("nygard", "heading-missing", "error", 1, "0039 has `Proposal` for `Decision`"),
    Verdict("nygard", "heading-skipped", "warning", 7, _RECOUNT),
    Verdict("nygard", "link-dead", "error", 3, "arachne 006 (2), 008: files of other names"),
    Verdict("rust-rfc", "field-date", "error", 4, "0179, 0534, 2930, 3849: no such date or form"),
    Verdict("rust-rfc", "date-form", "warning", 3, "1653, 3455 in brackets; 3673 lacks a zero"),
    Verdict("rust-rfc", "heading-missing", "error", 1, "2230 has no summary"),
    Verdict("rust-rfc", "heading-order", "warning", 13, "read: each follows none of the templates"),
    Verdict("rust-rfc", "heading-skipped", "warning", 12, _RECOUNT),
    Verdict("rust-rfc", "link-dead", "error", 3, "0019: an old name; 3923 (2): another book"),
    Verdict("rust-rfc", "link-dead", "warning", 27, _RECOUNT),
    Verdict("rust-rfc", "link-dead", "note", 4, _SPELT),
    Verdict("rust-rfc", "link-one-sided", "warning", 5, "the older text names no successor"),
    Verdict("rust-rfc", "ref-dangling", "warning", 4, "573, 1319, 1755, 1808 are not there"),
    Verdict("handbook", "link-dead", "error", 1, "equal to truth_broken_relative_links.json"),
    Verdict("handbook", "link-dead", "warning", 334, _RECOUNT),
    Verdict("handbook", "link-dead", "note", 32, _SPELT),
    Verdict("handbook", "heading-skipped", "warning", 198, _RECOUNT),
)


def main() -> int:
    """Print the figures; exits 1 when a defect was missed or an alarm was false."""
    options = argparse.ArgumentParser()
    default = os.environ.get("DAYLINE_DATA") or Path(__file__).parents[2] / "shared" / "data"
    options.add_argument("--data", type=Path, default=Path(default))
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    if not chosen.data.exists():
        print(f"There is no real material at {chosen.data}; name it with --data.")
        return 0
    sets = load(chosen.data)
    start = time.perf_counter()
    before = {name: checked(texts) for name, texts in sets.items()}
    seconds = time.perf_counter() - start
    total = sum(map(len, sets.values()))
    print(f"{total} untouched records in {len(sets)} sets, checked in {seconds:.1f} s\n")
    found = seeded = 0
    print(f"{'defect':<20} {'found':>5} of")
    for defect in DEFECTS:
        outcomes = run(defect, sets, before, seed=chosen.seed)
        good = sum(outcome.found for outcome in outcomes)
        found, seeded = found + good, seeded + len(outcomes)
        print(f"{defect.name:<20} {good:>5} {len(outcomes)}")
        for outcome in outcomes:
            if not outcome.found:
                print(f"    missed: {outcome.set} {outcome.path}")
    print(f"{'all':<20} {found:>5} {seeded}\n")
    false = _alarms({name: result.findings for name, result in before.items()})
    return 0 if found == seeded and not false else 1


def _alarms(findings: Mapping[str, Sequence[Finding]]) -> int:
    """Prints what the originals' findings are; returns how many are no real fault."""
    told = Counter(
        (name, one.rule, one.severity.value) for name, held in findings.items() for one in held
    )
    real = {(one.set, one.rule, one.severity): one for one in REAL_FAULTS}
    print("findings in the untouched originals")
    false = 0
    for key in sorted({*told, *real}):
        verdict = real.get(key)
        beyond = max(0, told[key] - (verdict.count if verdict else 0))
        false += beyond
        seen = verdict.seen if verdict else "not looked at"
        mark = f"{beyond} FALSE" if beyond else "real"
        print(f"  {key[0]:<9} {key[1]:<18} {key[2]:<8} {told[key]:>4}  {mark:<8} {seen}")
    print(f"real faults {sum(told.values()) - false}, false alarms {false}")
    return false


if __name__ == "__main__":
    sys.exit(main())
