"""Clauses with their names in, acts and statements out."""
