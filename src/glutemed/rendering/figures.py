"""Measured figures as content: tables of what can be compared, rows for machines, and one compact notation."""

from collections.abc import Iterable, Iterator, Sequence

from glutemed.model.catalog import Catalog, Comparator
from glutemed.model.exercise import Evidence, Exercise
from glutemed.rendering.citing import GRADES, SEEN_MARKS, marked
from glutemed.rendering.sections import Section
from glutemed.rendering.words import plain, sentence

__all__ = ["COLUMNS", "evidence", "figure_data", "figure_sections", "notation"]

Measured = Exercise | Comparator

COLUMNS = (
    "exercise",
    "outcome",
    "measure",
    "value",
    "low",
    "high",
    "sd",
    "n",
    "variant",
    "population",
    "load",
    "source",
    "seen",
    "note",
    "grade",
    "prescribed",
)
"""What a figure has as data: `grade` is that of its source, `prescribed` is false for what is only measured."""

GROUPS = {
    "mean": ("Means, in % of maximum", "Means can be compared with care: people, variants and electrodes differ."),
    "average-of-peaks": (
        "Averages of peaks, in % of maximum",
        "An average of peaks reads higher than a mean, so it is not comparable with means.",
    ),
    "range-end": (
        "Ends of printed ranges, in % of maximum",
        "One end of a range, or a highest value, that a text prints. It is not comparable with means.",
    ),
    "interval": (
        "Intervals, in % of maximum",
        "A confidence interval without its mean. It is not comparable with single values.",
    ),
    "force": (
        "Muscle force, in newtons",
        "Force is another thing than activity: newtons are not comparable with % of maximum.",
    ),
}
"""What stands together, in the order shown: a title, and how far the figures can be compared."""

LEGEND = f"SD is the spread, n the number of people; - where the text read does not say. {SEEN_MARKS} {GRADES}"


def evidence(catalog: Catalog, exercise: Exercise) -> Iterator[Section]:
    """Return what is known of an exercise's activity and force: the level, every figure, and where sources disagree."""
    title = f"Activation: {plain(exercise.activation)}"
    groups = list(_groups((exercise,)))
    if not groups:
        yield Section(title=title, lines=["No figure for this exercise was found; none is invented."])
    else:
        apart = ["Each table holds what was measured alike. What stands in different tables is not comparable."]
        lines = [*_level(exercise), *(apart if len(groups) > 1 else []), LEGEND]
        yield Section(title=title, lines=lines)
        grades = _grades(catalog)
        for group, rows in groups:
            name, text = GROUPS[group]
            yield _table(name, _span(rows, text), rows, grades, named=False)
        if notes := list(_notes(exercise.evidence)):
            yield Section(title="On these figures", lines=notes)
    if exercise.conflicts:
        yield Section(title="Where sources disagree", rows=list(_conflicts(catalog, exercise)))


def figure_sections(catalog: Catalog, exercises: Sequence[Exercise], others: Sequence[Comparator]) -> Iterator[Section]:
    """Return every figure of exercises, and of what was measured but is not prescribed, in tables of what was alike."""
    yield Section(title="Measured figures", texts=("Activation informs. It never chooses an exercise (A11).", LEGEND))
    grades = _grades(catalog)
    for group, rows in _groups(exercises):
        name, text = GROUPS[group]
        yield _table(f"{name} ({len(rows)})", text, rows, grades, named=True)
    for group, rows in _groups(others):
        name, text = GROUPS[group]
        yield _table(f"Measured, not prescribed. {name} ({len(rows)})", text, rows, grades, named=True)


def figure_data(
    catalog: Catalog, exercises: Iterable[Exercise], others: Iterable[Comparator]
) -> list[dict[str, object]]:
    """Return every figure as plain data, one for each figure, under `COLUMNS`."""
    grades = _grades(catalog)
    rows: list[dict[str, object]] = []
    for entries, prescribed in ((exercises, True), (others, False)):
        for entry in entries:
            for figure in entry.evidence:
                own = {name: getattr(figure, name) for name in COLUMNS[1:14]}
                grade = grades.get(figure.source)
                rows.append({"exercise": entry.id, **own, "grade": grade, "prescribed": prescribed})
    return rows


def notation(figures: Iterable[Evidence], outcome: str) -> list[str]:
    """Return the figures of an outcome in the compact notation of `list --format csv`.

    MEASURE VALUE, or MEASURE LOW to HIGH, then `sd` SD and `n` PEOPLE where they are known, the
    variant and load in square brackets, the source's key, and how it was seen:
    `mean 81 sd 42 n 20 [standard] distefano2009 P`.
    """
    return [_noted(figure) for figure in figures if figure.outcome == outcome]


