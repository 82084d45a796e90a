"""The generated parts about what the rules rest on: limits, numbered statements, publications."""

from tables import CATALOG, keys, plain, table

from glutemed.rendering.citing import SEEN, reference


def limits() -> str:
    """Return every limit with its unit and sources, and how far a catalogue of one's own may tighten it."""
    rows = (
        (
            f"`{row.id}`",
            f"{row.value:g}",
            "-" if row.strictest is None else f"{row.strictest:g}",
            plain(row.unit),
            plain(row.text),
            keys(row.sources),
        )
        for row in CATALOG.limits
    )
    return table(("Limit", "Value", "Strictest", "Unit", "What it bounds", "Sources"), rows)


def statements() -> str:
    """Return every numbered statement with its grade."""
    rows = (
        (f"`{row.id}`", row.grade, SEEN[row.seen], plain(row.text), keys(row.sources)) for row in CATALOG.statements
    )
    return table(("Key", "Grade", "Seen", "What it says", "Rests on"), rows)


def publications() -> str:
    """Return every publication with how it was seen, and its grade where it has one."""
    rows = (
        (f"`{row.key}`", row.kind, SEEN[row.seen], row.grade or "", plain(reference(row))) for row in CATALOG.sources
    )
    return table(("Key", "Kind", "Seen", "Grade", "Reference"), rows)
