"""Programs to rows and back: each plan as text, which is looked at again when it is read."""

from hashlib import sha256
from json import loads

from glutemed.errors import UsageError
from glutemed.model.log import Saved
from glutemed.model.plan import Plan
from glutemed.model.records import decode, to_json
from glutemed.store.database import Connection, DamagedError

__all__ = ["add_program", "last_saved", "programs_of"]


def add_program(connection: Connection, person: int, saved: Saved) -> bool:
    """Add a program, or move the moment at which it was saved on; return whether it is new.

    Raises UsageError when another plan is kept under its fingerprint.
    """
    found = connection.execute(
        "SELECT id, sha256, plan FROM programs WHERE person = ? AND program = ?", (person, saved.program)
    ).fetchone()
    if found is None:
        text = to_json(saved.plan)
        connection.execute(
            "INSERT INTO programs (person, program, saved, sha256, plan) VALUES (?, ?, ?, ?, ?)",
            (person, saved.program, saved.saved, _digest(text), text),
        )
        return True
    id, digest, text = found
    if text != to_json(saved.plan) and _plan(digest, text) != saved.plan:
        raise UsageError(f"two programs have the fingerprint {saved.program}; a program that differs needs its own")
    connection.execute("UPDATE programs SET saved = max(saved, ?) WHERE id = ?", (saved.saved, id))
    return False


def last_saved(connection: Connection, person: int) -> tuple[str, str] | None:
    """Return the fingerprint of a person's current program, and when it was saved."""
    found: tuple[str, str] | None = connection.execute(
        "SELECT program, saved FROM programs WHERE person = ? ORDER BY saved DESC, program DESC LIMIT 1", (person,)
    ).fetchone()
    return found


def programs_of(connection: Connection, person: int, wanted: frozenset[str] | None) -> tuple[Saved, ...]:
    """Return a person's programs as they were saved: those wanted and the last, or all."""
    found = connection.execute(
        "SELECT id, program, saved FROM programs WHERE person = ? ORDER BY saved, program", (person,)
    ).fetchall()
    kept = [row for row in found if wanted is None or row is found[-1] or row[1] in wanted]
    return tuple(Saved(program=program, saved=saved, plan=_plan(*_text(connection, id))) for id, program, saved in kept)


def _text(connection: Connection, id: int) -> tuple[str, str]:
    found: tuple[str, str] = connection.execute("SELECT sha256, plan FROM programs WHERE id = ?", (id,)).fetchone()
    return found


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()


def _plan(digest: str, text: str) -> Plan:
    """Return a plan that was kept as text; FileError when the text is not what was written."""
    if _digest(text) != digest:
        raise DamagedError("a program in it is not as it was saved")
    return decode(Plan, loads(text))
