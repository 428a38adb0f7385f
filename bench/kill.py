"""Kill writers at random moments and account for every act.

    bench/kill.py [--kills 300]

On SQLite in a temporary folder, or on the server that DATABASE_URL names (its database must be
empty). Prints kills, acknowledged acts, acts lost, acts half applied.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.journal.killing import Nursery


def main() -> int:
    parser = argparse.ArgumentParser(description="kill -9 at random moments during writes")
    parser.add_argument("--kills", type=int, default=300)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dayline-kill-") as home:
        nursery = Nursery({**os.environ, "DAYLINE_HOME": home})
        started = time.perf_counter()
        in_flight = sum(nursery.kill_one(seed) == 0 for seed in range(options.kills))
        seconds = time.perf_counter() - started
        found = nursery.account()
        nursery.close()
    print(f"kills               {options.kills:>9,} in {seconds:.1f} s")
    print(f"  before a first act{in_flight:>9,}")
    print(f"acts acknowledged   {found['acked']:>9,}")
    print(f"entries             {found['entries']:>9,}")
    print(f"lost                {len(found['lost']):>9,}")
    print(f"half applied        {len(found['half_applied']):>9,}")
    print(f"faults of verify    {len(found['faults']):>9,}")
    print(f"tables              {found['tables'] or 'equal their rebuild'}")
    return 1 if found["lost"] or found["half_applied"] or found["faults"] or found["tables"] else 0


if __name__ == "__main__":
    sys.exit(main())
