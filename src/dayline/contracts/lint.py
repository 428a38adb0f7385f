"""What is legal in a contract but will annoy its users: dead ends, lost states, silent waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dayline.base.findings import Finding, Severity
from dayline.contracts.gates import GATES
from dayline.contracts.reading import did_you_mean
from dayline.contracts.terms import Contract, GateUse, LinkType, Move


def lint_contract(
    contract: Contract, others: Mapping[str, Contract] | None = None
) -> list[Finding]:
    """Findings about a contract that parses, ordered by line.

    ``others`` are the contracts of the workspace by kind; with them, the kinds that links name,
    the states that partner moves lead to and the prefixes are checked too.
    """
    found = [
        *_states(contract),
        *_moves(contract),
        *_gates(contract),
        *_clocks(contract),
        *_unused(contract),
        *_links(contract, others),
    ]
    return sorted(found, key=lambda finding: finding.line)


def _finding(
    contract: Contract, rule: str, line: int, message: str, remedy: str, *, error: bool = False
) -> Finding:
    severity = Severity.ERROR if error else Severity.WARNING
    return Finding(rule, message, remedy, contract.path, line, 0, severity)


def reachable(contract: Contract) -> frozenset[str]:
    """The states that some path of moves (or a partner's move) leads to from the initial state."""
    seen = {contract.initial, *partner_states(contract)}
    waiting = list(seen)
    while waiting:
        for move in contract.moves_from(waiting.pop()):
            if move.to not in seen:
                seen.add(move.to)
                waiting.append(move.to)
    return frozenset(seen & contract.states.keys())


def partner_states(contract: Contract) -> frozenset[str]:
    """The states that records of this kind enter because another of the same kind links to them."""
    return frozenset(
        state
        for move in contract.moves.values()
        for link, state in move.on_link.items()
        if contract.name in contract.links[link].to
    )


def _states(contract: Contract) -> Iterator[Finding]:
    known = reachable(contract)
    for state in contract.states.values():
        moves = contract.moves_from(state.name)
        if state.name not in known:
            yield _finding(
                contract, "state-unreachable", state.line,
                f"No move leads to the state `{state.name}`.",
                f"Add a move with `to: {state.name}`, or remove the state.", error=True,
            )  # fmt: skip
        elif not moves and not state.final:
            yield _finding(
                contract, "state-dead-end", state.line,
                f"No move leaves the state `{state.name}`.",
                f"Add `final: true`, or a move with `from: {state.name}`.",
            )  # fmt: skip
        if state.final and state.waits_on:
            yield _finding(
                contract, "state-final-waits", state.line,
                f"The final state `{state.name}` waits on `{state.waits_on}`.",
                "Remove `waits_on`, or `final`.",
            )  # fmt: skip


def _moves(contract: Contract) -> Iterator[Finding]:
    for move in contract.moves.values():
        for source in move.sources:
            if contract.states[source].final and contract.states[move.to].final is False:
                yield _finding(
                    contract, "move-from-final", move.line,
                    f"The move `{move.name}` leaves the final state `{source}`.",
                    f"Remove `final` of `{source}`, or `{source}` from `from`.",
                )  # fmt: skip
        for asked in move.asks:
            if asked in contract.fields and contract.fields[asked].required.always:
                yield _finding(
                    contract, "move-asks-known", move.line,
                    f"The move `{move.name}` asks for `{asked}`, which is always there.",
                    f"Remove `{asked}` from `asks`.",
                )  # fmt: skip


def _gates(contract: Contract) -> Iterator[Finding]:
    for move in contract.moves.values():
        names = [use.name for use in move.gates]
        for use in move.gates:
            if names.count(use.name) > 1 and not use.args:
                yield _finding(
                    contract, "gate-double", use.line,
                    f"The move `{move.name}` names the gate `{use.name}` twice.", "Remove one.",
                )  # fmt: skip
            yield from _targets(contract, move, use)


def _targets(contract: Contract, move: Move, use: GateUse) -> Iterator[Finding]:
    """A gate that looks at a section, a field or items which the contract does not have."""
    for name, arg in GATES[use.name].args.items():
        if not arg.names or name in use.args:
            continue
        if arg.kind == "section" and not any(contract.section(one) for one in arg.names):
            have: list[str] = [section.name for section in contract.sections]
        elif arg.kind == "field" and not set(arg.names) & contract.fields.keys():
            have = list(contract.fields)
        elif arg.kind == "items" and len(contract.items) != 1:
            have = list(contract.items)
        else:
            continue
        yield _finding(
            contract, "gate-target", use.line,
            f"The gate `{use.name}` of `{move.name}` does not know which {arg.kind} to look at.",
            f"Write `{{{use.name}: {{{name}: ...}}}}` with one of: {', '.join(have) or 'none'}.",
            error=True,
        )  # fmt: skip


def _clocks(contract: Contract) -> Iterator[Finding]:
    for clock in contract.clocks.values():
        for state in clock.starts:
            if contract.states[state].final:
                yield _finding(
                    contract, "clock-on-final", clock.line,
                    f"The clock `{clock.name}` starts in the final state `{state}`.",
                    "Start it in a state where somebody still has to act.",
                )  # fmt: skip
        both = set(clock.starts) & set(clock.stops)
        for state in sorted(both | (set(clock.starts) & set(clock.pauses))):
            yield _finding(
                contract, "clock-contradiction", clock.line,
                f"The clock `{clock.name}` starts in `{state}` and stops or pauses there.",
                f"Name `{state}` only once.",
            )  # fmt: skip
        if not any(_leads(contract, start, set(clock.stops)) for start in clock.starts):
            yield _finding(
                contract, "clock-never-met", clock.line,
                f"No moves lead from the start of the clock `{clock.name}` to where it stops.",
                "Name a state in `stops` that can be reached.", error=True,
            )  # fmt: skip
        if (clock.objective is None) != (clock.window is None):
            yield _finding(
                contract, "clock-objective", clock.line,
                f"The clock `{clock.name}` has only one of `objective` and `window`.",
                "Write both, such as `objective: 95%, window: 28d`.",
            )  # fmt: skip


def _leads(contract: Contract, start: str, goals: set[str]) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        for move in contract.moves_from(waiting.pop()):
            if move.to in goals:
                return True
            if move.to not in seen:
                seen.add(move.to)
                waiting.append(move.to)
    return bool(goals & partner_states(contract))


def _unused(contract: Contract) -> Iterator[Finding]:
    used = {section.items for section in contract.sections}
    for rule in contract.items.values():
        if rule.name not in used:
            yield _finding(
                contract, "items-unused", rule.line, f"No section uses the items `{rule.name}`.",
                f"Add `items: {rule.name}` to a section, or remove the rule.",
            )  # fmt: skip
    for section in contract.sections:
        if section.required and not section.help:
            yield _finding(
                contract, "help-missing", section.line,
                f"The section `{section.name}` is required, but nothing says what belongs there.",
                "Add `help:` in the reader's words.",
            )  # fmt: skip


def _links(contract: Contract, others: Mapping[str, Contract] | None) -> Iterator[Finding]:
    known = {**(others or {}), contract.name: contract}
    for link in contract.links.values():
        mirror = contract.links.get(link.inverse)
        if mirror and contract.name in link.to and mirror.inverse != link.name:
            yield _finding(
                contract, "link-inverse", link.line,
                f"`{link.name}` names `{mirror.name}` as inverse, but not the other way round.",
                f"Add `inverse: {link.name}` to `{mirror.name}`.", error=True,
            )  # fmt: skip
        if others is not None:
            yield from _kinds(contract, link, known)
    for move in contract.moves.values():
        for name, state in move.on_link.items():
            targets = [known[kind] for kind in contract.links[name].to if kind in known]
            if targets and not any(state in target.states for target in targets):
                yield _finding(
                    contract, "on-link-state", move.line,
                    f"`{move.name}` moves the linked record to `{state}`, not one of its states.",
                    did_you_mean(state, targets[0].states, what="states"), error=True,
                )  # fmt: skip
    for other in (others or {}).values():
        if other.name != contract.name and other.prefix == contract.prefix:
            yield _finding(
                contract, "prefix-taken", 1,
                f"The prefix {contract.prefix} belongs to `{other.name}`.",
                "Choose another prefix.", error=True,
            )  # fmt: skip


def _kinds(contract: Contract, link: LinkType, known: Mapping[str, Contract]) -> Iterator[Finding]:
    for kind in link.to:
        if kind not in known:
            yield _finding(
                contract, "link-kind", link.line,
                f"The link `{link.name}` leads to the kind `{kind}`, which does not exist here.",
                did_you_mean(kind, known, what="kinds"),
            )  # fmt: skip
