"""How fast contracts are read, records checked, moves judged and versions compared.

    python bench/contracts.py                 figures on the shipped kinds and their examples
    python bench/contracts.py --oracle 5000   random pairs of versions played through the oracle

The oracle draws contracts, next versions and records from numbered seeds. It counts records that
fare worse under a version that the comparison called backward compatible, which must be none, and
shows how often a break that was called was also met by some record.
"""

from __future__ import annotations

import argparse
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from dayline.base.document import split
from dayline.base.errors import DaylineError
from dayline.base.markdown import scan
from dayline.contracts import library
from dayline.contracts.compat import Mode, changes, compatible
from dayline.contracts.coverage import covers
from dayline.contracts.language import Contract, parse_contract
from dayline.contracts.rules import Facts, check_move, check_record
from dayline.contracts.terms import Required
from tests.contracts.random_contracts import contract_plan, parsed
from tests.contracts.random_records import errors, outcomes, record
from tests.contracts.random_successors import successor


def per_second(count: int, act: Callable[[], object]) -> float:
    """How often ``act``, which does ``count`` things, does one of them in a second (best of 5)."""
    act()
    best = float("inf")
    for _ in range(5):
        begin = time.perf_counter()
        act()
        best = min(best, time.perf_counter() - begin)
    return count / best


def facts(contract: Contract, text: str) -> Facts:
    """What a rule is told of one file, read anew."""
    head = split(text)
    return Facts(
        contract=contract,
        text=text,
        outline=scan(text, start=head.end, first_line=text.count("\n", 0, head.end) + 1),
        fields=head.fields,
        field_lines=head.lines,
        state=str(head.fields["state"]),
        author=str(head.fields.get("author")),
    )


def show(what: str, rate: float, unit: str) -> None:
    """One line of the report."""
    print(f"{what:<58} {rate:>12,.0f} {unit}/s")


def speed() -> None:
    """The figures on the shipped kinds and their worked examples."""
    texts = list(library.texts().values())
    kinds = list(library.released().values())
    examples = [(kind, library.example(kind.name)) for kind in kinds]
    size = sum(len(text) for _, text in examples) / len(examples)
    print(f"{len(kinds)} kinds; examples of {size:,.0f} characters on average")
    parse = per_second(len(texts), lambda: [parse_contract(text) for text in texts])
    show("read a contract", parse, "contracts")
    read = per_second(len(examples), lambda: [facts(kind, text) for kind, text in examples])
    show("read a record (head and outline), without a check", read, "records")
    whole = per_second(
        len(examples), lambda: [check_record(kind, facts(kind, text)) for kind, text in examples]
    )
    show("read and check a record in its state", whole, "records")
    known = [facts(kind, text) for kind, text in examples]
    only = per_second(
        len(known), lambda: [check_record(one.contract, replace(one)) for one in known]
    )
    show("check a record that was read", only, "records")
    moves = [
        replace(one, state=source, roles_of_actor=frozenset(move.by))
        for one in known
        for move in one.contract.moves.values()
        for source in move.sources[:1]
    ]
    names = [move.name for one in known for move in one.contract.moves.values()]
    judge = per_second(
        len(moves),
        lambda: [
            check_move(one.contract, replace(one), name)
            for one, name in zip(moves, names, strict=True)
        ],
    )
    show("judge a move with all its gates", judge, "moves")
    pairs = [(kind, _edited(kind)) for kind in kinds]
    show(
        "compare two versions",
        per_second(len(pairs), lambda: [changes(*p) for p in pairs]),
        "pairs",
    )
    history = [replace(kinds[0], version=number) for number in range(1, 101)]
    show(
        "FULL_TRANSITIVE against 100 versions",
        per_second(1, lambda: compatible(Mode.FULL_TRANSITIVE, history, pairs[0][1])), "checks",
    )  # fmt: skip
    said = "Payouts stay paused until 06:00 UTC. The switch is off in the second region. " * 5
    items = [f"The switch {number} is off in the second region" for number in range(100)]
    show(
        "take up an item in a read-back",
        per_second(100, lambda: [covers(i, said) for i in items]),
        "items",
    )


def _edited(contract: Contract) -> Contract:
    """A next version: the first section gone, and every field demanded always."""
    fields = {
        name: replace(field, required=Required(always=True))
        for name, field in contract.fields.items()
    }
    return replace(contract, version=2, sections=contract.sections[1:], fields=fields)


