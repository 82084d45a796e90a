"""Publications and numbered statements as content: all of them in tables, or some in full with what rests on them."""

from collections.abc import Iterable, Iterator

from glutemed.model.catalog import Catalog, Source, Statement, cited_in
from glutemed.model.records import encode
from glutemed.rendering.citing import GRADE, SEEN, SEEN_MARKS, reference
from glutemed.rendering.sections import Section, sources

__all__ = ["COLUMNS", "in_full", "index", "publications", "reference_cells", "reference_data"]

KINDS = {
    "guideline": "Guidelines and consensus: what experts agreed on",
    "review": "Reviews: several studies taken together",
    "trial": "Trials: treatments compared",
    "study": "Other studies: what was measured or observed",
    "leaflet": "Leaflets and web pages",
    "note": "Notes that quote papers",
    "article": "The article that this program started from",
}
PARTS = {
    "exercises": "Exercises",
    "comparators": "Measured only",
    "basis": "Fields",
    "ladders": "Ladders",
    "adaptation": "Rows that make next week",
    "conditions": "Conditions",
    "protocols": "Protocols",
    "limits": "Limits",
    "rules": "Rules",
    "advice": "Advice",
    "questions": "Safety questions",
    "tests": "Home tests",
    "gates": "Gates",
    "statements": "Statements",
}
"""The sections of a catalogue that name sources, and what they are called on a page."""

COLUMNS = (
    "key",
    "type",
    "kind",
    "grade",
    "seen",
    "authors",
    "year",
    "title",
    "journal",
    "doi",
    "pmid",
    "pmcid",
    "urls",
    "text",
    "sources",
    "note",
    "named_by",
)
"""What a publication or statement has as data; `text` and `sources` are those of a statement."""

STATEMENTS = (
    "Numbered statements have keys of their own: A01 and on are the article's claims, R-001 and on clinical rules, "
    "L-1 and on ladders, P01 and on what is true of every plan, ruling-... and words-... our own. "
    "Ask for any key: glutemed sources R-001."
)


def index(catalog: Catalog) -> Iterator[Section]:
    """Return every publication by kind, and how to ask for one, or for a statement."""
    yield Section(title=f"Publications: {len(catalog.sources)}", texts=(SEEN_MARKS,))
    for kind, title in KINDS.items():
        table = [(one.key, one.seen, reference(one)) for one in catalog.sources if one.kind == kind]
        if table:
            yield Section(title=f"{title} ({len(table)})", head=("Key", "Seen", "Reference"), table=table)
    yield Section(title=f"Statements: {len(catalog.statements)}", texts=(STATEMENTS,))


def in_full(catalog: Catalog, cited: Iterable[Source | Statement]) -> Iterator[Section]:
    """Return publications and statements in full, each with what rests on it."""
    naming = _naming(catalog)
    for one in cited:
        key = _key(one)
        if isinstance(one, Source):
            yield Section(title=key, rows=list(_publication(one)))
        else:
            yield Section(title=key, texts=(one.text,), rows=list(_standing(one)))
            if one.sources:
                yield sources(catalog, one.sources)._replace(title=f"What {key} rests on")
        rows = [(PARTS[part], ", ".join(names)) for part, names in naming.get(key, {}).items()]
        if rows:
            yield Section(title=f"What rests on {key}", rows=rows)
        else:
            yield Section(title=f"What rests on {key}", texts=("Nothing in this catalogue names it.",))


def publications(catalog: Catalog, cited: Iterable[Source | Statement]) -> list[Source]:
    """Return the publications among what is cited, and those that its statements rest on, each once."""
    known: dict[str, Source | Statement] = {one.id: one for one in catalog.statements}
    known |= {one.key: one for one in catalog.sources}
    found: dict[str, Source] = {}
    queue, seen = list(cited), set()
    while queue:
        one = queue.pop(0)
        if isinstance(one, Source):
            found[one.key] = one
        elif one.id not in seen:
            seen.add(one.id)
            queue += [known[key] for key in one.sources if key in known]
    return list(found.values())


def reference_data(catalog: Catalog, cited: Iterable[Source | Statement]) -> list[dict[str, object]]:
    """Return publications and statements as plain data, one for each, under `COLUMNS`; what does not apply is None."""
    naming = _naming(catalog)
    rows = []
    for one in cited:
        key = _key(one)
        kind = "publication" if isinstance(one, Source) else "statement"
        row = {**dict.fromkeys(COLUMNS), **encode(one), "key": key, "type": kind, "named_by": naming.get(key, {})}
        rows.append({name: row[name] for name in COLUMNS})
    return rows


def reference_cells(catalog: Catalog, cited: Iterable[Source | Statement]) -> list[dict[str, object]]:
    """Return publications and statements as the cells of CSV."""
    naming = _naming(catalog)
    return [
        {**row, "named_by": {part: ", ".join(names) for part, names in naming.get(str(row["key"]), {}).items()}}
        for row in reference_data(catalog, cited)
    ]


def _key(one: Source | Statement) -> str:
    return one.key if isinstance(one, Source) else one.id


def _publication(source: Source) -> Iterator[tuple[str, str]]:
    yield "Kind", source.kind
    yield from _standing(source)
    for label, text in (
        ("Authors", source.authors),
        ("Year", str(source.year or "")),
        ("Title", source.title),
        ("Published in", source.journal),
        ("DOI", f"https://doi.org/{source.doi}" if source.doi else ""),
        ("PubMed", source.pmid),
        ("PubMed Central", source.pmcid),
        *(("Address", url) for url in source.urls),
        ("Note", source.note),
    ):
        if text:
            yield label, text


def _standing(one: Source | Statement) -> Iterator[tuple[str, str]]:
    yield "Seen", f"{one.seen}, {SEEN[one.seen]}"
    if one.grade:
        yield "Grade", f"{one.grade}, {GRADE[one.grade]}"


def _naming(catalog: Catalog) -> dict[str, dict[str, list[str]]]:
    """Return, for each key, the entries that name it, by section."""
    found: dict[str, dict[str, list[str]]] = {}
    for part in PARTS:
        for entry in getattr(catalog, part):
            keys = [*cited_in(encode(entry)), *([entry.rule] if part == "rules" else [])]
            for key in dict.fromkeys(keys):
                found.setdefault(key, {}).setdefault(part, []).append(_entry(entry))
    return found


def _entry(entry: object) -> str:
    """Return what names an entry: its id, name or topic, or the fields that it is the basis of."""
    named = next((getattr(entry, name) for name in ("id", "name", "topic") if hasattr(entry, name)), "")
    return named or " ".join(getattr(entry, "fields", ()))
