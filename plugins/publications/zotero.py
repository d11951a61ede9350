"""What Zotero cannot see from Highwire Press tags, in its own words: the type of an item, and fields of that type.

Zotero's translator of embedded metadata takes names that begin with `z:` as its own vocabulary
(http://www.zotero.org/namespaces/export#), and prefers them to others.
"""

from plugins.publications.kinds import KINDS
from plugins.publications.records import Publication
from plugins.publications.typeset import plain


def zotero_tags(publication: Publication) -> list[tuple[str, str]]:
    """Return names and contents of `<meta>` elements."""
    version = publication.latest
    kind = KINDS[version.kind]
    values = {
        "venue": "arXiv" if version.is_arxiv_preprint else plain(version.venue),
        "eprint": f"arXiv:{version.eprint}" if version.is_arxiv_preprint else version.eprint,
        "place": version.value("address", "location"),
        "degree": version.degree,
        "number": version.value("number"),
        "holder": version.value("holder"),
        "version": version.value("version"),
    }
    rows = [("itemType", kind.zotero_type), *((name, values[field]) for name, field in kind.zotero_fields)]
    return [(f"z:{name}", content) for name, content in rows if content]
