"""The commands that messages name, for the person whom they are about."""

__all__ = ["ME", "WRITE_DOWN", "command"]

ME = "me"
"""The name of a log where no person is named."""
WRITE_DOWN = "log --all-done --pain 2 --after 3"
"""How a session is written down, by an example."""


def command(words: str, name: str) -> str:
    """Return a command as it is typed for a person: `glutemed next --save`, with the person's name if it needs one."""
    return f"glutemed {words}" if name == ME else f'glutemed {words} --person "{name}"'
