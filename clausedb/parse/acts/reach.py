"""How far an act reaches in its sentence: up to the next act, and over the clause of its content.

Nothing is read here that belongs to another sentence."""

from __future__ import annotations

from clausedb.parse.acts.classes import any_of
from clausedb.parse.acts.forces import NEAR, Sentence
from clausedb.parse.acts.islands import Island
from clausedb.parse.acts.phrases import Piece, before_joint
from clausedb.parse.acts.standing import Live, opening_condition
from clausedb.parse.acts.strength import OWED
from clausedb.parse.acts.views import WORD, View, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

CLAIMS = frozenset({"assertion", "endorsement", "disapproval"})
"""Forces of what is only said to be so."""
_CONTENT_GAP = 6
"""Words between a verb and the clause of its content: «ссылается на свое решение о том, что»."""
_HEAD = 4
"""Words that may stand between a comma and a relative word behind a preposition: "the first of which"."""
_OPENS_CONTENT = any_of("content", "article")
_INFINITIVE, _CHAIN = any_of("infinitive"), any_of("chain")


def may_join(view: View, words: Vocabulary, live: Live, begin: int, pair: tuple[int, int]) -> bool:
    """A further infinitive with "to" goes on with "agreed to" or "continue to", not with "will take steps to" or "commit to
    taking"; nor does one go on with a noun: «подтверждаем важность задачи прекратить … и обратить вспять»."""
    if pair[0] == begin:
        return True
    if "cases" in words.settings:
        if _is_in_relative(view, words, begin, pair[0]):
            return False
        noun = words.pattern("importance").fullmatch(last_word(view.text, live.cue.start, live.cue.end))
        return noun is None or words.infinitive.match(view.text, begin) is not None
    if not words.kinds[last_word(view.text, pair[0], pair[1])] & _INFINITIVE:
        return True
    if words.is_a(last_word(view.text, live.cue.start, live.cue.end), "infinitive"):
        taken = WORD.search(view.text, begin, pair[0])
        return taken is None or words.participle.fullmatch(taken[0]) is None
    first = WORD.findall(view.text[begin : begin + NEAR])[:3]
    return any(words.kinds[word] & _CHAIN for word in first)


def _is_in_relative(view: View, words: Vocabulary, begin: int, place: int) -> bool:
    """The further infinitive goes with one in a relative clause: «избегать действий, которые могут усилить … и подорвать»."""
    if view.text[place : place + 1] == ",":
        return False
    comma = view.text.rfind(",", begin, place)
    opened = WORD.search(view.text, comma, place) if comma > 0 else None
    if opened is None or not words.is_a(opened[0], "relative"):
        return False
    return words.infinitive.search(view.text, opened.end(), place) is not None


def is_not_to(view: View, joint: int, verb: int, words: Vocabulary) -> bool:
    """The further verb is one not to be done: "to create … and not to impair"."""
    return any(words.is_a(match[0], "not", "negation") for match in WORD.finditer(view.text, joint, verb))


def charges(sentence: Sentence, live: Live, reach: Piece) -> bool:
    """What is decided is that somebody is to do something."""
    inner = (one for one in sentence.lives if reach.start <= one.cue.start < reach.end and one is not live)
    return any(one.cue.row["force"] in OWED for one in inner)


def has_content(live: Live, sentence: Sentence) -> bool:
    """A clause of content follows: "Decides that all States shall …"."""
    if live.cue.row["role"] != "with":
        return False
    view, end = sentence.view, live.cue.end
    if "fringes" in view.found:
        links = (one for island in sentence.islands for one in island.fringes if one.row["kind"] == "link")
        end = next((one.end for one in links if end <= one.start <= end + 2), end)
    if (
        "cases" in sentence.words.settings
    ):  # «постановляет далее, что», «ссылается на свое решение о том, что»
        match = sentence.words.pattern("content").search(view.text, end, min(sentence.end, end + NEAR))
        gap = view.text[end : match.start()].strip(" ,") if match else ""
        between = not any(end <= one.cue.start < match.start() for one in sentence.lives) if match else False
        if match and between and "," not in gap and len(gap.split()) <= _CONTENT_GAP:
            return True
    place = end + len(view.text[end : end + 2]) - len(view.text[end : end + 2].lstrip(" ,"))
    return sentence.words.pattern("content").match(view.text, place, min(sentence.end, end + 8)) is not None


def opens_content(sentence: Sentence, live: Live, limit: int) -> bool:
    """What follows the verb of an act is a clause with an act of its own: "shall ensure that its nationals may"."""
    view, words = sentence.view, sentence.words
    if live.cue.row["role"] != "after" or not words.is_plain:
        return False
    if not words.kinds[last_word(view.text, live.cue.end, limit)] & _OPENS_CONTENT:
        return False
    found = WORD.findall(view.text, live.cue.end, limit)[-_CONTENT_GAP:]
    while found and words.is_a(found[-1], "article"):
        found.pop()
    if len(found) <= 1 or not words.is_a(found[-1], "content"):
        return False
    return found[-2] in words.verbs or words.is_a(found[-2], "determining")


def content_end(sentence: Sentence, live: Live) -> int:
    """Where the content of a claim ends: before a further verb of the same speaker, else with the sentence."""
    for one in sentence.lives:
        plain = one.cue.row["form"] == "base" != live.cue.row["form"]
        if one.cue.start > live.cue.end and one.subject.kind == "none" and not plain:
            if not WORD.search(sentence.view.text, live.cue.end, one.cue.start):
                break  # the content has the speaker for its subject: «договорились о том, что создадут»
            return before_joint(sentence.view, live.cue.end, one.cue.start, sentence.words)
    return sentence.end


