"""What names a program in a log: a hash of all that it says."""

from hashlib import sha256

from glutemed.model.log import Saved, fingerprint_of
from glutemed.model.plan import Plan

__all__ = ["begun_anew", "is_as_named"]


def begun_anew(plan: Plan, moment: str) -> str:
    """Return what names a program that was trained before and is begun again at a moment."""
    return sha256(f"{fingerprint_of(plan)} {moment}".encode()).hexdigest()[:32]


def is_as_named(saved: Saved) -> bool:
    """Return whether a program says what its fingerprint was made of."""
    return saved.program in (fingerprint_of(saved.plan), begun_anew(saved.plan, saved.saved))
