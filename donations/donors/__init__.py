"""The people who give, as finance keeps them: who is one with whom."""
