"""Clauses in, names out: states, organisations, offices, persons, defined terms, and who is meant by "the Parties"."""
