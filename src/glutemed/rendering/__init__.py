"""Plans and exercises as text: each format is a pure function of records; none reads files or prints."""
