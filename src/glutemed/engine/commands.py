"""The commands that messages name, for the person whom they are about."""

__all__ = ["ME", "command"]

ME = "me"
"""The name of a log where no person is named."""


def command(words: str, name: str) -> str:
    """Return a command as it is typed for a person: `glutemed next --save`, with the person's name if it needs one."""
    return f"glutemed {words}" if name == ME else f'glutemed {words} --person "{name}"'
