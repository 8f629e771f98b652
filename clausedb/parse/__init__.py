"""Bytes or text in, Records out: decode, segment, clauses, then one pass a kind of record."""
