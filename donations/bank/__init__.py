"""Statements of the bank: reading their files, finding the gift of each line, booking what finance confirms."""
