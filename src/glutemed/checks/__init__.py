"""Judges of finished things: plans and whole catalogues. Written apart from the engine, so that one proves the other."""
