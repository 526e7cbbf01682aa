"""Where things are kept: sealed, promised, journalled."""
