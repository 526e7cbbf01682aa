"""The portal, for a server: granian --interface wsgi wsgi:app."""

import gc

from portal.app import create_app
from portal.settings import settings_from

app = create_app(settings_from())
gc.freeze()  # what is loaded stays for good: the search for what can be thrown away need not look through it
