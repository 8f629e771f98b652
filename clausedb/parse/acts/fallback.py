"""Sentences in which no table knows a cue: what their place alone says of them."""

from __future__ import annotations

from clausedb.parse.acts.bearers import FINITE, subject_before, subject_behind
from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.indicative import indicatives
from clausedb.parse.acts.standing import RELATIVE_HEAD, Live, Setting, modifies_noun
from clausedb.parse.acts.subject import NOBODY, Subject
from clausedb.parse.acts.views import PLAIN_WORD, View, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

_RELATIVE = 4
"""Words between a relative word and its verb."""
CHARGED = "charged"
"""Form of a row whose addressees stand before the verb."""


def unmarked_cue(view: View, words: Vocabulary, setting: Setting, start: int, end: int) -> Live | None:
    """The cue of a sentence without known ones: a treaty's present
    indicative, the verb of a statement of fact, what a council charges somebody with; None where there is none of these."""
    if setting.binding == "treaty" and "indicative" in words.settings:
        if words.is_verb_first and _is_condition(view, start, end):
            return None
        return _indicative(view, words, setting, start, end) or _amending(view, words, setting, start, end)
    if setting.binding == "treaty" and not setting.is_recital:
        return _agreed(view, words, setting, start, end) or _passive(view, words, setting, start, end)
    if (
        setting.binding == "political"
        and "copula" in words.settings
        and setting.kind in ("paragraph", "article")
    ):
        return _copula(view, words, setting, start, end)
    if setting.is_resolution and setting.kind == "paragraph" and "cases" in words.settings:
        return _charge(view, words, start, end)
    return None


def _is_condition(view: View, start: int, end: int) -> bool:
    """A condition opens the sentence; an item of a list of cases has nothing else: «إذا كان التنفيذ لا يدخل في»."""
    first = PLAIN_WORD.search(view.text, start, end)
    fringe = view.cue_at("fringes", first.start(), end) if first else None
    return fringe is not None and fringe.row["kind"] == "condition" and fringe.row["clause"] in FINITE


def opening_cue(view: View, words: Vocabulary, setting: Setting, start: int, end: int) -> Live | None:
    """The participle that opens a motive, the verb that opens a paragraph of a resolution, though no table has it."""
    if setting.is_recital:
        return _initial(view, words, start, end, "initial_participle", "recital", "preamble_participle")
    if setting.is_resolution and setting.kind in ("paragraph", "article"):
        return _initial(view, words, start, end, "initial", "assertion", "finding")
    return None


def _row(force: str, subforce: str, role: str, name: str) -> dict[str, str]:
    return {"force": force, "subforce": subforce, "role": role, "form": "unmarked", "cue": name}


def _initial(
    view: View, words: Vocabulary, start: int, end: int, name: str, force: str, subforce: str
) -> Live | None:
    lead = words.leading.match(view.text, start, end)
    match = words.shape(name).match(view.text, lead.end() if lead else start, end)
    if not match:
        return None
    cue = Cue(match.start(), match.end(), _row(force, subforce, "with", f"{name.replace('_', ' ')} verb"))
    return Live(cue, NOBODY, leading=True)


def _indicative(view: View, words: Vocabulary, setting: Setting, start: int, end: int) -> Live | None:
    """The first finite verb in the present: Russian and Arabic treaties say "shall" by it."""
    found = indicatives(view, words, start, end, "unmarked")
    if not words.is_verb_first:
        cue = next((one for one in found if not _is_inside(view, words, start, one)), None)
        return Live(cue, subject_before(view, start, cue.start, words, setting.stage)) if cue else None
    cues = list(found)
    cue = cues[0] if cues else None
    if cue is not None and not words.leading.fullmatch(view.text, start, cue.start):
        cue = next((one for one in cues if rules_topic(view, words, start, one)), None)
        return Live(cue, Subject("thing", start=start, end=cue.start)) if cue else None
    return Live(cue, subject_behind(view, cue.end, end, words, setting.stage)) if cue else None


def rules_topic(view: View, words: Vocabulary, start: int, cue: Cue) -> bool:
    """The verb of what the sentence names first: «أي نزاع ينشأ بين الطرفين … يسوى بالطرق الودية»."""
    first = PLAIN_WORD.search(view.text, start, cue.start)
    if first is None or not (words.is_a(first[0], "each") or words.definite.match(first[0])):
        return False
    if view.text[cue.start] in "وف" or modifies_noun(view, words, start, cue):
        return False
    before = PLAIN_WORD.findall(view.text[start : cue.start])
    if any(words.is_a(word, "relative") for word in before[-_RELATIVE:]):
        return False
    return not words.is_a(before[-1], "infinitive", "that", "preposition", "conjunction", "negation")


def _amending(view: View, words: Vocabulary, setting: Setting, start: int, end: int) -> Live | None:
    """What an amending treaty does to another text: «Пункт 2 статьи 3 изложить в следующей редакции»."""
    verbs = view.cues("amending", start, end)
    if not verbs or setting.is_recital:
        return None
    row = _row("decision", "decide", "with", "infinitive of an amendment")
    return Live(verbs[0]._replace(row=row), NOBODY, leading=True)


def indicative_before(
    view: View, words: Vocabulary, setting: Setting, start: int, first: Live
) -> Live | None:
    """The verb with which the first known one is joined: «Рекомендации представляются на одобрение и будут осуществляться»."""
    if words.is_verb_first or setting.is_recital:
        return None
    place = _before_negation(view, start, first.cue.start, words)
    if not words.is_a(last_word(view.text, start, place), "conjunction"):
        return None
    return _indicative(view, words, setting, start, place)


