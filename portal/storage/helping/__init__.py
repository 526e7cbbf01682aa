"""An agency's screens and helpers, their visits, what is not right there. Leans on dialogue and below."""
