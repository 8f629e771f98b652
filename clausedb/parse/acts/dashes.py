"""Speech without marks of quotation: a paragraph that a dash opens or that speaks of "us", and a verb of saying between dashes."""

from __future__ import annotations

import re

from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.quotes import Quote
from clausedb.parse.acts.views import PLAIN_WORD, View, sentences
from clausedb.parse.acts.vocabulary import Vocabulary

_DASH = re.compile(r"(?<=[\w»”\"])\s*[,.!?…]+\s*[—–-]\s+(?=\w)")
"""Between what is said and the verb of saying where a dash opens speech: «– Мы готовы, – сказал он»."""
_TURNED = re.compile(r"[,…!?.]\s*(?:[—–-]\s*)?$")
"""Between what is said and the verb of saying behind it."""
_TAIL = 12
"""Words of the longest speaker behind the verb, with his office and the place where he said it."""


def unmarked(view: View, words: Vocabulary) -> list[Quote]:
    """Several sentences in the first person that end with their speaker: "We are prepared. Our talks go on, said the President"."""
    parts = sentences(view, words)
    verbs = [one for one in _reports_in(view, words) if len(parts) > 1 and one.row["role"] == "say"]
    if not verbs or verbs[0].start < parts[-1][0]:
        return []
    said = _TURNED.search(view.raw, 0, verbs[-1].start)
    behind = PLAIN_WORD.findall(view.raw, verbs[-1].end)
    if said is None or said.start() <= parts[-1][0] or not 0 < len(behind) <= _TAIL:
        return []
    own = any(words.is_a(word, "ours") for word in PLAIN_WORD.findall(view.text, 0, parts[-1][0]))
    return [Quote(parts[0][0], said.start(), True)] if own else []


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
