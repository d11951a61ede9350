"""A made-up researcher with sixty publications."""

AUTHOR = "Ada Madeup-Example"
SITESUBTITLE = "Associate Professor, Made-up University of Exampleton"
SITESUBTITLE_DE = "Außerordentliche Professorin, Erfundene Universität Exampleton"
SITESUBTITLE_ZH = "虚构大学副教授"
COPYRIGHT = "© 2012–2026 Ada Madeup-Example"
SOCIAL = [
    {"name": "Email", "icon": "fontawesome-solid-envelope", "url": "mailto:ada@made-up.example"},
    {"name": "Code", "icon": "fontawesome-solid-code", "url": "https://code.example/made-up"},
]
LOOK = {"layout": "margin"}
EMBEDS_HOSTS = {"www.youtube-nocookie.com": []}
