"""What the files of a batch are called: a template of a row's own words, and never a way out of the folder."""

import os
import re
from collections.abc import Mapping

from glutemed.errors import UsageError, did_you_mean
from glutemed.loading.text import composed

__all__ = ["FIELDS", "TEMPLATE", "file_name", "read_template"]

TEMPLATE = "{number}-{name}"
FIELDS = ("number", "name", "goal", "stage", "start", "format")
BYTES_MAX = 180
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|report)(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices, and ours."""
_FIELD = re.compile(r"\{([^{}]*)\}")


def read_template(option: str, template: str) -> str:
    """Return a template of file names; UsageError for a field that rows lack, or a sign that steers a path."""
    for field in _FIELD.findall(template):
        if field not in FIELDS:
            allowed = ", ".join(f"{{{known}}}" for known in FIELDS)
            raise UsageError(f"{option}: {{{field[:20]}}} is no field; allowed: {allowed}{did_you_mean(field, FIELDS)}")
    if not {"{number}", "{name}"} & {f"{{{field}}}" for field in _FIELD.findall(template)}:
        raise UsageError(f"{option}: needs {{number}} or {{name}}, so that rows have files of their own")
    if not re.fullmatch(r"[A-Za-z0-9 _.-]{0,60}", _FIELD.sub("", template)) or template.startswith("."):
        raise UsageError(f"{option}: letters, digits, spaces and _ . - may stand around the fields, and no dot first")
    return template


def file_name(template: str, number: int, fields: Mapping[str, str], suffix: str) -> str:
    """Return the name of a row's file; `suffix` is its ending. Rows have five digits, so that they sort."""
    words = {**fields, "number": f"{number:05}"}
    made = _FIELD.sub(lambda found: _plain(words.get(found[1], "")), template)
    made = re.sub(r"-{2,}", "-", made).strip("-. ") or words["number"]
    while len(made.encode()) > BYTES_MAX:
        made = made[:-1]
    return f"{'_' if RESERVED.fullmatch(made) else ''}{made}{suffix}"


def _plain(text: str) -> str:
    """Return a text with its letters and digits alone, of any script; what is between them becomes a dash."""
    return re.sub(r"[^\w]+", "-", composed(text), flags=re.UNICODE).strip("-_" + os.sep).casefold()
