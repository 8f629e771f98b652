"""Verbs that no table has, in treaties that say "shall" by the plain present: where they stand, and what they say."""

from __future__ import annotations

from collections.abc import Iterator

from clausedb.language import Row
from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.views import View
from clausedb.parse.acts.vocabulary import Vocabulary

INDICATIVE = "present indicative of a treaty"
"""What the rows of verbs are called that no table has."""


def indicatives(view: View, words: Vocabulary, start: int, end: int, form: str = "present") -> Iterator[Cue]:
    """Finite verbs in the present, with the negation written before them, in text order; nothing where treaties do not use them so."""
    if words.indicative is None:
        return
    for match in words.indicative.finditer(view.text, start, end):
        verb = match["verb"]
        if view.text[match.start() - 1 : match.start()] == "(":
            continue  # the same in another word: «تحبس (توقف)»
        if not words.is_a(verb, "no_verb") and not words.noun.fullmatch(verb):
            yield Cue(match.start(), match.end(), indicative_row(words, verb, form))


def indicative_row(words: Vocabulary, verb: str, form: str = "present") -> Row:
    """The row of a verb that no table has, in a treaty: it defines, states, or says what is to be done."""
    force, subforce, role = "obligation", "shall", "with"
    if words.is_a(verb, "defining"):
        force, subforce, role = "definition", "term", "term"
    elif words.is_a(verb, "stating"):
        force, subforce = "assertion", "finding"
    return {"force": force, "subforce": subforce, "role": role, "form": form, "cue": INDICATIVE}
