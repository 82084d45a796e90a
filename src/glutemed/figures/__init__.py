"""Drawings: joint angles to points in space, points to shapes, and both to words. Pure, of the model alone."""
