"""What you decide about your site; docs/settings.md lists every setting. What differs in public: publishconf.py."""

AUTHOR = "Songrun Xie"  # your name, as your publications have it
SITESUBTITLE = ""  # your role and institution: below your name, on the card and in the CV
COPYRIGHT = "© 2022–2024 Songrun Xie"
SOCIAL = [  # the footer's links; each gets its icon by its address
    {"name": "Email", "url": "mailto:sory.xie@gmail.com"},
    {"name": "GitHub", "url": "https://github.com/soryxie"},
    {"name": "LinkedIn", "url": "https://www.linkedin.com/in/songrunxie"},
    {"name": "X", "url": "https://x.com/Sory_Xie"},
]
DEFAULT_LANG = "en"  # the site's language
TIMEZONE = "UTC"  # where you are, as in "Europe/Berlin": news appear there on their day
LOOK = {}  # colors, fonts, layout: docs/looks.md
EMBEDS_HOSTS = {  # other hosts that pages may call, and the hosts to which each leads
    "www.easycounter.com": [],
    "clustrmaps.com": [],
    "github.com": [
        "github-production-user-asset-6210df.s3.amazonaws.com",
        "private-user-images.githubusercontent.com",
    ],
}
