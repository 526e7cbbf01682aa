"""Receipts: the proof of what a person sent, for them to keep and for anyone to check."""
