"""Who is asked, and for whose good: the names behind a directive's verb, and those an action serves."""

from __future__ import annotations

import re

from clausedb.parse.cues import Cue
from clausedb.parse.phrases import Piece
from clausedb.parse.views import View
from clausedb.parse.vocabulary import Vocabulary

_ASKING = frozenset({"directive", "recommendation"})
_GIVEN = re.compile(r"\w+")


def addressees_in(view: View, cue: Cue, high: int, force: str, words: Vocabulary) -> tuple[str, ...]:
    """Ids of those asked: the names between the verb of asking and what is asked; empty for other forces."""
    if force not in _ASKING or cue.row["role"] == "after":
        return ()
    stops = (words.pattern("asked"), words.infinitive)
    found = (stop.search(view.text, cue.end, high) for stop in stops)
    end = min((match.start() for match in found if match), default=high)
    names = view.names_in(cue.end, end)
    if not names or len(view.text[cue.end : names[0].start].split()) > 8:
        return ()
    return tuple(dict.fromkeys(one for name in names for one in name.ids))


def beneficiaries_in(
    view: View, action: Piece, bearers: tuple[str, ...], words: Vocabulary
) -> tuple[str, ...]:
    """Ids of those whom the action serves: each other, or the names behind a verb of helping or giving."""
    if words.pattern("reciprocal").search(view.text, action.start, action.end):
        return bearers if len(bearers) > 1 else ()
    helped = words.pattern("helping").search(view.text, action.start, action.end)
    if not helped:
        return ()
    name = view.name_from(helped.end(), slack=8)
    return tuple(one for one in name.ids if one not in bearers) if name and name.end <= action.end else ()