def _noted(figure: Evidence) -> str:
    value = f"{_number(figure.low)} to {_number(figure.high)}" if figure.value is None else _number(figure.value)
    parts = [figure.measure, value]
    parts += ["sd", _number(figure.sd)] if figure.sd is not None else []
    parts += ["n", str(figure.n)] if figure.n is not None else []
    done = _done(figure).translate(str.maketrans("[];", "(),"))
    return " ".join([*parts, *([f"[{done}]"] if done else []), figure.source, figure.seen])


def _number(value: float | None) -> str:
    """Return a number as short as it can be without loss."""
    return "" if value is None else repr(value).removesuffix(".0")


def _grades(catalog: Catalog) -> dict[str, str | None]:
    return {source.key: source.grade for source in catalog.sources}


def _groups(entries: Iterable[Measured]) -> Iterator[tuple[str, list[tuple[Measured, Evidence]]]]:
    """Return the figures of entries by what can be compared, in the order of `GROUPS`."""
    grouped: dict[str, list[tuple[Measured, Evidence]]] = {group: [] for group in GROUPS}
    for entry in sorted(entries, key=lambda entry: entry.name):
        for figure in entry.evidence:
            measure = "mean" if figure.measure == "pooled" else figure.measure
            grouped["force" if figure.outcome == "force" else measure].append((entry, figure))
    yield from ((group, rows) for group, rows in grouped.items() if rows)


def _level(exercise: Exercise) -> Iterator[str]:
    informs = "A level informs; it never chooses an exercise (A11)."
    if exercise.activation == "not-measured":
        yield f"No mean was found, so there is no level. {informs}"
    elif exercise.activation == "conflicting":
        yield f"The lowest mean is low and the highest very high, so no level is given (words-activation). {informs}"
    else:
        yield f"The level is the band of the median of the means (words-activation). {informs}"


def _span(rows: Sequence[tuple[Measured, Evidence]], text: str) -> str:
    """Return how far the figures of a table lie apart, before what can be said of comparing them."""
    values = [figure.value for _, figure in rows if figure.value is not None]
    if len(values) < 2 or min(values) == max(values):
        return text
    return f"{len(rows)} figures, from {_number(min(values))} to {_number(max(values))}. {text}"


def _table(
    title: str, text: str, rows: Iterable[tuple[Measured, Evidence]], grades: dict[str, str | None], *, named: bool
) -> Section:
    """Return a table of figures, with the names of the exercises where it holds several."""
    head = ("Value", "SD", "n", "What was done, by whom", "Source", "Seen", "Grade")
    table = []
    for entry, figure in rows:
        what = "; ".join(filter(None, (_done(figure) or "standard", _made(figure), figure.population)))
        done = f"{entry.name}: {what}" if named else what
        known = (_number(figure.sd) or "-", str(figure.n or "-"))
        table.append((_value(figure), *known, done, figure.source, figure.seen, grades.get(figure.source) or "-"))
    return Section(title=title, texts=(text,), head=head, table=table)


def _made(figure: Evidence) -> str:
    """Return how a figure was made, where the table and its people do not say it."""
    if figure.measure == "interval":
        return "confidence interval, no mean printed"
    if figure.measure == "pooled":
        return "" if figure.population else "mean over studies"
    return plain(figure.measure) if figure.outcome == "force" else ""


def _value(figure: Evidence) -> str:
    unit = "N" if figure.outcome == "force" else "%"
    value = f"{_number(figure.low)}-{_number(figure.high)}" if figure.value is None else _number(figure.value)
    return f"{value} {unit}"


def _done(figure: Evidence) -> str:
    """Return variant and load, or the one of them that says it all."""
    variant, load = figure.variant, "no load" if figure.load == "none" else figure.load
    if _plain(load) in _plain(variant):
        return variant
    return load if _plain(variant) in _plain(load) else f"{variant}, {load}"


def _plain(text: str) -> str:
    return text.replace(" percent", "%").casefold()


def _notes(figures: Iterable[Evidence]) -> Iterator[str]:
    """Return what to know about figures; those of a source with the same note stand in one line."""
    alike: dict[tuple[str, str], list[str]] = {}
    for figure in figures:
        if figure.note:
            alike.setdefault((figure.source, figure.note), []).append(_value(figure))
    for (source, note), values in alike.items():
        yield f"{source}, {' and '.join(values)}: {sentence(note)}"


def _conflicts(catalog: Catalog, exercise: Exercise) -> Iterator[tuple[str, str]]:
    second_hand = {figure.source for figure in exercise.evidence if figure.seen == "S"}
    for number, conflict in enumerate(exercise.conflicts, 1):
        count = f" {number}" if len(exercise.conflicts) > 1 else ""
        yield f"Conflict{count}", sentence(conflict.text)
        yield f"Ruling{count} (X)", sentence(conflict.ruling)
        yield "Rests on", marked(catalog, conflict.sources, second_hand)
