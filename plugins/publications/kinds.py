"""The kinds of publications: one record each; their words are in theme/locales.

Each record says which entries are of the kind, and how reference managers and search engines call it: RIS
(https://en.wikipedia.org/wiki/RIS_(file_format)), OpenURL for COinS (ANSI/NISO Z39.88), Highwire Press tags
(https://scholar.google.com/intl/en/scholar/inclusion.html#indexing), schema.org, Zotero's item types, and CSL's
(https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types).
"""

from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True)
class OpenUrl:
    """The format and genre of a kind in OpenURL, and its keys for a title, a venue and a number; empty: none."""

    format: str = "dc"
    genre: str = ""
    title: str = "title"
    venue: str = "publisher"
    number: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of publication; the defaults suit a kind that other programs do not know."""

    name: str  # in the field `kind`, in classes of HTML, and of its words in theme/locales
    letter: str  # before the number of a publication, as in `J12`

    entry_types: str = ""  # separated by spaces: of BibTeX and biblatex, and as programs call them
    venue_fields: tuple[str, ...] = ()  # where it was published: the first of these that an entry has

    # The line below a title
    detail: Literal["volume", "degree", "number", ""] = ""  # the text before the pages, or in their place
    is_year_part_of_venue: bool = False  # `ICML 2024`, where others are `MIT Press, 2024`
    is_year_repeated: bool = False  # whether the year is printed though the venue's name has it

    # Reference managers
    is_published_by_venue: bool = False  # whether the venue is who published it
    ris_type: str = "GEN"
    ris_venue_tags: tuple[str, ...] = ()
    open_url: OpenUrl = OpenUrl()
    zotero_type: str = "document"
    csl_type: str = "document"
    zotero_fields: tuple[tuple[str, str], ...] = ()  # Zotero's names, and ours as in `zotero.py`

    # Search engines
    citation_venue_tag: str = ""
    citation_number_tag: str = "citation_issue"
    schema_type: str = "ScholarlyArticle"
    schema_parent_type: str = ""  # of the journal, book or proceedings that it is part of


_CONFERENCE = Kind(
    name="conference",
    letter="C",
    entry_types="inproceedings conference conferencepaper",
    venue_fields=("booktitle", "eventtitle", "series"),
    is_year_part_of_venue=True,
    ris_type="CONF",
    ris_venue_tags=("T2", "C3"),
    open_url=OpenUrl("book", "proceeding", "atitle", "btitle", "issue"),
    zotero_type="conferencePaper",
    csl_type="paper-conference",
    zotero_fields=(("publicationTitle", "venue"), ("place", "place")),
    citation_venue_tag="citation_conference_title",
    schema_parent_type="PublicationVolume",
)
_KINDS = (
    Kind(
        name="journal",
        letter="J",
        entry_types="article suppperiodical review journal journalarticle bookreview editorial letter",
        venue_fields=("journaltitle", "journal", "shortjournal"),
        detail="volume",
        is_year_part_of_venue=True,
        ris_type="JOUR",
        ris_venue_tags=("T2",),
        open_url=OpenUrl("journal", "article", "atitle", "jtitle", "issue"),
        zotero_type="journalArticle",
        csl_type="article-journal",
        citation_venue_tag="citation_journal_title",
        schema_parent_type="Periodical",
    ),
    _CONFERENCE,
    replace(
        _CONFERENCE,
        name="workshop",
        letter="W",
        entry_types="workshop workshoppaper",
    ),
    Kind(
        name="preprint",
        letter="P",
        entry_types="unpublished preprint eprint arxiv manuscript",
        is_year_repeated=True,
        is_published_by_venue=True,
        ris_type="UNPB",
        zotero_type="preprint",
        csl_type="article",
        zotero_fields=(("repository", "venue"), ("archiveID", "eprint")),
    ),
    Kind(
        name="book",
        letter="B",
        entry_types="""book mvbook booklet collection mvcollection reference
            mvreference proceedings mvproceedings monograph periodical collectedworks""",
        venue_fields=("publisher",),
        is_published_by_venue=True,
        ris_type="BOOK",
        open_url=OpenUrl("book", "book", "btitle", "pub", "issue"),
        zotero_type="book",
        csl_type="book",
        zotero_fields=(("place", "place"),),
        schema_type="Book",
    ),
    Kind(
        name="chapter",
        letter="B",
        entry_types="""inbook bookinbook suppbook incollection suppcollection
            inreference chapter bookchapter encyclopediaarticle dictionaryentry""",
        venue_fields=("booktitle", "maintitle"),
        ris_type="CHAP",
        ris_venue_tags=("T2",),
        open_url=OpenUrl("book", "bookitem", "atitle", "btitle", "issue"),
        zotero_type="bookSection",
        csl_type="chapter",
        zotero_fields=(("place", "place"),),
        citation_venue_tag="citation_inbook_title",
        schema_type="Chapter",
        schema_parent_type="Book",
    ),
    Kind(
        name="thesis",
        letter="T",
        entry_types="""phdthesis mastersthesis masterthesis thesis bachelorsthesis bachelorthesis
            mathesis candthesis dissertation phd diplomathesis habilitation""",
        venue_fields=("school", "institution", "organization"),
        detail="degree",
        is_year_repeated=True,
        is_published_by_venue=True,
        ris_type="THES",
        open_url=OpenUrl("dissertation", venue="inst"),
        zotero_type="thesis",
        csl_type="thesis",
        zotero_fields=(("thesisType", "degree"), ("place", "place")),
        citation_venue_tag="citation_dissertation_institution",
        schema_type="Thesis",
    ),
    Kind(
        name="report",
        letter="R",
        entry_types="techreport techrep report resreport manual standard whitepaper workingpaper working_paper",
        venue_fields=("institution", "organization", "publisher"),
        detail="number",
        is_year_repeated=True,
        is_published_by_venue=True,
        ris_type="RPRT",
        open_url=OpenUrl("book", "report", "btitle", "pub", "issue"),
        zotero_type="report",
        csl_type="report",
        zotero_fields=(("place", "place"),),
        citation_venue_tag="citation_technical_report_institution",
        citation_number_tag="citation_technical_report_number",
        schema_type="Report",
    ),
    Kind(
        name="dataset",
        letter="D",
        entry_types="dataset data",
        is_published_by_venue=True,
        ris_type="DATA",
        zotero_type="dataset",
        csl_type="dataset",
        zotero_fields=(("repository", "venue"),),
        schema_type="Dataset",
    ),
    Kind(
        name="software",
        letter="S",
        entry_types="software softwareversion softwaremodule codefragment code program computerprogram",
        is_published_by_venue=True,
        ris_type="COMP",
        zotero_type="computerProgram",
        csl_type="software",
        zotero_fields=(("versionNumber", "version"),),
        schema_type="SoftwareSourceCode",
    ),
    Kind(
        name="patent",
        letter="I",  # an invention
        entry_types="patent",
        detail="number",
        is_year_repeated=True,
        ris_type="PAT",
        open_url=OpenUrl("patent", venue="", number="number"),
        zotero_type="patent",
        csl_type="patent",
        zotero_fields=(("patentNumber", "number"), ("assignee", "holder")),
        citation_number_tag="citation_patent_number",
        schema_type="CreativeWork",
    ),
    Kind(
        name="talk",
        letter="K",  # as in keynote
        entry_types="talk presentation lecture poster invitedtalk keynote seminar tutorial slides",
        ris_type="SLIDE",
        ris_venue_tags=("T2",),
        open_url=OpenUrl(venue="source"),
        zotero_type="presentation",
        csl_type="speech",
        zotero_fields=(("meetingName", "venue"), ("place", "place")),
        schema_type="PresentationDigitalDocument",
    ),
    Kind(
        name="other",
        letter="O",
        detail="volume",
        ris_venue_tags=("T2",),
        open_url=OpenUrl(venue="source"),
        schema_parent_type="PublicationVolume",
    ),
)
KINDS = {kind.name: kind for kind in _KINDS}  # in the order of lists
KIND_OF_ENTRY_TYPE = {entry_type: kind for kind in _KINDS for entry_type in kind.entry_types.split()}
