"""What we agreed: a few plain lines between a person and their counsellor, and what the person says to each."""
