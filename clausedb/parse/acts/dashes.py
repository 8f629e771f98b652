"""Speech that dashes set off: a paragraph that one opens, and a verb of saying between two inside a quotation."""

from __future__ import annotations

import re

from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.quotes import Quote
from clausedb.parse.acts.views import View
from clausedb.parse.acts.vocabulary import Vocabulary

_DASH = re.compile(r"(?<=[\w»”\"])\s*[,.!?…]+\s*[—–-]\s+(?=\w)")
"""Between what is said and the verb of saying where a dash opens speech: «– Мы готовы, – сказал он»."""


def behind_dash(view: View, words: Vocabulary) -> list[Quote]:
    """Speech that a dash opens, up to the verb of saying behind a second dash, and what follows a third."""
    opened = view.clause.kind == "bullet" or view.raw[:1] in "–—-"
    first = _DASH.search(view.raw) if opened else None
    if first is None or not any(cue.start == first.end() for cue in _reports_in(view, words)):
        return []
    start = len(view.raw) - len(view.raw.lstrip(" –—-"))
    found = [Quote(start, first.start(), True)]
    again = _DASH.search(view.raw, first.end())
    if again is not None:
        found.append(Quote(again.end(), len(view.raw.rstrip()), True))
    return found


def around_insertion(view: View, quote: Quote, words: Vocabulary) -> list[Quote]:
    """A quotation in its two parts where the verb of saying stands inside it: «Мы готовы, – сказал он. – Но не сейчас»."""
    first = _DASH.search(view.raw, quote.start, quote.end)
    if first is None or not any(cue.start == first.end() for cue in _reports_in(view, words)):
        return [quote]
    again = _DASH.search(view.raw, first.end(), quote.end)
    if again is None:
        return [quote]
    return [Quote(quote.start, first.start(), True), Quote(again.end(), quote.end, quote.closed)]


def _reports_in(view: View, words: Vocabulary) -> list[Cue]:
    return words.reports.scan(view.text).get("reports", [])
