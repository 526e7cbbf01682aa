"""What carries all the rest: the database, identifiers, sealing, erasing. Leans on the tables."""
