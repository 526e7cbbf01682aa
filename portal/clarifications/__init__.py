"""Questions back: what a counsellor asks about an answer, and what the person says to it."""
