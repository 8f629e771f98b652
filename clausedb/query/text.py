"""A statement as text again, in its canonical form: `parse(show(ast)) == ast`."""

from __future__ import annotations

from clausedb.query import ast

_UNITS = {"sentence": "/s", "paragraph": "/p"}


def show(node: ast.Statement) -> str:
    """The canonical text of a statement."""
    match node:
        case ast.Query():
            return show_query(node)
        case ast.LetQuery(name, query):
            return f"let {name.text} = {show_query(query)}"
        case ast.LetValue(name, value):
            return f"let ${name.text} = {show_value(value)}"
        case ast.CompareRefs(refs):
            return "compare " + " with ".join(show_ref(ref) for ref in refs)
        case ast.Explain(query, dialect):
            return f"explain {'' if dialect == 'duckdb' else dialect + ' '}{show_query(query)}"
        case ast.ShowRef(handle):
            return f"@{handle.text}"


def show_query(query: ast.Query) -> str:
    """The query in its canonical form."""
    stages = list(query.stages)
    text = query.source.text
    if stages and isinstance(stages[0], ast.Where):
        text += " " + show_stage(stages.pop(0))
    return " | ".join([text, *(show_stage(stage) for stage in stages)])


def show_stage(stage: ast.Stage) -> str:
    """One stage without the bar before it."""
    match stage:
        case ast.Where(condition):
            return f"where {show_condition(condition)}"
        case ast.Count(by, distinct):
            return "count" + (f" distinct {distinct.text}" if distinct else "") + _by(by)
        case ast.Summarize(aggregates, by):
            return "summarize " + ", ".join(_aggregate(one) for one in aggregates) + _by(by)
        case ast.Cross(rows, columns):
            return f"cross {rows.text} by {columns.text}"
        case ast.Sort(keys):
            return "sort " + ", ".join(key.field.text + (" desc" if key.descending else "") for key in keys)
        case ast.Take(count, last):
            return f"{'last' if last else 'first'} {count}"
        case ast.Show(fields):
            return "show " + _names(fields)
        case ast.Unique(fields):
            return f"unique {_names(fields)}".rstrip()
        case ast.Kwic(width):
            return f"kwic {width}"
        case ast.To(entity):
            return f"to {entity.text}"
        case ast.Follow(cited, depth):
            return f"follow {'cited by' if cited else 'cites'}{_depth(depth)}"
        case ast.Export(file):
            return f"export {quoted(file)}"


def show_condition(condition: ast.Condition, *, inside: str = "or") -> str:
    """A condition; `inside` is what it stands in (or, and, not), which says where it needs brackets."""
    match condition:
        case ast.Or(parts):
            text = " or ".join(show_condition(part, inside="and") for part in parts)
            return text if inside == "or" else f"({text})"
        case ast.And(parts):
            text = " and ".join(show_condition(part, inside="not") for part in parts)
            return f"({text})" if inside == "not" else text
        case ast.Not(part):
            return f"not {show_condition(part, inside='not')}"
        case ast.Flag(field):
            return field.text
        case ast.Compare(field, sign, value):
            words = {"=": "is", "!=": "is not"}
            return f"{field.text} {words.get(sign, sign)} {show_value(value)}"
        case ast.Empty(field, negated):
            return f"{field.text} is {'not ' if negated else ''}empty"
        case ast.Range(field, low, high):
            return f"{field.text} in {show_value(low)}..{show_value(high)}"
        case ast.OneOf(field, values, negated):
            listed = ", ".join(show_value(value) for value in values)
            if len(values) == 1 and isinstance(values[0], ast.Variable) and not negated:
                return f"{field.text} in {listed}"
            return f"{field.text} {'not ' if negated else ''}in ({listed})"
        case ast.Has(field, text_condition):
            return f"{field.text} has {show_text(text_condition)}"
        case ast.Cites(ref, depth, cited):
            return f"{'cited by' if cited else 'cites'} {show_ref(ref)}{_depth(depth)}"
        case ast.Under(value):
            return f"under {show_value(value)}"
        case ast.With(entity, inner, negated):
            start = f"{'without' if negated else 'with'} {entity.text}"
            return start if inner is None else f"{start} ({show_condition(inner)})"


def show_text(text: ast.TextCondition, *, nested: bool = False) -> str:
    """A text condition; in brackets where it is more than one word, phrase or pair, or stands in another."""
    match text:
        case ast.TextWord(word):
            return word
        case ast.TextPhrase(phrase):
            return quoted(phrase)
        case ast.TextPrefix(beginning):
            return f"{beginning}*"
        case ast.TextVariable(name):
            return f"${name}"
        case ast.TextNear(left, right):
            near = f"{_inside_pair(left)} {_near(text)} {_inside_pair(right)}"
            return f"({near})" if nested else near
        case ast.TextAnd(parts):
            return "(" + " and ".join(_inside(part) for part in parts) + ")"
        case ast.TextOr(parts):
            return "(" + " or ".join(_inside(part) for part in parts) + ")"
        case ast.TextNot(part):
            return f"(not {show_text(part, nested=True)})"


def _inside(part: ast.TextCondition) -> str:
    if isinstance(part, ast.TextNot):
        return f"not {show_text(part.part, nested=True)}"
    return show_text(part, nested=isinstance(part, ast.TextNear))


def _inside_pair(part: ast.TextCondition) -> str:
    return show_text(part, nested=True)


def _near(near: ast.TextNear) -> str:
    if near.unit in _UNITS:
        return _UNITS[near.unit]
    return f"{'pre' if near.ordered else 'near'}/{near.distance}"


def show_value(value: ast.Value) -> str:
    """A value as it is written in a query."""
    match value:
        case ast.Name(text) | ast.Number(text) | ast.Day(text):
            return text
        case ast.Text(text):
            return quoted(text)
        case ast.Variable(text):
            return f"${text}"
        case ast.Handle(text):
            return f"@{text}"


def show_ref(ref: ast.Ref) -> str:
    """What is cited or compared as it is written in a query."""
    place = "" if ref.place is None else f" para {quoted(ref.place)}"
    if ref.place is not None and ref.place.isdecimal() and ref.place.isascii():
        place = f" para {ref.place}"
    return show_value(ref.value) + place


def quoted(text: str) -> str:
    """Words in quotation marks that they do not hold themselves."""
    if '"' not in text:
        return f'"{text}"'
    return f"«{text}»" if "»" not in text else f"“{text}”"


def _depth(depth: ast.Depth) -> str:
    if depth.steps is None:
        return " transitively"
    return "" if depth.steps == 1 else f" within {depth.steps} steps"


def _by(names: tuple[ast.Name, ...]) -> str:
    return f" by {_names(names)}" if names else ""


def _names(names: tuple[ast.Name, ...]) -> str:
    return ", ".join(name.text for name in names)


def _aggregate(one: ast.Aggregate) -> str:
    return f"{one.name.text} = {one.function}" + (f" {one.field.text}" if one.field else "")
