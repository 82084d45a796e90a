"""The page for the phone: what it shows, the data that its script goes by, and its templates, style and script."""
