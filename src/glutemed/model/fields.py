"""The kinds of text and number that the fields of catalogue records hold."""

from typing import Annotated, Literal

from glutemed.model.records import Between, Matches

__all__ = ["Grade", "Id", "Key", "Keys", "Name", "Range", "Seen", "Text"]

Id = Annotated[str, Matches(r"[a-z0-9]+(?:-[a-z0-9]+)*", "be lower-case words joined by hyphens"), Between(2, 60)]
Trimmed = Matches(r"\S(?:.*\S)?", "be a text without space at its ends")
Name = Annotated[str, Trimmed, Between(1, 80)]
Text = Annotated[str, Trimmed, Between(1, 500)]
Key = Annotated[str, Matches(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*", "be words joined by hyphens"), Between(1, 40)]
Keys = Annotated[tuple[Key, ...], Between(1, 12)]
Range = Annotated[tuple[Annotated[int, Between(1, 600)], ...], Between(2, 2)]
Grade = Literal["A", "B", "C", "D", "X"]
Seen = Literal["P", "Q", "S", "X"]
