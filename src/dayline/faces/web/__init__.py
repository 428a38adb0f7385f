"""The page: server-rendered, readable and writable without scripts, on actions and queries."""
