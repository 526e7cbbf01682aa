"""Rights: a person sees, takes away, limits and erases what is theirs, and asks the agency."""
