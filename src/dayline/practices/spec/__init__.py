"""Specs: a piece of work as a contract, with acceptance that can be run."""
