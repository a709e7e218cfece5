"""What must be true before the newsroom starts."""
