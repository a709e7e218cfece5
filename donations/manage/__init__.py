"""Manage my gift: how a donor without a password reaches their gifts, and what they may do there."""
