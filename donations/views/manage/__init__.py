"""Manage my gift: the pages of a donor's visit."""
