"""Three reviews whose claims were counted by hand: how many stood before minute 0.

Each example gives the claims as they stood when the review began, and what was made of them in the
room. The count beside each is a person's, claim by claim, not this program's.
"""

from __future__ import annotations

import pytest

from dayline.practices.incident import queries
from dayline.practices.incident.claims import Share
from tests.cast import Stage, set_stage
from tests.practices.incident.test_story import reviewed, write

CERTIFICATE = (
    """\
- (agreed) Claim 1, @omar: the certificate of the gateway ended at 14:00 UTC. Evidence: openssl,
  kept in the ticket. Dissent: none.
- (contested) Claim 2, @ben: the renewal job had failed since August. Evidence: its log. Dissent:
  @ken, the job ran, but on the old host.
- (open) Claim 3, @ines: nobody got the warning letters. Evidence: none yet. Dissent: none.
""",
    """\
- (agreed) Claim 1, @omar: the certificate of the gateway ended at 14:00 UTC. Evidence: openssl,
  kept in the ticket. Dissent: none.
- (agreed) Claim 2, @ken: the renewal job ran on the old host since August. Evidence: its log.
  Dissent: none.
- (agreed) Claim 3, @ines: nobody got the warning letters. Evidence: the list of receivers was
  empty. Dissent: none.
- (agreed) Claim 4, @ana: no test asks for the day on which a certificate ends. Evidence: the suite.
  Dissent: none.
""",
    # 1 and 3 stood (3 gained its evidence in the room), 2 was worded anew, 4 came in the room.
    Share(2, 4),
)

QUEUE = (
    """\
- (contested) Claim 1, @mei: The queue was full because consumers stopped. Evidence: the graph of
  03:10. Dissent: @ben, they were slow and did not stop.
- (contested) Claim 2, @ben: consumers waited for one slow shard. Evidence: traces. Dissent: @mei.
""",
    """\
- (dissent) Claim 1, @mei: the queue was full, because consumers stopped! Evidence: the graph of
  03:10. Dissent: @ben, they were slow and did not stop.
- (agreed) Claim 2, @ben: consumers waited for one slow shard. Evidence: traces. Dissent: none.
""",
    # Both stood: a capital, a comma and a mark at the end are no new words.
    Share(2, 2),
)

WRITTEN_IN_THE_ROOM = (
    """\
- (contested) Claim 1, @ben: a query grew slow. Evidence: none yet. Dissent: @ken, none did.
""",
    """\
- (agreed) Claim 1, @ken: the deploy raised the pool to 400 connections. Evidence: the change.
  Dissent: none.
- (agreed) Claim 2, @ken: the database allows 300. Evidence: its settings. Dissent: none.
- (agreed) Claim 3, @mei: the canary carried too little traffic to show it. Evidence: 2 %.
  Dissent: none.
""",
    # The one that stood was taken back; all of the room's time went into writing.
    Share(0, 3),
)


@pytest.mark.parametrize("example", [CERTIFICATE, QUEUE, WRITTEN_IN_THE_ROOM])
@pytest.mark.django_db
def test_the_share_before_minute_0_is_what_a_person_counts(example: tuple[str, str, Share]) -> None:
    before, after, counted = example
    stage: Stage = set_stage()
    ref = reviewed(stage, claims=before)
    write(stage, ref, "Claims", after)
    assert queries.standing(stage.workspace, ref).share == counted
