"""The story that the demo plays: Meridian Pay, the night of the duplicate postings.

Three sites, one payments company. The texts are the worked examples that ship with the
contracts; here they are opened, discussed and moved by the people who would have done it, at the
hours at which they were awake.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

PEOPLE = (
    ("ana", "Ana Ruiz", "America/Chicago"),
    ("ben", "Ben Cole", "America/Chicago"),
    ("ines", "Ines Hart", "Europe/London"),
    ("omar", "Omar Said", "Europe/London"),
    ("ken", "Ken Tan", "Asia/Singapore"),
    ("mei", "Mei Lin", "Asia/Singapore"),
)
TEAMS = (
    ("austin", "Austin", "America/Chicago", "ana", "ben", "gateway", "gateway/**"),
    ("london", "London", "Europe/London", "ines", "omar", "ledger", "ledger/**"),
    ("singapore", "Singapore", "Asia/Singapore", "ken", "mei", "risk", "risk/**"),
)


@dataclass(frozen=True, slots=True)
class Beat:
    """One act of the story. ``say`` is what a comment or a receipt says."""

    at: datetime
    who: str
    act: str
    ref: str
    say: str = ""
    detail: dict[str, str] = field(default_factory=dict)


def _beat(at: str, who: str, act: str, ref: str, say: str = "", **detail: str) -> Beat:
    return Beat(datetime.fromisoformat(at).replace(tzinfo=UTC), who, act, ref, say, detail)


READ_BACK = """
Since 18:52 UTC the switch `strict_keys` is on: the ledger refuses any key that it posted on any
day, and there were no new duplicates since 18:09.

What remains are 1,312 duplicate postings for 214 merchants, worth EUR 86,340.18, and nobody was
paid yet.

We reverse the second posting of each pair. We keep the first because it is the payment under D-1;
the second is a retry.

More than 1,000 postings: the reversal needs a second approver, and that has to be @ana, since
@ines is asleep from 22:00 UTC.

To find out: may some merchants have refunded the payment already, and do those pairs need a
reversal?

If captures and postings still differ at 05:00 UTC, I keep the payouts paused and page @ines. A
late payout is a phone call, a double payout is a loss.

I do not replay the batch with G-1. You saw on staging at 18:46 that a replay posts under the new
settlement day and doubles again.
"""

FIRST_READ_BACK = "\n\n".join(
    part for part in READ_BACK.split("\n\n") if not part.startswith("More than 1,000")
)
"""What @ben wrote first: all but who has to approve."""

STORY = (
    _beat("2026-11-10T01:10", "mei", "write", "Q-1"),
    _beat("2026-11-10T09:00", "ines", "write", "T-1"),
    _beat("2026-11-10T09:20", "omar", "write", "G-1"),
    _beat("2026-11-10T09:40", "omar", "answer", "Q-1"),
    _beat("2026-11-10T09:44", "omar", "link", "Q-1", type="answered_by", to="G-1"),
    _beat("2026-11-10T09:45", "omar", "write_down", "Q-1"),
    _beat("2026-11-10T14:30", "ben", "write", "D-1"),
    _beat("2026-11-10T14:40", "ana", "write", "D-2"),
    _beat("2026-11-10T14:45", "ana", "accept", "D-2"),
    _beat(
        "2026-11-10T14:50", "omar", "concern", "D-1",
        "Who keeps the keys after 24 hours? Settlement runs across midnight.", name="midnight",
    ),
    _beat("2026-11-10T15:05", "ben", "reply", "D-1", "The ledger does, for 30 days."),
    _beat("2026-11-10T15:10", "omar", "settle", "D-1"),
    _beat("2026-11-10T15:20", "ines", "write", "S-1"),
    _beat("2026-11-10T15:30", "ana", "accept", "D-1"),
    _beat("2026-11-10T18:24", "omar", "write", "I-1"),
    _beat("2026-11-10T18:52", "ines", "mitigate", "I-1"),
    _beat("2026-11-10T19:05", "ines", "analyse", "I-1"),
    _beat("2026-11-10T19:08", "omar", "write", "H-1"),
    _beat("2026-11-10T19:10", "omar", "write", "W-1"),
    _beat("2026-11-10T19:12", "omar", "publish", "W-1"),
    _beat("2026-11-10T19:20", "omar", "deliver", "H-1"),
    _beat("2026-11-10T19:31", "ben", "read", "H-1"),
    _beat("2026-11-10T19:36", "ben", "receipt", "H-1", FIRST_READ_BACK),
    _beat("2026-11-10T19:40", "ben", "receipt", "H-1", READ_BACK),
    _beat("2026-11-10T19:45", "ben", "read_back", "H-1"),
    _beat("2026-11-11T01:10", "mei", "write", "C-1"),
    _beat("2026-11-11T02:00", "ken", "comment", "C-1", "Say in the first line that no payout was wrong."),  # noqa: E501
    _beat("2026-11-11T09:05", "omar", "judge", "H-1", "You asked @ana in time.", kept="7"),
    _beat("2026-11-11T09:10", "omar", "write", "R-1"),
    _beat("2026-11-11T09:15", "omar", "publish", "G-1"),
    _beat("2026-11-11T09:20", "ines", "publish", "T-1"),
    _beat("2026-11-11T09:25", "ines", "ready", "S-1"),
    _beat("2026-11-11T09:30", "omar", "start", "S-1"),
    _beat("2026-11-11T09:31", "mei", "update", "U-1", next="Send the letter of C-1"),
    _beat("2026-11-11T09:34", "ken", "update", "U-2", next="Read R-1 tonight, my time"),
    _beat("2026-11-11T10:00", "omar", "open", "R-1"),
    _beat("2026-11-11T15:00", "ben", "write", "K-1"),
    _beat("2026-11-11T16:20", "omar", "consent", "K-1"),
    _beat(
        "2026-11-11T16:30", "omar", "update", "U-3", next="Build the index of S-1 on staging",
        blocked="Staging has no retried payments of 10 November; @ana can release the traffic",
    ),
    _beat("2026-11-11T16:40", "ines", "update", "U-4", next="Second approver of the reversal"),
    _beat(
        "2026-11-11T22:30", "ana", "update", "U-5", done="Called the three merchants that refunded",
        next="Release the traffic for S-1",
    ),
    _beat("2026-11-11T22:40", "ben", "update", "U-6", next="Key the refunds under D-1"),
)  # fmt: skip

EXPECTED = {
    "D-1": "accepted",
    "D-2": "superseded",
    "Q-1": "written_down",
    "G-1": "published",
    "I-1": "analysis",
    "W-1": "published",
    "H-1": "closed",
    "C-1": "asked",
    "S-1": "building",
    "R-1": "open",
    "T-1": "published",
    "K-1": "given",
    "Q-2": "asked",
    **{f"U-{number}": "posted" for number in range(1, 7)},
}
