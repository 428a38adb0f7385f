"""Law 5: a deadline fires exactly once, whatever the number of workers, crashes and stalls.

The workers are processes, as an operator starts them, on a database of their own. The same rig
with 10,000 deadlines is `bench/clocks.py`.
"""

from __future__ import annotations

import signal
import sys
import time

import pytest

from tests.clocks.rig import ZOMBIE, rig, stopped

needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def test_two_workers_that_are_killed_fire_each_deadline_once(own_database) -> None:
    with rig(own_database) as made:
        made.seed(120, earliest=-60, spread=66)
        terms = {"batch": 4, "lease": 1, "every": 0.05}
        for _ in range(2):
            made.hire(**terms)
        killed = made.wait_until_nothing_runs(kills=4, pause=(0.8, 1.6), **terms)
        made.dismiss()
        counted = made.count()
    assert killed >= 1
    assert (counted["fired"], counted["twice"], counted["running"]) == (120, 0, 0)


@needs_proc
def test_a_worker_that_was_stopped_past_its_lease_is_refused(own_database) -> None:
    with rig(own_database) as made:
        made.seed(20)
        with made.start(ZOMBIE, 1) as zombie:
            assert stopped(zombie) == 20
            time.sleep(1.2)
            made.hire(lease=1)
            made.wait_until_nothing_runs()
            made.dismiss()
            zombie.send_signal(signal.SIGCONT)
            said, wrong = zombie.communicate(timeout=60)
        assert said.strip() == "[0, 20]", wrong
        counted = made.count()
    assert (counted["fired"], counted["twice"], counted["running"]) == (20, 0, 0)
