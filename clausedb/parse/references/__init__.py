"""Clauses in, references to instruments out, with their pinpoints."""
