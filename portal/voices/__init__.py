"""Voices: every text a person meets, said aloud by a machine or by somebody, kept as content beside the pictures."""
