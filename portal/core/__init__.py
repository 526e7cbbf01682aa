"""What the portal means: no Flask, no database, no clock."""
