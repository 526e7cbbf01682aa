"""The caseload: a counsellor's people, and one page worth reading about each."""
