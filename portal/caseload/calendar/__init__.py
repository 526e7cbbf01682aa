"""The agency's calendar, as a file: read line by line, matched with the counsellor's own people, never guessed."""
