"""How well a record answers a set of questions, so that a team can tune on its own."""
