"""The smallest honest application of this kind, to compare with: Flask, SQLAlchemy Core, AES-GCM, CSRF, a trace row."""
