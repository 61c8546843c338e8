"""Scores over time: lines, panels, the limits of ordinary movement, the days that are compared."""
