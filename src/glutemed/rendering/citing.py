"""Sources as every format names them: keys behind a text, grades, how each was seen, references in full."""

from collections.abc import Container, Iterable, Iterator

from glutemed.model.catalog import Catalog, Source, Statement
from glutemed.model.plan import Advice, Decision, Plan, Reason

__all__ = [
    "GRADE",
    "GRADES",
    "SEEN",
    "SEEN_MARKS",
    "cite",
    "cited_lines",
    "cited_rows",
    "marked",
    "reference",
    "source_keys",
    "source_lines",
    "standing",
]

SEEN = {"P": "read in the original", "Q": "quoted", "S": "second-hand", "X": "our own"}
SEEN_MARKS = f"Seen: {', '.join(f'{mark} {text}' for mark, text in SEEN.items())}."
GRADE = {
    "A": "guideline or consistent reviews",
    "B": "randomised trial or single review",
    "C": "small or laboratory study",
    "D": "expert practice or leaflet",
    "X": "our own",
}
GRADES = f"Grades: {', '.join(f'{mark} {text}' for mark, text in GRADE.items())}."


def cite(text: str, sources: Iterable[str]) -> str:
    """Return a text with its sources after it."""
    keys = ", ".join(dict.fromkeys(sources))
    return f"{text} ({keys})" if keys else text


def source_lines(catalog: Catalog, plan: Plan, others: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return every source that the plan names, and `others`: key, and grade, how it was seen and what it says."""
    return cited_lines(catalog, _named_sources(plan, others))


def cited_lines(catalog: Catalog, keys: Iterable[str]) -> list[tuple[str, str]]:
    """Return keys with what stands behind each: grade, how it was seen and what it says."""
    return [(key, f"{how}: {text}") for key, how, text in cited_rows(catalog, keys)]


def cited_rows(catalog: Catalog, keys: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Return what stands behind each key that the catalogue knows: the key, its grade and how it was seen, its text."""
    statements = {statement.id: statement for statement in catalog.statements}
    sources = {source.key: source for source in catalog.sources}
    for key in keys:
        if statement := statements.get(key):
            yield key, standing(statement), statement.text
        elif source := sources.get(key):
            yield key, standing(source), reference(source)


def source_keys(catalog: Catalog, plan: Plan, others: Iterable[str] = ()) -> str:
    """Return the plan's sources in short: keys with their grades, and marks on what is second-hand."""
    keys = marked(catalog, _named_sources(plan, others))
    return f"{keys}. {GRADES} In full: the same command with --plain."


def marked(catalog: Catalog, keys: Iterable[str], second_hand: Container[str] = ()) -> str:
    """Return keys in a row, each with its grade, and a mark on what is second-hand.

    `second_hand` are keys of which something was read elsewhere, though they were seen themselves.
    """
    known: dict[str, Source | Statement] = {source.key: source for source in catalog.sources}
    known |= {statement.id: statement for statement in catalog.statements}
    parts = []
    for key in keys:
        cited = known.get(key)
        marks = [cited.grade or "", "second-hand" if cited.seen == "S" or key in second_hand else ""] if cited else []
        parts.append(f"{key} ({', '.join(filter(None, marks))})" if any(marks) else key)
    return ", ".join(parts)


def standing(cited: Source | Statement) -> str:
    """Return how far a source or statement can be leant on: its grade, if it has one, and how or where it was seen."""
    of_article = isinstance(cited, Statement) and cited.sources == ("article",)
    where = "the article that this program started from" if of_article else SEEN[cited.seen]
    return f"grade {cited.grade}, {where}" if cited.grade else where


def reference(source: Source) -> str:
    """Return a source as one line: who, when, what, where, and its DOI or address."""
    place = f"doi {source.doi}" if source.doi else next(iter(source.urls), "")
    parts = (source.authors, str(source.year or ""), source.title, source.journal, place)
    return ". ".join(part.rstrip(".") for part in parts if part)


def _named_sources(plan: Plan, others: Iterable[str]) -> list[str]:
    cited: tuple[Reason | Decision | Advice, ...] = (
        *(reason for item in plan.items() for reason in item.reasons),
        *plan.decisions,
        *plan.advice,
    )
    return sorted({*others, *(key for part in cited for key in part.sources)}, key=_by_number)


def _by_number(key: str) -> tuple[str, int, str]:
    letters = key.rstrip("0123456789abcdefghijklmnopqrstuvwxyz")
    digits = "".join(character for character in key[len(letters) :] if character.isdigit())
    return (letters, int(digits or 0), key) if letters else ("~", 0, key)
