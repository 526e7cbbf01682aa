"""What a person tells and sends, and the vault, the only way in to it. Leans on people and below."""
