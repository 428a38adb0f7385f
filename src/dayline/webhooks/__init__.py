"""Who outside is told what happened: subscriptions to the journal."""
