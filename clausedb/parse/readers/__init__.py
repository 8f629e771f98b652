"""Files that are more than their text: pages, Word and PDF files in, the text that a reader of them sees out."""