def limit_of(sentence: Sentence, place: int) -> int:
    """Where the reach of an island ends: where the next act's own subject, or its cue, begins."""
    cue = sentence.islands[place].cue
    while place + 1 < len(sentence.islands) and _is_bracketed(sentence, sentence.islands[place + 1]):
        place += 1
    after = sentence.islands[place + 1] if place + 1 < len(sentence.islands) else None
    if after is None:
        return sentence.end
    if after.cue is None or cue is None:
        return after.start
    low, high, text = cue.end, after.start, sentence.view.text
    opened = _condition_before(sentence, low, high)
    if opened is not None:
        return opened
    beside = sentence.words.pattern("besides").search(text, low, high)
    if beside is not None:
        return beside.start()  # a clause of its own: «…, причем расходы несет Сторона»
    live = next(one for one in sentence.lives if one.cue.start == high)
    if live.relative:
        return _before_relative(sentence, low, high)
    if sentence.words.is_verb_first and len(text[live.subject.end : high].split()) > 1:
        return _before_had(sentence, low, high)
    if live.cue.row["role"] == "term":
        return high
    own = live.subject.start
    if low < own < high:
        place = _before_that(sentence, low, _insert_before(sentence, low, own))
        return before_joint(sentence.view, low, place, sentence.words) if sentence.words.is_plain else place
    if own >= high:
        return _before_had(sentence, low, high)
    return _before_verb(sentence, sentence.islands[place], low, high)


def _before_relative(sentence: Sentence, low: int, high: int) -> int:
    """Where the relative clause begins whose verb stands at `high`: "…, the first of which shall"."""
    text, words = sentence.view.text, sentence.words
    word = last_word(text, low, high)
    place = max(low, text.rfind(word, 0, high)) if word else high
    comma = text.rfind(",", low, place)
    inside = WORD.findall(text[comma:place]) if comma > 0 else []
    of_which = "cases" in words.settings or (bool(inside) and words.is_a(inside[-1], "preposition"))
    headed = bool(inside) and of_which and len(inside) <= _HEAD  # «, срок действия которых не может»
    return comma if headed else place


def _before_verb(sentence: Sentence, island: Island, low: int, high: int) -> int:
    """Where "and" and all else begin that stand before a further verb at `high` under the same subject."""
    text = sentence.view.text
    links = (one for one in island.fringes if one.row["kind"] == "link")
    before = next((one.start for one in links if not text[one.end : high].strip(" ,")), high)
    before = _before_had(sentence, low, _insert_before(sentence, low, before))
    return before_joint(sentence.view, low, before, sentence.words)


def _is_bracketed(sentence: Sentence, island: Island) -> bool:
    """A term defined in brackets, behind which the sentence goes on: "the Committee (hereinafter "the Committee") a report"."""
    if island.cue is None or island.cue.row["role"] != "term":
        return False
    text = sentence.view.text
    opened = text.rfind("(", sentence.start, island.start)
    return opened >= 0 and ")" not in text[opened : island.start] and text.find(")", island.start) > 0


def _condition_before(sentence: Sentence, low: int, high: int) -> int | None:
    """Where a condition begins that belongs to the next act: «…، وإذا تعذر ذلك، تحيله»; only where the verb comes first."""
    if not (sentence.words.is_verb_first and sentence.setting.is_treaty):
        return None
    fringes = (one for island in sentence.islands for one in island.fringes)
    found = opening_condition(fringes, sentence.view, low, high)
    return found.start if found else None


def _before_that(sentence: Sentence, low: int, place: int) -> int:
    """Without "and that" before the subject of a further clause of content: "shall be convened, and that the Bureau may"."""
    view, words = sentence.view, sentence.words
    that = last_word(view.text, low, place)
    if words.is_a(that, "relative"):
        return _before_relative(sentence, low, place)  # "a body, to which they shall delegate"
    while words.is_a(that, "article"):
        place = view.text.rfind(that, low, place)
        that = last_word(view.text, low, place)
    begin = view.text.rfind(that, low, place) if words.is_a(that, "content") else -1
    joint = last_word(view.text, low, begin) if begin > low else ""
    return view.text.rfind(joint, low, begin) if words.is_a(joint, "conjunction") else place


def _insert_before(sentence: Sentence, low: int, place: int) -> int:
    """Where "and" and a condition or time of the next act begin before its subject or verb: "…, and, if it refuses, shall give"."""
    view, words = sentence.view, sentence.words
    cases = (
        "cases" in words.settings and sentence.setting.is_treaty
    )  # «и при наличии разногласий создают группу»
    if words.is_verb_first or not (cases or view.text[low:place].rstrip().endswith(",")):
        return place
    kinds = ("condition", "time", "purpose", "basis") if cases else ("condition", "time")
    for one in reversed([one for island in sentence.islands for one in island.fringes]):
        if not low < one.start < place or one.row["kind"] not in kinds:
            continue
        word = last_word(view.text, low, one.start)
        return view.text.rfind(word, low, one.start) if words.is_a(word, "conjunction") else place
    return place


def _before_had(sentence: Sentence, low: int, high: int) -> int:
    """Without the particle before the next verb: «وقد قبل»."""
    word = last_word(sentence.view.text, low, high)
    particle = word.removeprefix("و")
    return sentence.view.text.rfind(word, low, high) if sentence.words.is_a(particle, "had") else high
