"""Every table, with the promise or the reason of each column. Leans on no other room."""
