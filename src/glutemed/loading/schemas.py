"""The line that says what a catalogue file is, and of which version."""

from glutemed.errors import Position, Problem, ProblemsError
from glutemed.loading.document import Document

__all__ = ["SCHEMA", "take_schema"]

SCHEMA = "glutemed.catalog/1"


def take_schema(document: Document) -> None:
    """Take the `schema` line out of a catalogue file, and note as a problem when it is not one that we read.

    Raises ProblemsError when the file is no mapping.
    """
    if not isinstance(document.data, dict):
        raise ProblemsError([Problem(where=document.position(()), message="a catalogue is a mapping of sections")])
    for name in ("fingerprint", "overlays"):
        if document.data.pop(name, None) is not None:
            where = document.position((name,), key=True)
            document.problems.append(Problem(where=where, message=f'"{name}" is not a field here'))
    schema = document.data.pop("schema", None)
    if schema == SCHEMA:
        return
    where = document.position(("schema",)) if schema is not None else Position(file=document.file, line=1, column=1)
    head, _, number = str(schema).rpartition("/")
    newer = head == "glutemed.catalog" and number.isascii() and number.isdigit() and number.lstrip("0") not in ("", "1")
    hint = "update glutemed to read it" if newer else f'write "schema: {SCHEMA}"'
    document.problems.append(Problem(where=where, message=f'"schema" must be {SCHEMA}', hint=hint))
