"""SOCIAL from what other systems write: names of services, as `github_username` and `orcid_id`, or addresses and icons.

In: a service's name and what stands after it. Out: a link of SOCIAL.
"""

import re
from urllib.parse import urlsplit

from plugins.core.services import service_of

ENDING = re.compile(r"_(?:username|userid|user|id|url|profile|number)$")
SERVICES = {
    "academia": ("Academia.edu", "https://{}.academia.edu/"),
    "acm": ("ACM", "https://dl.acm.org/profile/{}"),
    "arxiv": ("arXiv", "https://arxiv.org/a/{}"),
    "bitbucket": ("Bitbucket", "https://bitbucket.org/{}"),
    "blogger": ("Blogger", "https://{}.blogspot.com/"),
    "bluesky": ("Bluesky", "https://bsky.app/profile/{}"),
    "codepen": ("CodePen", "https://codepen.io/{}"),
    "dblp": ("DBLP", "https://dblp.org/pid/{}"),
    "facebook": ("Facebook", "https://www.facebook.com/{}"),
    "flickr": ("Flickr", "https://www.flickr.com/people/{}"),
    "github": ("GitHub", "https://github.com/{}"),
    "gitlab": ("GitLab", "https://gitlab.com/{}"),
    "googlescholar": ("Google Scholar", "https://scholar.google.com/citations?user={}"),
    "goodreads": ("Goodreads", "https://www.goodreads.com/{}"),
    "ieee": ("IEEE", "https://ieeexplore.ieee.org/author/{}"),
    "impactstory": ("Impactstory", "https://profiles.impactstory.org/u/{}"),
    "inspirehep": ("INSPIRE", "https://inspirehep.net/authors/{}"),
    "instagram": ("Instagram", "https://www.instagram.com/{}"),
    "kaggle": ("Kaggle", "https://www.kaggle.com/{}"),
    "keybase": ("Keybase", "https://keybase.io/{}"),
    "lattes": ("Lattes", "http://lattes.cnpq.br/{}"),
    "leetcode": ("LeetCode", "https://leetcode.com/u/{}"),
    "linkedin": ("LinkedIn", "https://www.linkedin.com/in/{}"),
    "mastodon": ("Mastodon", "https://{}"),
    "medium": ("Medium", "https://medium.com/@{}"),
    "orcid": ("ORCID", "https://orcid.org/{}"),
    "osf": ("OSF", "https://osf.io/{}"),
    "pinterest": ("Pinterest", "https://www.pinterest.com/{}"),
    "publons": ("Publons", "https://publons.com/a/{}"),
    "pubmed": ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/?term={}"),
    "quora": ("Quora", "https://www.quora.com/profile/{}"),
    "researchgate": ("ResearchGate", "https://www.researchgate.net/profile/{}"),
    "scopus": ("Scopus", "https://www.scopus.com/authid/detail.uri?authorId={}"),
    "semanticscholar": ("Semantic Scholar", "https://www.semanticscholar.org/author/{}"),
    "soundcloud": ("SoundCloud", "https://soundcloud.com/{}"),
    "spotify": ("Spotify", "https://open.spotify.com/user/{}"),
    "stackoverflow": ("Stack Overflow", "https://stackoverflow.com/users/{}"),
    "strava": ("Strava", "https://www.strava.com/athletes/{}"),
    "telegram": ("Telegram", "https://t.me/{}"),
    "tumblr": ("Tumblr", "https://{}.tumblr.com/"),
    "unsplash": ("Unsplash", "https://unsplash.com/@{}"),
    "weibo": ("Weibo", "https://weibo.com/{}"),
    "whatsapp": ("WhatsApp", "https://wa.me/{}"),
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{}"),
    "wikipedia": ("Wikipedia", "https://en.wikipedia.org/wiki/User:{}"),
    "work": ("Work", "https://{}"),
    "x": ("X", "https://x.com/{}"),
    "youtube": ("YouTube", "https://www.youtube.com/{}"),
    "zhihu": ("Zhihu", "https://www.zhihu.com/people/{}"),
    "zotero": ("Zotero", "https://www.zotero.org/{}"),
}
SAME = {"scholar": "googlescholar", "google_scholar": "googlescholar", "inspire-hep": "inspirehep", "twitter": "x"}
SAME |= dict.fromkeys(("semantic", "semantic_scholar"), "semanticscholar")
MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+")
ADDRESS = re.compile(r"https?://[^\s<>\"{}]+")
USER = re.compile(r"[^\s<>\"{}:?#]+")


def profile_of(service: str, written: object) -> dict[str, str] | None:
    """The link of a service; None if the service is not known, or the value is not what it could be."""
    name = ENDING.sub("", service.lower())
    value = str(written).strip() if isinstance(written, str | int) and not isinstance(written, bool) else ""
    if name == "email":
        return {"name": "Email", "url": f"mailto:{value}"} if MAIL.fullmatch(value) else None
    title, form = SERVICES.get(SAME.get(name, name), ("", ""))
    if ADDRESS.fullmatch(value):
        return {"name": title or service.replace("_", " ").capitalize(), "url": value}
    if not title or not USER.fullmatch(value):
        return None
    if title == "Mastodon":  # @name@host
        user, _, host = value.strip("@").partition("@")
        return {"name": title, "url": f"https://{host}/@{user}" if host else f"https://{user}"}
    return {"name": title, "url": form.format(value.lstrip("@"))}


def profile_name(address: str, icon: str) -> str:
    """The name of a profile for visitors who do not see its icon."""
    if service := service_of(address):
        return service.name
    if re.search(r"^/.*(?:cv|resume)", address, re.I):
        return "CV"
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return host or address.rpartition("/")[2] or icon.rpartition("-")[2].capitalize()
