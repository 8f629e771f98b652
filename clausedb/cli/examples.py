"""Questions to start from, and the query language in five rules: /examples, /help and the README show them."""

from __future__ import annotations

from typing import Final

EXAMPLES: Final = (
    ("what Azerbaijan takes upon itself, alone or with others", "obligations where bearer is Azerbaijan"),
    ("how strong the words are", "acts | count by force"),
    ("who refers to the Alma-Ata Declaration, in any language", 'clauses where cites "Alma-Ata Declaration"'),
    (
        "where one instrument is cited, and which place of it",
        'citations where instrument is "2022 Declaration"',
    ),
    ("words near each other", 'clauses where text has "Middle Corridor" near/25 transport'),
    ("word forms in their own language", "clauses where text has разминирование"),
    ("hits in their context", "clauses where text has peace | kwic 6"),
    ("who said what", "statements where speaker is Tokayev"),
    ("the documents in one language", "documents where language is ru"),
    ("a table of two fields", "acts | cross force by document"),
    ("what is cited but not in the database", "citations where not held | count by instrument"),
    ("clauses in which nobody takes anything on", "clauses where kind is paragraph and without obligations"),
)

RULES: Final = (
    "Say what you look for: documents clauses acts obligations citations instruments parties mentions definitions dates "
    "statements findings, or the name of a saved query.",
    "where, then conditions joined by and, or, not:  is  =  !=  <  <=  >  >=  in 2020..2023  in (a, b)  before after since until  "
    "is empty  is not empty  a bare yes/no field  has, for words in a text.",
    "| hands the result on:  where  count by  cross A by B  summarize  sort  first  last  show  unique  kwic  to  follow  export",
    "Fields of the parent are simply there (an obligation has its clause's text and its document's year). Children are asked for: "
    'with obligations (…)  without obligations (…).  Citations:  cites "Alma-Ata Declaration"',
    "Quotes stand round names of several words. @doc is a document, @doc#9 a clause, $name a variable. let owed = QUERY saves a "
    "question, explain QUERY says what it looks up, a handle alone shows the thing.",
)
"""The language in five rules."""
