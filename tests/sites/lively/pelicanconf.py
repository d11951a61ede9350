"""A small whole site that shows everything."""

AUTHOR = "Ada O’Neill & Co"
COPYRIGHT = "© 2020–2026 Ada O’Neill"
SOCIAL = [{"name": "GitHub", "icon": "fontawesome-brands-github", "url": "https://github.com/example"}]
EMBEDS_HOSTS = {"pictures.example.org": ["store.example.org"], "map.example.org": []}
