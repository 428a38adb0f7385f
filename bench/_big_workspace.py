"""A workspace of any size for benches: real acts first, then copies of their rows by SQL.

A thousand people in 125 teams on nine zones do about a thousand records' work through real
actions: decisions, questions, updates and handoffs in their states, with comments, links, tags,
restricted records and running deadlines. To reach 10,000 to 1,000,000 records the rows of that
work, its journal entries included, are then copied inside the database, with other ids and times.
So every table has the rows that real acts would leave, but the journal's hashes do not hold: this
is for timing pages and for nothing else.

Work in progress is 5 % of all records, and never more than five for each person: more history
does not give anybody more to do. History lies within 1,300 days.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
PEOPLE, TEAMS, POOL = 1_000, 125, 500
ZONES = (
    "America/Chicago", "Europe/London", "Asia/Singapore", "America/New_York", "Europe/Berlin",
    "Asia/Kolkata", "Australia/Sydney", "America/Sao_Paulo", "Asia/Tokyo",
)  # fmt: skip
_STEP = 1_000
_DAYS = 1_300
_DAY = 86_400_000_000

DECISION = """---
deciders: ["@{who}"]
tags: [{tag}, review]
---

# Every capture of {what} carries a key

## Context

Acquirers time out after 30 seconds and merchants retry, so that 412 captures were doubled in May.

## Decision

Each write to {what} carries an idempotency key that the client makes.

## Why

Only the client knows that the second request is a retry of the first and not a new sale.

## Rejected alternatives

- Match by amount and time: two coffees of the same price look the same.

## Consequences

Clients must be changed by July; {what} refuses a key that it has seen.
"""
HANDOFF = """---
from: "@{source}"
to: "@{target}"
severity: routine
---

# The reversal of {what} is half done

## Progress made

- (state) 600 of 1,312 postings of {what} are reversed.
- (state) Payouts are paused.

## Decisions and rationale

- (decision) We reverse and do not refund, because a refund tells the merchant.

## Blockers for next timezone

- (blocker) The second approver is asleep until the morning.

## Open questions

- (question) Do refunded payments need a reversal too?
"""
QUESTION = """---
owner: "@{who}"
need_by: 2026-11-20T09:00:00Z
if_unanswered: I keep the old cut-off
tags: [{tag}]
---

# Does the cut-off of {what} move with the clocks?

## Question

Does the cut-off of {what} move when London changes its clocks? I have to write back on Friday.

## What the record says

Nothing about the change of clocks.

## Answer

