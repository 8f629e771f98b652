"""Who is asked, and for whose good: the names behind a directive's verb, and those an action serves."""

from __future__ import annotations

from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.phrases import Piece
from clausedb.parse.acts.views import View, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

_ASKING = frozenset({"directive", "recommendation"})
_SERVED = frozenset({"state", "side", "organisation", "collective", "anaphor"})
_OPENING = 32
"""Characters at the head of an action within which its verb stands."""


def addressees_in(view: View, cue: Cue, high: int, force: str, words: Vocabulary) -> tuple[str, ...]:
    """Ids of those asked: the names between the verb of asking and what is asked; empty for other forces."""
    if force not in _ASKING or cue.row["role"] == "after":
        return ()
    if force == "recommendation" and words.is_a(last_word(view.text, cue.start, cue.end), "urged"):
        return ()  # the cue ends where what is asked begins: «يدعو إلى», «يشجع على»
    stops = (words.pattern("asked"), words.infinitive)
    found = (stop.search(view.text, cue.end, high) for stop in stops)
    end = min((match.start() for match in found if match), default=high)
    names = view.names_in(cue.end, end)
    if not names or len(view.text[cue.end : names[0].start].split()) > 8:
        return ()
    return tuple(dict.fromkeys(one for name in names for one in name.ids))


def beneficiaries_in(
    view: View, action: Piece, bearers: tuple[str, ...], favours: bool, words: Vocabulary
) -> tuple[str, ...]:
    """Ids of those whom the action serves: each other, the names behind a verb of helping, those it speaks for.

    `favours` says that the act itself is for something (supports, welcomes); then the names in it are those it serves.
    """
    if view.cues("reciprocal", action.start, action.end):
        return bearers if len(bearers) > 1 else ()
    helped = view.cues("helping", action.start, action.end)
    if helped:
        name = view.name_from(helped[0].end, slack=8)
        return tuple(one for one in name.ids if one not in bearers) if name and name.end <= action.end else ()
    verb = view.cues("favouring", action.start, min(action.end, action.start + _OPENING))
    if not favours and not verb:
        return ()
    served = [name for name in view.names_in(action.start, action.end) if name.kind in _SERVED]
    return tuple(dict.fromkeys(one for name in served for one in name.ids if one not in bearers))
