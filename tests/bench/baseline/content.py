"""The one question that the baseline application asks: about 8 KB of page."""

PLACES = (
    ("Home", "/"),
    ("My file", "/file"),
    ("My week", "/week"),
    ("My data", "/data"),
    ("Appeal", "/appeal"),
    ("Help", "/help"),
)
LANGUAGES = (
    ("fr", "Français"),
    ("en", "English"),
    ("ar", "العربية"),
    ("es", "Español"),
    ("pt", "Português"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("fa", "فارسی"),
    ("ps", "پښتو"),
    ("ti", "ትግርኛ"),
    ("so", "Soomaali"),
    ("bn", "বাংলা"),
)
_CHOICES = (
    "J'ai répondu à une offre d'emploi",
    "J'ai envoyé un CV à un employeur",
    "J'ai eu un entretien",
    "J'ai suivi une formation",
    "J'ai fait une immersion dans une entreprise",
    "J'ai participé à un atelier",
    "J'ai aidé une association",
    "Je me suis occupé de ma santé ou de ma famille",
    "Rien cette semaine",
    "Je ne sais pas",
)
_READERS = ("Votre conseiller", "Vous", "Le service de contrôle : non", "Le calcul automatique : non")
_WHY = "pour préparer votre entretien et vérifier vos heures d'activité de la semaine"
QUESTION = {
    "title": "Cette semaine, avez-vous cherché du travail ?",
    "hint": "Choisissez une ou plusieurs images. Vous pouvez écouter chaque réponse avec le haut-parleur. " * 16,
    "options": [{"icon": f"i{number}", "value": f"v{number}", "label": label} for number, label in enumerate(_CHOICES)],
    "uses": [{"who": who, "why": _WHY, "kept": "6 mois"} for who in _READERS],
}
