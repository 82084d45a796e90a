"""Publications as BibTeX, for reference managers and LaTeX with UTF-8 input."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from glutemed.model.catalog import Source
from glutemed.rendering.citing import SEEN

__all__ = ["to_bibtex"]

_SPECIAL = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{character: f"\\{character}" for character in "&%#_$"},
    }
)
_PERSON = re.compile(r"(?P<last>.+) (?P<initials>[^\W\d_]{1,3})")
_OTHERS = re.compile(r" (?:and others|et al\.?)$")
_BEHALF = re.compile(r" \(([^()]*)\)$")
_ISSUE = re.compile(r"(?P<journal>.+?),? (?P<volume>\d+)(?:\((?P<number>[^()]+)\))?(?::(?P<pages>\w+(?:-\w+)?))?")
_PAGES = re.compile(r"(?P<journal>.+?)(?:, issue (?P<number>\d+))?,? (?P<pages>\d+-\d+|e\d+)")


def to_bibtex(sources: Iterable[Source]) -> str:
    """Return publications as entries: @article where authors, title, journal and year are all known, else @misc.

    Texts are escaped for LaTeX; addresses and identifiers stay as they are, as BibTeX takes them.
    BibTeX knows no case in keys, so a key that is there already gets a number.
    """
    used: set[str] = set()
    entries = [_entry(source, _unused(source.key, used)) for source in sources]
    return "\n".join(entries) or "% Nothing to cite: what was asked for rests on no publication.\n"


def _unused(key: str, used: set[str]) -> str:
    number, found = 1, key
    while found.casefold() in used:
        number += 1
        found = f"{key}-{number}"
    used.add(found.casefold())
    return found


def _entry(source: Source, key: str) -> str:
    authors, behalf = _authors(source)
    place = _place(source.journal)
    article = bool(authors and source.title and source.journal and source.year)
    note = [behalf, f"PMCID {source.pmcid}" if source.pmcid else ""]
    fields = {
        "author": authors,
        "title": f"{{{_escaped(source.title)}}}" if source.title else "",
        **({name: _escaped(text) for name, text in place.items()} if article else {}),
        "howpublished": "" if article else _escaped(source.journal),
        "year": str(source.year or ""),
        "doi": _address(source.doi),
        "eprint": source.pmid,
        "eprinttype": "pubmed" if source.pmid else "",
        "url": _address(next(iter(source.urls), "")),
        "note": _escaped(". ".join(filter(None, note))),
        "annote": _escaped(f"Seen: {SEEN[source.seen]}. {source.note}"),
    }
    lines = [f"  {name} = {{{text}}},\n" for name, text in fields.items() if text]
    return f"@{'article' if article else 'misc'}{{{key},\n{''.join(lines)}}}\n"


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(_SPECIAL)


def _address(text: str) -> str:
    """Return an address or identifier with what would end its braces percent-encoded."""
    return "".join(quote(character) if character in '{}\\ "' else character for character in text)


def _place(journal: str) -> dict[str, str]:
    """Return journal, volume, number and pages, as far as they are given."""
    found = _ISSUE.fullmatch(journal) or _PAGES.fullmatch(journal)
    if found is None:
        return {"journal": journal}
    parts = {name: text for name, text in found.groupdict().items() if text}
    return {**parts, "pages": parts["pages"].replace("-", "--")} if "pages" in parts else parts


def _authors(source: Source) -> tuple[str, str]:
    """Return authors joined by "and", and on whose behalf they wrote, if that is told."""
    behalf = _BEHALF.search(source.authors)
    text = source.authors[: behalf.start()] if behalf else source.authors
    groups = [group.strip() for group in text.split(";") if group.strip()]
    names = [name for group in groups for name in _names(_OTHERS.sub("", group), source, more=group)]
    others = ["others"] if any(map(_OTHERS.search, groups)) else []
    return " and ".join([*dict.fromkeys(names), *others]), behalf[1] if behalf else ""


def _names(group: str, source: Source, *, more: str) -> Iterator[str]:
    """Return the names of a group of authors: people by family name and initials, or a body in braces."""
    parts = group.split(", ")
    people = [found for part in parts if (found := _PERSON.fullmatch(part)) and found["initials"].isupper()]
    cut = group != more
    if len(people) == len(parts) and (cut or source.journal or len(parts) > 1):
        for person in people:
            yield f"{_escaped(person['last'])}, {'. '.join(person['initials'])}."
    elif cut or all(" " not in part for part in group.split(" and ")):
        yield from (_whole(part) for part in re.split(", | and ", group))
    else:
        yield _whole(group)


def _whole(name: str) -> str:
    """Return a name that BibTeX leaves in one piece."""
    return _escaped(name) if name.isalpha() else f"{{{_escaped(name)}}}"
