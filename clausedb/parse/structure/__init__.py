"""Text in, clauses out: lines, candidates for numbers, nesting, paragraphs, the tree."""
