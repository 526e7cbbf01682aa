"""Who somebody is, how they sign in and are reached, and who reaches them. Leans on the trace and below."""
