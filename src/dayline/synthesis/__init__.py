"""Where a thread stands: positions, agreements, open questions, decisions, actions, all cited."""
