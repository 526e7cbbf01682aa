"""Speaking instead of writing: a person's own voice, kept like any answer, heard by them and their counsellor alone."""
