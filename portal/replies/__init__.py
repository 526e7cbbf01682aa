"""My arguments: what a person has to say in their own words, and what their counsellor answers."""
