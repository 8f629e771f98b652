"""Query text in, SQL with parameters out: syntax, resolve, lower."""
