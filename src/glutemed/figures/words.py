"""Alternative text of a figure: what each position is and what changes, from the data alone."""

from glutemed.model.figure import Figure

__all__ = ["described"]


def described(figure: Figure, name: str, *, side: str = "right") -> str:
    """Return what a drawing shows, for those who cannot see it."""
    return f"{name}. {side} side. {figure.works}"
