"""What counts as a citation, and how its parts are read."""

import pytest

from plugins.dialect.markdown.citations import Cite, parse_brackets

READ = {
    "@key": [Cite("key")],
    "-@key": [Cite("key", is_without_author=True)],
    "see @key, p. 3; @other": [Cite("key", "see", "", "p. 3", "page", "3"), Cite("other")],
    "@a_b.c-d, pp. 3-5, and passim": [Cite("a_b.c-d", "", ", and passim", "pp. 3-5", "page", "3-5")],
    "@DBLP:conf/x/Y19 chap. 2": [Cite("DBLP:conf/x/Y19", "", "", "chap. 2", "chapter", "2")],
    "see *this* @k, sec. 2.1": [Cite("k", "see *this*", "", "sec. 2.1", "section", "2.1")],
    "@{a+b!c} fig. 3": [Cite("a+b!c", "", "", "fig. 3", "figure", "3")],
    "@k §3": [Cite("k", "", "", "§3", "section", "3")],
    "@k, 33": [Cite("k", "", "", "33", "page", "33")],
    "@k, pp. iv-vi": [Cite("k", "", "", "pp. iv-vi", "page", "iv-vi")],
    "@k, figures abound": [Cite("k", "", ", figures abound")],
    "@k, in vivo": [Cite("k", "", ", in vivo")],
    "@k, 2nd thoughts": [Cite("k", "", ", 2nd thoughts")],
}
UNREAD = ("mail ada@example.org", "@ada@example.org", "@key; and more", "a@b", "@", "@ key", "https://a.example/@key")


@pytest.mark.parametrize("written", READ)
def test_the_parts_of_a_citation_are_read_as_pandoc_reads_them(written):
    assert parse_brackets(written) == READ[written]


@pytest.mark.parametrize("written", UNREAD)
def test_what_is_no_citation_stays_text(written):
    assert parse_brackets(written) is None
