"""Judges of finished plans and whole catalogues: written apart from the engine, so that one proves the other."""
