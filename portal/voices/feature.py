"""The sounds as addresses, and the tap that says one was not understood."""

from portal.web.pages import Feature

voices = Feature("voices", __name__, views=("pages",))
