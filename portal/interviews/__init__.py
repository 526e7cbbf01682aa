"""Interviews, for the person: when, where, with whom; and “I cannot come, call me”."""