def further_indicatives(view: View, words: Vocabulary, first: Live, end: int) -> list[Live]:
    """Further verbs of the same subject, each behind "and": «уведомляют об аресте и передают сообщения»."""
    if first.cue.row["form"] != "unmarked" or words.is_verb_first:
        return []
    found = [first]
    for cue in indicatives(view, words, first.cue.end, end, "unmarked"):
        low = found[-1].cue.end
        joined = words.is_a(
            last_word(view.text, low, _before_negation(view, low, cue.start, words)), "conjunction"
        )
        if (
            joined
            and not _is_inside(view, words, low, cue)
            and len(PLAIN_WORD.findall(view.text[low : cue.start])) > 1
        ):
            found.append(Live(cue, NOBODY))
    return found[1:]


def _before_negation(view: View, low: int, place: int, words: Vocabulary) -> int:
    word = last_word(view.text, low, place)
    return view.text.rfind(word, low, place) if words.is_a(word, "negation", "adverb") else place


def _agreed(view: View, words: Vocabulary, setting: Setting, start: int, end: int) -> Live | None:
    """An article that goes on behind "have agreed": "To develop the broadest cooperation between the two countries"."""
    verb = words.shape("agreed_to").match(view.text, start, end)
    if verb is None or setting.kind != "article" or not setting.stage.parties:
        return None
    cue = Cue(start, verb.end(), _row("obligation", "agreed", "with", "infinitive of what is agreed"))
    return Live(cue, Subject("party", setting.stage.parties, "elided"), leading=True)


def _passive(view: View, words: Vocabulary, setting: Setting, start: int, end: int) -> Live | None:
    """What a treaty rules by the present passive: "Heads of consular posts are appointed by the sending State"."""
    pattern = words.shape("ruled")
    for match in pattern.finditer(view.text, start, end):
        cue = Cue(
            match.start(), match.end(), _row("obligation", "shall", "after", "present passive of a treaty")
        )
        part = PLAIN_WORD.findall(view.text, max(start, view.text.rfind(",", start, cue.start)), cue.start)
        if _is_inside(view, words, start, cue) or any(words.is_a(word, "relative") for word in part):
            continue
        subject = subject_before(view, start, cue.start, words, setting.stage)
        if subject.start >= 0:
            return Live(cue, Subject("thing", start=subject.start, end=subject.end))
    return None


def _is_inside(view: View, words: Vocabulary, start: int, cue: Cue) -> bool:
    """The verb of a condition or of a relative clause: no comma parts it from the word that opens that."""
    begin = max(view.text.rfind(",", start, cue.start) + 1, start)
    heads = PLAIN_WORD.findall(view.text[begin : cue.start])[:RELATIVE_HEAD]
    relative = begin > start and any(words.is_a(word, "relative") for word in heads)
    return relative or any(
        one.row["kind"] == "condition" and one.row["clause"] in FINITE
        for one in view.cues("fringes", begin, cue.start)
    )


def _charge(view: View, words: Vocabulary, start: int, end: int) -> Live | None:
    """The first infinitive of a decision: «Исполнительному комитету обеспечить контроль», «Следующее заседание провести …»;
    or who is charged with what a list says: «Исполнительному комитету:»."""
    verb = words.infinitive.search(view.text, start, end)
    until = verb.start() if verb else end
    charged = words.shape("charged").match(view.text, start, until)
    told = charged is not None or bool(view.names_in(start, until))
    force, subforce = ("directive", "instruct") if told else ("decision", "decide")
    row = {**_row(force, subforce, "with", "infinitive of a decision"), "form": CHARGED}
    if verb is not None:
        return Live(Cue(verb.start(), verb.end(), row), NOBODY, leading=True)
    bare = view.text[start:end].rstrip()
    if charged is None or not bare.endswith(":"):
        return None
    return Live(Cue(start, start + len(bare) - 1, {**row, "role": "opener"}), NOBODY, leading=True)


def further_charges(view: View, words: Vocabulary, first: Live, end: int) -> list[Live]:
    """Further infinitives of a decision, each with an object of its own: «Утвердить Положение и создать Совет»."""
    row = first.cue.row
    if row["form"] != CHARGED and (row["form"], row["force"]) != ("infinitive", "decision"):
        return []  # behind «Просить» the further infinitive is what is asked
    found = [first]
    for match in words.joins.finditer(view.text, first.cue.end, end):
        between = PLAIN_WORD.findall(view.text[found[-1].cue.end : match.start()])
        if sum(not words.is_adverb(word) for word in between) < 2:
            continue  # «обобщать и анализировать информацию»
        known = view.cue_at("cues", match.start("verb"), end)
        row = known.row if known and known.row["form"] == "infinitive" else row
        found.append(Live(Cue(match.start("verb"), match.end("verb"), row), NOBODY))
    return found[1:]


def _copula(view: View, words: Vocabulary, setting: Setting, start: int, end: int) -> Live | None:
    """A statement of fact by those who make the document."""
    match = words.shape("copula").search(view.text, start, end)
    if not match:
        return None
    cue = Cue(match.start(), match.end(), _row("assertion", "finding", "with", "statement of fact"))
    return Live(cue, NOBODY)
