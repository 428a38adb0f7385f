"""Who signs in: users, the seats they have in workspaces, one-time links and tokens."""
