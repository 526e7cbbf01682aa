"""Who did what with a person's data: the journal, chained and anchored. Leans on the engine and below."""
