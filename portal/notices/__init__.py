"""Notices: what the portal sends to people who asked for it, and the page where they ask for it or stop it."""
