"""What people may ask of what is kept of them, and what goes in time. Leans on every other room."""
