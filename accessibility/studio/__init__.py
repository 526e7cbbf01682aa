"""The studio: says texts and brings sounds into one form. A program of its own, in an environment of its own.

It knows nothing of the portal and of nobody: it gets a text and a voice, and writes a file. The portal never loads it.
"""
