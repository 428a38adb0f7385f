"""A hundred processes append to one timeline: lines a second, and whether any is lost.

python bench/incident.py [writers] [lines]

Half of the writers send each line at once, half keep theirs and send them together, twice. It
prints how long that took, how many lines stand, and what one look at the incident costs then.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def _write(number: int, lines: int, who: tuple[int, str], ref: str, begin: float) -> None:
    import django

    django.setup(set_prefix=False)
    from dayline.base.acting import Acting
    from dayline.practices.incident.actions import Given, add_notes
    from tests.cast import MORNING

    acting = Acting(*who, MORNING + timedelta(hours=1))
    given = [
        Given(
            f"writer {number} line {line}",
            MORNING + timedelta(seconds=(number * 37 + line * 601) % 3600),
            f"k{number}-{line}",
        )
        for line in range(lines)
    ]
    time.sleep(max(0.0, begin - time.monotonic()))
    if number % 2:
        for _ in range(2):
            add_notes(acting, ref, given)
    else:
        for one in given:
            add_notes(acting, ref, [one])


def main(writers: int = 100, lines: int = 20) -> int:
    """Run it; 1 when a line was lost or is out of order."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dayline.project.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DAYLINE_HOME"] = folder
        import django

        django.setup(set_prefix=False)
        from django.core.management import call_command
        from django.db import connections

        from dayline.practices.incident import actions, queries
        from tests.cast import set_stage

        call_command("migrate", verbosity=0)
        stage = set_stage()
        ref = actions.declare(stage.omar, "Postings are doubled").ref
        people = [stage.ids[one] for one in ("ana", "ben", "ines", "omar", "ken", "mei")]
        connections.close_all()
        begin = time.monotonic() + 2 + writers / 8
        spawned = multiprocessing.get_context("fork")
        crew = [
            spawned.Process(
                target=_write,
                args=(n, lines, (stage.workspace, people[n % len(people)]), ref, begin),
            )
            for n in range(writers)
        ]
        for one in crew:
            one.start()
        for one in crew:
            one.join()
        took = time.monotonic() - begin
        started = time.perf_counter()
        events = queries.standing(stage.workspace, ref).events
        look = time.perf_counter() - started
        times = [event.at for event in events if event.at]
        whole = len(events) == writers * lines + 1 and times == sorted(times)
        failed = sum(one.exitcode != 0 for one in crew)
        print(f"{writers} processes, {lines} lines each, on {connections['default'].vendor}")
        print(f"  written in {took:.1f} s: {writers * lines / took:,.0f} lines a second")
        print(f"  {len(events) - 1:,} of {writers * lines:,} lines stand, {failed} writers failed,")
        print(
            f"  {'in the order of time' if whole else 'NOT WHOLE'}; one look: {look * 1000:.0f} ms"
        )
        return 0 if whole and not failed else 1


if __name__ == "__main__":
    sys.exit(main(*(int(one) for one in sys.argv[1:3])))
