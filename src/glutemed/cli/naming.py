"""What the files of a batch are called: a template of a row's own words, and never a way out of the folder."""

import re
from collections.abc import Mapping
from unicodedata import category

from glutemed.errors import UsageError, did_you_mean
from glutemed.loading.text import composed

__all__ = ["FIELDS", "TEMPLATE", "file_name", "read_template"]

TEMPLATE = "{number}-{name}"
FIELDS = ("number", "id", "name", "goal", "stage", "start", "format")
FIELD_BYTES_MAX = AROUND_BYTES_MAX = 60
"""Of each field, and of all that stands around them: no name is too long for a disk."""
MARKS = ("Mn", "Mc")
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|report)(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices, and ours."""
_FIELD = re.compile(r"\{([^{}]*)\}")


def read_template(option: str, template: str) -> str:
    """Return a template of file names; UsageError for a field that rows lack, or a sign that steers a path."""
    fields = _FIELD.findall(template)
    for field in fields:
        if field not in FIELDS:
            allowed = ", ".join(f"{{{known}}}" for known in FIELDS)
            raise UsageError(f"{option}: {{{field[:20]}}} is no field; allowed: {allowed}{did_you_mean(field, FIELDS)}")
    if not {"number", "id", "name"} & set(fields):
        raise UsageError(f"{option}: needs {{number}}, {{id}} or {{name}}, so that rows have files of their own")
    around = _FIELD.sub("", template)
    once, short = len(set(fields)) == len(fields), len(around.encode()) <= AROUND_BYTES_MAX
    if not (once and short and re.fullmatch(r"[\w ().,-]*", around)) or template.startswith("."):
        told = "letters, digits, spaces and _ . , - ( ) may stand around the fields, 60 at most, each field once"
        raise UsageError(f"{option}: {told}; no dot first")
    return composed(template)


def file_name(template: str, number: int, fields: Mapping[str, str], suffix: str) -> str:
    """Return the name of a row's file; `suffix` is its ending. Rows have five digits, so that they sort.

    A field that is too long is cut, so that the others keep their place.
    """
    words = {**{field: _plain(text) for field, text in fields.items()}, "number": f"{number:05}"}
    made = _FIELD.sub(lambda found: words.get(found[1], ""), template)
    made = re.sub(r"-{2,}", "-", made).strip("-. ") or words["number"]
    return f"{'_' if RESERVED.fullmatch(made) else ''}{made}{suffix}"


def _plain(text: str) -> str:
    """Return a text with its letters, marks and digits alone, of any script; what is between them becomes a dash."""
    kept = "".join(one if one.isalnum() or category(one) in MARKS else "-" for one in composed(text).casefold())
    plain = re.sub(r"-{2,}", "-", kept).strip("-")
    while len(plain.encode()) > FIELD_BYTES_MAX:
        plain = plain[:-1]
    return plain