It does: 18:00 on the clock in London, so it is another hour by UTC in summer.
"""
THINGS = ("gateway", "ledger", "risk", "payouts", "invoices", "refunds", "disputes", "limits")


@dataclass
class Seed:
    """The part that real actions made."""

    workspace: int
    owner: str
    closed: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    told: str = "D-1"  # the last decision that everybody may see


def team_of(person: int) -> int:
    """The team (from 0) of a person (from 0): eight people next to each other."""
    return person * TEAMS // PEOPLE


def build(records: int) -> Seed:
    """A workspace of about that many records in the empty database that Django is set up with."""
    from django.core.management import call_command
    from django.db import connection

    from dayline.search.actions import bundle, catch_up

    call_command("migrate", verbosity=0)
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:  # a bench may lose what it can make again
        cursor.execute(
            "PRAGMA synchronous=OFF" if sqlite else "SET SESSION synchronous_commit TO off"
        )
    seed = _everybody()
    seed.closed = _work(seed, NOW - timedelta(days=10), timedelta(minutes=14), _finished)
    seed.open = _work(seed, NOW - timedelta(hours=40), timedelta(minutes=4), _begun)
    catch_up(seed.workspace)
    _copy(seed, records)
    gather_statistics()
    bundle(seed.workspace)
    return seed


def gather_statistics() -> None:
    """What the worker does on SQLite, and autovacuum on PostgreSQL."""
    from django.db import connection

    from dayline.operation import statistics

    if not statistics.gather():
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _everybody() -> Seed:
    from dayline.base.acting import Acting
    from dayline.contracts.actions import open_workspace
    from dayline.journal.append import writing

    begin = NOW - timedelta(days=_DAYS + 30)
    owner = open_workspace("bench.example", begin, handle="p0", name="Person 0", zone=ZONES[0])
    with writing(Acting(owner.workspace, owner.actor, begin)) as pen:
        for number in range(1, PEOPLE):
            pen.add("person.joined", f"P-{number + 1}", {
                "handle": f"p{number}", "name": f"Person {number}", "sort": "human",
                "email": f"p{number}@bench.example", "zone": ZONES[team_of(number) % len(ZONES)],
                "role": "guest" if number % 50 == 49 else "member", "active": True,
                "calendar": _calendar(number),
            })  # fmt: skip
        for team in range(TEAMS):
            ids = [f"P-{n + 1}" for n in range(PEOPLE) if team_of(n) == team]
            pen.add("team.formed", f"T-{team + 1}", {
                "handle": f"t{team}", "name": f"Team {team}", "calendar": "",
                "zone": ZONES[team % len(ZONES)],
                "members": [{"person": one, "lead": one == ids[0]} for one in ids],
                "areas": [{"name": f"area{team}", "paths": [f"src/area{team}/**"]}],
            })  # fmt: skip
    return Seed(owner.workspace, owner.actor)


def _calendar(number: int) -> str:
    """Every fifth person works other hours than the usual week, every tenth was on leave."""
    if number % 5:
        return ""
    leave = f"leave:\n  - 2026-0{1 + number % 8}-03 to 2026-0{1 + number % 8}-14\n"
    return f"week: mon-fri 0{6 + number % 4}:00-1{4 + number % 4}:30\n" + (
        "" if number % 10 else leave
    )


Act = Callable[[Seed, int, datetime], str]


def _work(seed: Seed, begin: datetime, step: timedelta, act: Act) -> tuple[str, ...]:
    return tuple(act(seed, number, begin + number * step) for number in range(POOL))


def _who(number: int) -> int:
    """Somebody who is no guest, spread over all teams."""
    person = number * 37 % PEOPLE
    return person - 1 if person % 50 == 49 else person


def _finished(seed: Seed, number: int, at: datetime) -> str:
    from dayline.records.actions import move
    from dayline.records.links.actions import link
    from dayline.records.remarks.actions import comment, give_receipt

    ref, writer, other = _begin(seed, number, at)
    kind = ref.partition("-")[0]
    if kind == "D":
        comment(other, ref, f"Seen with {THINGS[number % 8]}, no objection.")
        move(writer, ref, "accept")
        seed.told = seed.told if number % 12 == 5 else ref
    elif kind == "Q":
        comment(writer, ref, "It is asked for every spring.")
        move(other, ref, "answer")
        link(other, ref, "answered_by", seed.told)
        move(other, ref, "write_down")
    elif kind == "H":
        move(writer, ref, "deliver")
        move(other, ref, "read")
        give_receipt(other, ref, "read_back", text="600 of 1,312 are reversed; payouts paused.")
        move(other, ref, "accept", fields={"accepted_scope": "all of it"})
        move(writer, ref, "close")
    return ref


def _begun(seed: Seed, number: int, at: datetime) -> str:
    from dayline.records.actions import move
    from dayline.records.remarks.actions import comment

    ref, writer, other = _begin(seed, number, at)
    if ref.startswith("H-"):
        move(writer, ref, "deliver")
    if number % 3 == 0:
        comment(other, ref, "Which day does the ledger book it on?", concern=f"day{number}")
    return ref


def _begin(seed: Seed, number: int, at: datetime):  # noqa: ANN202 -- ref, writer, reader
    from dayline.base.acting import Acting
    from dayline.records.actions import open_record

    one, two = _who(number), _who(number + 211)
    what, tag = THINGS[number % 8], f"tag{number % 40}"
    values = {"what": what, "tag": tag, "who": f"p{two}", "source": f"t{team_of(one)}",
              "target": f"t{team_of(two)}"}  # fmt: skip
    shown = f"team:@t{team_of(one)}" if number % 12 == 5 else "workspace"
    kind, text = (("decision", DECISION), ("question", QUESTION), ("handoff", HANDOFF),
                  ("decision", DECISION), ("handoff", HANDOFF))[number % 5]  # fmt: skip
    if kind == "decision":
        values["who"] = f"p{one}"
    writer = Acting(seed.workspace, f"P-{one + 1}", at)
    reader = one + 1 if shown != "workspace" and kind != "handoff" else two
    if team_of(reader) != team_of(one) and kind != "handoff" and shown != "workspace":
        reader = one
    ref = open_record(writer, kind, text=text.format(**values), visibility=shown).ref
    return ref, writer, Acting(seed.workspace, f"P-{reader + 1}", at + timedelta(minutes=1))


# Copies.


def _copy(seed: Seed, records: int) -> None:
    from django.db import connection, transaction

    from dayline.journal.queries import entries, head

    size, pools = head(seed.workspace).size, (seed.closed, seed.open)
    named = [set(seed.closed), set(seed.open)]
    ranges = []
    for refs in named:
        about = [e.index for e in entries(seed.workspace) if e.subject in refs]
        ranges.append((min(about), max(about) + 1))
    more_open = max(0, min(records // 20, 5 * PEOPLE) // POOL - 1)
    more_closed = max(0, (records - (more_open + 1) * POOL) // POOL - 1)
    copies, at = [], size
    for pool, count, span in ((0, more_closed, _DAYS * _DAY), (1, more_open, _DAY)):
        start, stop = ranges[pool]
        for number in range(1, count + 1):
            shift = -(number * span // count)
            copies.append((pool, len(copies) + 1, start, stop, at - start, shift))
            at += stop - start
    with transaction.atomic(), connection.cursor() as cursor:
        _prepare(cursor, pools, copies)
        for sql in _statements(connection.vendor):
            cursor.execute(sql)
        held = bytes(32 * at.bit_count())  # of the right length; no proof is made of it
        cursor.execute("UPDATE journal_head SET size = %s, frontier = %s", [at, held])
        cursor.execute("UPDATE search_progress SET upto = %s", [at])
        cursor.execute("UPDATE records_counter SET last = last + %s", [(len(copies) + 1) * _STEP])


def _prepare(cursor, pools, copies) -> None:  # noqa: ANN001 -- Django's cursor
    cursor.execute("CREATE TEMPORARY TABLE bench_pool (ref varchar(32), pool integer)")
    cursor.execute(
        "CREATE TEMPORARY TABLE bench_copy (pool integer, k integer, start bigint, stop bigint,"
        " moved bigint, shift bigint)"
    )
    cursor.executemany(
        "INSERT INTO bench_pool VALUES (%s, %s)",
        [(ref, pool) for pool, refs in enumerate(pools) for ref in refs],
    )
    cursor.executemany("INSERT INTO bench_copy VALUES (%s, %s, %s, %s, %s, %s)", copies)
    cursor.execute(
        "CREATE TEMPORARY TABLE bench_map AS SELECT r.ref AS old, r.prefix || '-' ||"  # noqa: S608
        f" (r.number + c.k * {_STEP}) AS new, c.k AS k, c.moved AS moved, c.shift AS shift,"
        " c.start AS start, c.stop AS stop"
        " FROM bench_pool p JOIN records_record r ON r.ref = p.ref JOIN bench_copy c"
        " ON c.pool = p.pool"
    )
    cursor.execute("CREATE INDEX bench_map_old ON bench_map (old, k)")


_MOVED = ("idx", "text_index", "delivered_idx")
_SHIFTED = (
    "opened_at", "changed_at", "state_since", "since", "at", "effective_at", "closed_at",
    "started_at", "due_at", "fired_at", "ended_at", "made_at", "need_by", "delivered_at",
    "taken_at",
)  # fmt: skip


def _statements(vendor: str) -> list[str]:
    """INSERT ... SELECT for each table that names records, then for the journal."""
    from django.apps import apps

    day = (
        "date((t.effective_at + m.shift) / 1000000, 'unixepoch')"
        if vendor == "sqlite"
        else "to_char(to_timestamp((t.effective_at + m.shift) / 1000000)"
        " AT TIME ZONE 'UTC', 'YYYY-MM-DD')"
    )
    dues = "m.new || substr(t.id, length(t.ref) + 1)"
    own: dict[str, dict[str, str]] = {
        "records_record": {"number": f"t.number + m.k * {_STEP}"},
        "records_waiting": {},
        "records_revision": {"effective_on": day},
        "records_comment": {
            "id": "'C' || (t.idx + m.moved)",
            "parent": "CASE WHEN t.parent = '' THEN '' ELSE"
            " 'C' || (CAST(substr(t.parent, 2) AS bigint) + m.moved) END",
        },
        "records_receipt": {},
        "sharing_audience": {},
        "labels_label": {},
        "clocks_deadline": {"id": dues},
        "inbox_thread": {},
        "inbox_message": {
            "id": "t.id || '.' || m.k",
            "deadline": "CASE WHEN t.deadline = '' THEN '' ELSE"
            " m.new || substr(t.deadline, length(t.ref) + 1) END",
        },
        "handoff_handover": {
            name: f"CASE WHEN t.{name} = 0 THEN 0 ELSE t.{name} + m.moved END"
            for name in ("judged_idx", "outcome_idx")
        },
        "search_page": {"at": "t.at + m.moved"},
    }
    models = {model._meta.db_table: model for model in apps.get_models()}  # noqa: SLF001
    made = []
    for table, special in own.items():
        columns = [f.column for f in models[table]._meta.concrete_fields if f.column]  # noqa: SLF001
        chosen = [special.get(one) or _plain(one) for one in columns]
        made.append(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(chosen)}"  # noqa: S608
            f" FROM {table} t JOIN bench_map m ON m.old = t.ref"
        )
    made.append(
        "INSERT INTO journal_entry SELECT t.workspace, t.idx + c.moved, t.at, t.actor, t.kind,"
        " COALESCE(m.new, t.subject), t.digest, t.leaf_hash FROM bench_copy c JOIN journal_entry t"
        " ON t.idx >= c.start AND t.idx < c.stop LEFT JOIN bench_map m ON m.old = t.subject"
        " AND m.k = c.k"
    )
    made.append(
        "INSERT INTO journal_payload SELECT t.workspace, t.idx + c.moved, t.salt, t.body"
        " FROM bench_copy c JOIN journal_payload t ON t.idx >= c.start AND t.idx < c.stop"
    )
    return made


def _plain(column: str) -> str:
    if column == "ref":
        return "m.new"
    if column in _MOVED:
        return f"t.{column} + m.moved"
    if column in _SHIFTED:
        return f"t.{column} + m.shift"
    return f"t.{column}"
