"""The log on disk: one SQLite file that holds what was planned and done, of one person or of many."""
