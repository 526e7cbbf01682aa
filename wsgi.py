"""The portal, for a server: granian --interface wsgi wsgi:app."""

import gc

from portal.app import create_app
from portal.settings import settings_from

app = create_app(settings_from())
gc.freeze()  # what is there from the start stays: to look through it again and again costs a sixth of a long page
