"""Critique: comments by a time, a stated default without them, and a fast lane for learners."""
