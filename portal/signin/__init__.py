"""Signing in: each way beside the others, all ending in the same kind of session."""
