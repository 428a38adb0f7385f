"""Who may see a record: the whole workspace, a team, or those whom it is shown to."""
