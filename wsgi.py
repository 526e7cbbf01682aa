"""The portal, for a server: granian --interface wsgi wsgi:app."""

from portal.app import create_app
from portal.settings import settings_from

app = create_app(settings_from())