def growth() -> None:
    """The cost of a check as a text doubles three times: linear when the last column is flat."""
    kind = library.released()["handoff"]
    text = library.example("handoff")
    more = "\n" + "- (blocker) The switch is off in region 7.\nplain words\n" * 200
    print("\nA handoff whose text doubles: characters, milliseconds, nanoseconds per character")
    for doublings in range(4):
        grown = text + more * 2**doublings

        def check(grown: str = grown) -> object:
            return check_record(kind, facts(kind, grown), before="deliver")

        seconds = 1 / per_second(1, check)
        print(f"{len(grown):>12,} {seconds * 1e3:>10.2f} {seconds * 1e9 / len(grown):>10.1f}")


HOSTILE: dict[str, str] = {
    "3,000 open brackets": "fields: " + "[" * 3000,
    "anchors, nine levels": "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(9)),
    "9,000 unknown moves under `required`":
        "moves: {" + ", ".join(f"m{n}: {{from: a, to: b, by: lead}}" for n in range(150)) + "}\n"
        "fields: {f: {type: text, required: [" + ", ".join(f"n{n}" for n in range(9000)) + "]}}\n",
    "200 fields, 200 sections, 200 moves, 200 states":
        "contract: k\nversion: 1\ntitle: K\nprefix: K\npurpose: p\n"
        "states: {" + ", ".join(f"s{n}: {{}}" for n in range(200)) + "}\n"
        "fields: {" + ", ".join(f"f{n}: {{type: text, required: true}}" for n in range(200)) + "}\n"
        "sections: [" + ", ".join(f"{{name: S{n}, required: true}}" for n in range(200)) + "]\n"
        "moves: {" + ", ".join(
            f"m{n}: {{from: [{', '.join(f's{k}' for k in range(20))}], to: s{n}, by: lead}}"
            for n in range(200)) + "}\n",
    "9,000 unknown keys": "".join(f"key{n}: 1\n" for n in range(9000)),
    "one long line": "purpose: " + "x" * 250_000,
}  # fmt: skip


def hostile() -> None:
    """Seconds and megabytes for contracts that mean harm, comparison with themselves included."""
    print("\nHostile contracts: seconds, peak MB, answer")
    for name, text in HOSTILE.items():
        begin = time.perf_counter()
        answer = _answer(text)
        seconds = time.perf_counter() - begin
        tracemalloc.start()  # apart from the clock, which it slows down
        _answer(text)
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        print(f"{seconds:>8.3f} {peak:>8.1f}  {name}: {answer}")


def _answer(text: str) -> str:
    try:
        contract = parse_contract(text)
    except DaylineError as error:
        return f"refused, {len(error.findings)} findings"
    return f"understood, {len(changes(contract, replace(contract, version=2)))} changes"


def oracle(pairs: int, first_seed: int) -> int:
    """Play random records through random pairs of versions; returns the counterexamples."""
    calm = called = met = records = moves = wrong = 0
    begin = time.perf_counter()
    for seed in range(first_seed, first_seed + pairs):
        rnd = Random(seed)
        plan = contract_plan(rnd)
        old = parsed(plan)
        new = parsed(successor(rnd, plan)) if old else None
        if old is None or new is None:
            continue
        breaks = any("backward" in one.breaks for one in changes(old, new))
        worse = 0
        for _ in range(12):
            known = record(rnd, old)
            if errors(old, known):
                continue
            before = outcomes(old, known)
            records, moves = records + 1, moves + len(before)
            now = outcomes(new, known)
            worse += bool(errors(new, known) or any(now.get(m) != to for m, to in before.items()))
        calm, called, met = calm + (not breaks), called + breaks, met + bool(breaks and worse)
        if worse and not breaks:
            wrong += 1
            print(f"seed {seed}: a record fares worse than was promised")
    print(
        f"{calm + called:,} pairs, {records:,} records, {moves:,} moves in"
        f" {time.perf_counter() - begin:.0f} s: {calm:,} pairs called compatible, {wrong} of them"
        f" wrongly; {called:,} called breaking, {met:,} of them met by one of 12 records"
    )
    return wrong


def main() -> int:
    """Print the figures; exit code 1 when the oracle finds a counterexample."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--oracle", type=int, metavar="PAIRS", default=0)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    if given.oracle:
        return 1 if oracle(given.oracle, given.seed) else 0
    speed()
    growth()
    hostile()
    print()
    return 1 if oracle(500, given.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
