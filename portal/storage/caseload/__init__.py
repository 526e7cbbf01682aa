"""A counsellor's people: lists, days, moves, stand-ins, openings with a reason. Leans on dialogue and below."""
