"""Figures, never tests: what the newsroom weighs and how fast it is, beside something to compare with."""
