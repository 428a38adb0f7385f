"""Meet or write: a router that says why, and the call with its hour, its agenda and its outcome."""
