"""The curriculum vitae: `content/cv.toml`, what `/// cv` shows of it, and the PDF."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject
from selectolax.lexbor import LexborHTMLParser

from plugins import people
from plugins.core.locales import english
from plugins.core.problems import BuildFailed
from plugins.core.toml_tables import to_date
from plugins.cv.header import Contact, Owner, owner_of
from plugins.cv.pdf import PdfError, print_page
from plugins.cv.print_html import Sheet, prepare_html, sheet_of
from plugins.cv.reader import read_sections
from plugins.cv.sections import choose_sections, with_students
from tests.commands import ROOT, copy_code, invoke
from tests.cv_sample import DATA, PAGE
from tests.small_site import built, picture
from tests.small_site import write as write_site

SETTINGS = """
AUTHOR = "Ann Lee"
SITEURL = "https://ann.example/~ann"
SITESUBTITLE = "Doctoral student, Northern University"
SOCIAL = [
    {"name": "GitHub", "icon": "fontawesome-brands-github", "url": "https://github.com/annlee"},
    {"name": "ORCID", "icon": "fontawesome-brands-orcid", "url": "https://orcid.org/0000-0002-1825-0097"},
    {"name": "Email", "icon": "fontawesome-solid-envelope", "url": "mailto:ann.lee@home.example"},
]
"""
pytest_plugins = ["tests.scholar"]
FILES = {"content/cv.toml": DATA, "content/pages/cv.md": PAGE, "content/images/north.png": picture("PNG", 90, 60)}
PROBLEMS = {
    '[[education]]\nwhat = "B.Sc."\nuntill = 2021': (3, "unknown key 'untill' (did you mean 'until'?)"),
    '[[education]]\ntitle = "B.Sc."\nwhat = "x"': (2, "unknown key 'title' (did you mean 'what'?)"),
    "[[education]]\nfrom = 2021-09": (2, 'put a month in quotes, as in "2021-09"'),
    '[[education]]\nwhat = "x"\nfrom = "2021-13"': (3, """'2021-13' is not a date: write 2021, "2021-09" """),
    '[[education]]\nwhat = "x"\nfrom = "now"': (3, "'now' is not a date"),
    '[[education]]\nwhat = "x"\nfrom = 2021\nuntil = 2020': (4, "until 2020 is before from 2021"),
    '[[education]]\nwhat = "x"\nfrom = 2021\nwhen = 2020': (1, "either 'when', or 'from' and 'until', not both"),
    '[[education]]\nwhere = "x"': (1, "an entry of 'education' needs what"),
    '[[education]]\nwhat = " "': (2, "an entry of 'education' needs what"),
    '[[education]]\nwhat = "x"\nshort = "no"': (3, "'no' is neither true nor false"),
    '[[education]]\nwhat = "x"\nurl = "ann.example"': (3, "not a web address (did you mean 'https://ann.example'?)"),
    '[[education]]\nwhat = "x"\nurl = "javascript:alert(1)"': (3, "not a web address: begin it with https://"),
    '[[education]]\nwhat = "x"\nlogo = "no.png"': (3, "no picture 'no.png' in content/"),
    '[[education]]\nwhat = 7': (2, '7 is not text: put it in quotes, "…"'),
    '[education]\nwhat = "x"': (1, "'education' is not a list: write [[education]], with two brackets"),
    'education = "x"': (1, "write [[education]], with two brackets"),
    "education = [1]": (1, "1 is not a table: write [[education]]"),
    '[[eductaion]]\nwhat = "x"': (1, "no section 'eductaion' (did you mean 'education'?)"),
    '\n[titles]\noutrech = "x"': (3, "no section 'outrech': begin one with [[outrech]]"),
    "[titles]\ntalks = 3\n[[talks]]\nwhat = 'x'": (2, "3 is not text"),
    '[["my talks"]]\nwhat = "x"': (1, "'my talks' cannot be the name of a section"),
    '[[talks]]\nwhat = "x"\nwhen = 99999999999': (3, "99999999999 is not a date"),
    '[[talks]]\nwhat = {a = [1]}': (2, "is not text"),
    "[[titles]]\ntalks = 'x'": (1, "'titles' is not a table: write [titles]"),
    "titles = 3": (1, "'titles' is not a table: write [titles]"),
    '\n[[education]\nwhat = "x"': (2, "bad TOML"),
    '[[talks]]\nwhat = """\n[[talks]]\nwhen = 1\n"""\n\n[[talks]]\nwhat = "b"\nplace = "c"': (9, "unknown key 'place'"),
}  # fmt: skip


CONTENT = Path("content")


@pytest.mark.parametrize("text", PROBLEMS)
def test_problem_has_its_line_and_what_would_be_right(text):
    line, words = PROBLEMS[text]
    [problem] = read_sections(text, CONTENT)[1]
    assert problem.line == line and words in str(problem)


def test_every_problem_is_reported():
    _, problems = read_sections('[[talks]]\nwhat = "a"\nwen = 2021\nurl = "b"\n[[tlks]]\nwhat = "c"', CONTENT)
    assert [problem.line for problem in problems] == [3, 4, 5]


@pytest.fixture
def sections(tmp_path):
    write_site(tmp_path, FILES)
    sections, problems = read_sections(DATA, tmp_path / "content")
    assert not problems
    return sections


def test_sections_keep_the_order_of_the_file(sections):
    assert [section.name for section in sections][:3] == ["education", "positions", "awards"]
    assert "Outreach & press" in [section.title for section in sections]
    assert [section.is_compact for section in sections][:3] == [False, False, True]


def test_a_block_chooses_order_limit_and_form(sections):
    assert [section.name for section in choose_sections(sections, ["talks", "education"])] == ["talks", "education"]
    assert [len(section.entries) for section in choose_sections(sections, ["education"], limit=1)] == [1]
    [positions] = choose_sections(sections, ["positions"], form="short")
    assert [entry.what for entry in positions.entries] == ["Research intern"]
    hidden, _ = read_sections('[[talks]]\nwhat = "a"\nshort = false', CONTENT)
    assert choose_sections(hidden, form="short") == ()


@pytest.mark.parametrize(
    ("written", "shown"),
    [(2021, "2021"), ("2021-09", "Sept 2021"), ("2021-09-03", "3 Sept 2021"), ("2021-06", "June 2021")],
)
def test_dates(written, shown):
    assert english().spoken(to_date(written)) == shown


@pytest.mark.parametrize(
    ("since", "until", "shown"),
    [
        ("2024-05", "2024-09", "May"),
        ("2024-08-05", "2024-08-09", "5"),
        ("2024-07-30", "2024-08-02", "30 July"),
        ("2023-05", "2024-05", "May 2023"),
        ("2024-05", 2024, "May 2024"),
        (2023, 2024, "2023"),
        ("2024-08", "2024-08-09", "Aug"),
    ],
)
def test_a_year_and_a_month_are_said_once(since, until, shown):
    assert english().spoken(to_date(since), to_date(until)) == shown


@pytest.mark.parametrize("written", ["21", "2021-9", "2021-00", "2023-02-29", True, 1.5, "soon", "now", "", "0000"])
def test_what_is_not_a_date(written):
    with pytest.raises(ValueError, match="is not a date"):
        to_date(written)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site with a CV, built as for the public."""
    folder = write_site(tmp_path_factory.mktemp("cv"), {**FILES, "pelicanconf.py": SETTINGS})
    assert built(folder).warnings == ()
    return folder / "output"


@pytest.fixture(scope="module")
def page(site):
    return LexborHTMLParser(Path(site, "cv/index.html").read_text("utf-8"))


def lines(tree, selector):
    return [" ".join(node.text(separator=" ").split()) for node in tree.css(selector)]


def test_page_shows_what_where_and_when(page):
    assert lines(page, "main h2") == [
        *("Education", "Positions", "Awards", "Publications"),
        *("Teaching", "Service", "Talks", "Outreach & press", "Languages", "Skills"),
    ]
    assert lines(page, ".cv-line .date")[:6] == [
        *(
            "Sept 2021 – present",
            "Sept 2017 – June 2021",
            "May – Sept 2024",
            "2022 – 2023",
            "2024",
            "2021 – present",
        ),
    ]
    assert [node.attrs["datetime"] for node in page.css(".cv time")][:3] == ["2021-09", "2017-09", "2021-06"]
    assert lines(page, ".long-only strong") == ["Teaching fellow"]


def test_texts_are_converted_as_everywhere(page):
    html = page.css_first("main").html
    assert "<em>Caches that learn – and forget</em>" in html
    assert '<a href="https://tanaka.example.org">Mei Tanaka</a>' in html
    assert '<span lang="zh">同济大学</span>' in html
    assert "Serving &lt;small&gt; models &amp; large" in html
    assert "EuroSys 2023–2025" in html
    assert page.css_first("picture .logo, .cv > li > .logo").attrs["alt"] == "Northern University, Tromsø"


def test_other_pages_have_no_style_of_it(site):
    assert ".cv-line" in Path(site, "cv/index.html").read_text("utf-8")
    assert ".cv" not in Path(site, "index.html").read_text("utf-8")


def test_block_of_a_short_form_without_headings(tmp_path):
    text = "# Ann\n\n/// cv\n    section: positions\n    form: short\n    headings: no\n///\n"
    write_site(tmp_path, {**FILES, "content/pages/index.md": text})
    tree = LexborHTMLParser(Path(built(tmp_path).output, "index.html").read_text("utf-8"))
    assert lines(tree, "main strong") == ["Research intern"]
    assert lines(tree, "main h2") == []


def errors(folder):
    with pytest.raises(BuildFailed) as failure:
        built(folder)
    return sorted(map(str, failure.value.errors))


def test_errors_of_the_data_are_reported_with_their_lines(tmp_path):
    data = '[[talks]]\nwhat = "x"\n[[education]]\nwhat = "a"\nlogo = "images/no.png"\n'
    data += 'text = "See :fontawesome-brands-githb:"\n'
    write_site(tmp_path, {"content/cv.toml": data, "content/pages/cv.md": "# A\n\n/// cv\n///\n"})
    assert errors(tmp_path) == [
        "content/cv.toml:3: no icon named ':fontawesome-brands-githb:' (did you mean ':fontawesome-brands-github:'?)",
        "content/cv.toml:5: no picture 'images/no.png' in content/",
    ]


def test_pictures_and_videos_of_a_text_are_published(tmp_path):
    data = '[[talks]]\nwhat = "x"\ntext = "![A film](films/a.mp4){ poster=images/north.png }"\n'
    files = {"content/cv.toml": data, "content/pages/cv.md": "# A\n\n/// cv\n///\n", "content/films/a.mp4": ""}
    write_site(tmp_path, {**FILES, **files})
    page = LexborHTMLParser(Path(built(tmp_path).output, "cv/index.html").read_text("utf-8"))
    film = page.css_first(".cv-text video").attrs
    assert all((tmp_path / "output/cv" / film[name]).is_file() for name in ("src", "poster"))
    assert film["src"] == "../films/a.mp4"


def test_a_dead_link_of_a_text_is_reported_with_its_line(tmp_path):
    data = '[[talks]]\nwhat = "x"\ntext = "[a talk](files/talk.pdf)"\n'
    write_site(tmp_path, {"content/cv.toml": data, "content/pages/cv.md": "# A\n\n/// cv\n///\n"})
    assert errors(tmp_path) == ["content/cv.toml:3: no page or file 'files/talk.pdf'"]


def test_links_of_a_text_lead_to_pages_of_the_site(tmp_path):
    data = '[[talks]]\nwhat = "x"\ntext = "[home](pages/index.md)"\n'
    write_site(tmp_path, {"content/cv.toml": data, "content/pages/cv.md": "# A\n\n/// cv\n///\n"})
    tree = LexborHTMLParser(Path(built(tmp_path).output, "cv/index.html").read_text("utf-8"))
    assert tree.css_first(".cv-text a").attrs["href"] == "../index.html"
    write_site(tmp_path, {"content/cv.toml": data.replace("index.md", "no.md")})
    with pytest.raises(BuildFailed, match="no.md"):
        built(tmp_path)


def test_errors_of_a_block_are_reported_with_their_lines(tmp_path):
    text = "# Ann\n\n/// cv\n    section: talks, eductaion\n///\n\n/// cv\n    section:\n        - nothing\n///\n"
    data = '[[education]]\nwhat = "a"\n[[talks]]\nwhat = "x"\n'
    write_site(tmp_path, {"content/pages/index.md": text, "content/cv.toml": data})
    have = "; it has education, talks"
    assert errors(tmp_path) == [
        f"content/pages/index.md:4: no section 'eductaion' in content/cv.toml (did you mean 'education'?){have}",
        f"content/pages/index.md:9: no section 'nothing' in content/cv.toml{have}",
    ]


PEOPLE = """
[[person]]
name = "Jun Park"
homepage = "https://jun.example"
roles = [{ role = "student", degree = "PhD", topic = "Owls", from = 2021, until = 2025 }]
[[person]]
name = "Mei Li"
roles = [{ role = "postdoc", from = 2024 }, { role = "advisor", from = 2010 }]
"""


def test_students_come_from_people_unless_the_author_lists_them():
    registry, _ = people.read_people(PEOPLE)
    listed, _ = read_sections('[[talks]]\nwhat = "y"\n[[students]]\nwhat = "x"\n', CONTENT)
    section = with_students(listed[:1], registry, english())[-1]
    assert [(entry.what, entry.where, entry.url) for entry in section.entries] == [
        ("Mei Li", "Postdoc", ""),
        ("Jun Park", "PhD student, Owls", "https://jun.example"),
    ]
    assert not section.entries[0].end.year and section.entries[1].end.year == 2025
    assert with_students(listed, registry, english()) == listed


def test_logo_outside_of_the_content_is_not_published(tmp_path):
    data = '[[education]]\nwhat = "x"\nlogo = "../pelicanconf.py"\n'
    write_site(tmp_path, {"content/cv.toml": data})
    with pytest.raises(BuildFailed, match=r"^content/cv.toml:3: no picture '../pelicanconf.py' in content/$"):
        built(tmp_path)


def test_block_without_a_file_says_how_to_begin(tmp_path):
    write_site(tmp_path, {"content/pages/index.md": "# Ann\n\n/// cv\n    section: talks\n///\n"})
    with pytest.raises(BuildFailed, match=r"index.md:4: no section 'talks' in content/cv.toml; begin one there"):
        built(tmp_path)


def settings_of(text):
    values = {}
    exec(text, values)
    return values


@pytest.fixture(scope="module")
def pdfs(site, tmp_path_factory):
    """The PDF of a form on a paper, made once: `pdfs("short", "letter")`."""
    folder, made, settings = tmp_path_factory.mktemp("pdf"), {}, {**settings_of(SETTINGS), "THEME": ROOT / "theme"}

    def pdf(form="long", paper="A4"):
        path = folder / f"{form}-{paper}.pdf"
        if path not in made:
            made[path] = print_page(site / "cv/index.html", path, sheet_of(settings, site, paper, form))
        assert len(PdfReader(path).pages) == made[path].pages
        return PdfReader(path)

    return pdf


def structure(node, tag=None):
    """Every element of the tree of tags, or those of one tag."""
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for child in node:
            yield from structure(child, tag)
    elif isinstance(node, DictionaryObject):
        if tag in (None, node.get("/S")):
            yield node
        if "/K" in node:
            yield from structure(node["/K"], tag)


def test_pdf_is_read_in_order(pdfs):
    text = "\n".join(page.extract_text() for page in pdfs().pages)
    words = ["Ann Lee", "Education", "Ph.D.", "Northern University, Tromsø", "Advisor", "Tongji", "Positions", "Awards"]
    words += ["Publications", "of 1 Kinds", "of 24 Kinds", "Teaching assistant", "Skills", "Python, C++"]
    places = [text.index(word) for word in words]
    assert places == sorted(places)
    assert "Skip to content" not in text and "©" not in text
    assert "Ann Lee · 1 / " in text


def test_pdf_is_tagged_and_says_what_it_is(pdfs):
    root = pdfs().trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en" and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    assert pdfs().metadata.title.startswith("Ann Lee") and pdfs().metadata.author == "Ann Lee"
    tags = [node.get("/S") for node in structure(root["/StructTreeRoot"]["/K"])]
    assert tags.count("/H1") == 1 and tags.count("/H2") == 10 and {"/L", "/LI", "/LBody", "/Link", "/P"} <= set(tags)
    alternatives = {node.get("/Alt") for node in structure(root["/StructTreeRoot"]["/K"], "/Figure")}
    assert alternatives == {"Northern University, Tromsø"}


def font_names(pdf):
    fonts = [font.get_object() for page in pdf.pages for font in page["/Resources"]["/Font"].values()]
    inner = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in fonts]
    assert inner and all({"/FontFile2", "/FontFile3"} & set(descriptor) for descriptor in inner)
    return {descriptor["/FontName"] for descriptor in inner}


def test_pdf_embeds_subsets_of_the_fonts_of_the_site(pdfs):
    names = font_names(pdfs())
    assert all(re.match(r"/[A-Z]{6}\+", name) for name in names)
    assert any("Gabarito" in name for name in names)


def test_italics_are_drawn_not_slanted(pdfs):
    names = font_names(pdfs())
    assert any(name.endswith("Italic") for name in names)
    assert not [name for name in names if "Oblique" in name]


def test_other_scripts_come_from_other_fonts_and_are_not_slanted(site, tmp_path):
    page = LexborHTMLParser(Path(site, "cv/index.html").read_text("utf-8"))
    page.css_first(
        "main"
    ).inner_html = '<h1>Ann Lee</h1><p>Ngô Bịa Đăt, Сократ, <cite><span lang="zh">同济</span></cite></p>'
    Path(site, "other").mkdir(exist_ok=True)
    Path(site, "other/index.html").write_text(page.html, "utf-8")
    assert print_page(site / "other/index.html", tmp_path / "cv.pdf", Sheet()).warnings == ()
    assert not [name for name in font_names(PdfReader(tmp_path / "cv.pdf")) if "Oblique" in name]


def test_header_says_who_it_is_and_how_to_reach_them(pdfs):
    first, *others = [page.extract_text() for page in pdfs().pages]
    head = first.partition("Education")[0]
    for words in ("Ann Lee", "Doctoral student, Northern University", "ann.example/~ann", "ann.lee@home.example"):
        assert head.count(words) == 1, words
    assert "orcid.org/0000-0002-1825-0097" in head
    assert head.count("github.com/annlee") == 1, "the page says it already, with an icon that leads nowhere on paper"
    assert not any("Doctoral student" in text for text in others)


def test_every_page_has_name_and_number(pdfs):
    texts = [page.extract_text() for page in pdfs().pages]
    assert all(f"Ann Lee · {number} / {len(texts)}" in text for number, text in enumerate(texts, 1))


def test_heading_that_is_not_the_name_stands_beside_it():
    owner = Owner("Ann <Lee>", contacts=(Contact("https://a.example/x"),))
    html = '<html><head></head><body><main><h1>Vita <em>2</em></h1><p><a href="https://a.example/x/">A</a></p></main>'
    tree = LexborHTMLParser(prepare_html(html, "cv/", Sheet(owner=owner)))
    assert lines(tree, "h1") == ["Ann <Lee>"] and lines(tree, ".cv-title") == ["Vita 2"]
    assert not tree.css(".cv-contacts"), "the page itself leads there"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://www.code.example/ada/", "code.example/ada"),
        ("mailto:ada@a.example?subject=Hello", "ada@a.example"),
        ("https://scholar.example/citations?user=abcdefghijklmnop&hl=en", "Scholar"),
        ("https://a.example/M%C3%BCller", "a.example/Müller"),
    ],
)
def test_address_on_paper_can_be_typed(url, words):
    assert Contact(url, "Scholar").words == words


def test_contacts_begin_with_mail_and_the_site():
    links = [{"url": "https://b.example"}, {"url": "cv.pdf"}, {"url": "mailto:a@b.example"}]
    owner = owner_of({"AUTHOR": "", "SITENAME": "A", "SITEURL": "https://a.example", "SOCIAL": links})
    assert [contact.words for contact in owner.contacts] == ["a@b.example", "a.example", "b.example"]


def test_identifiers_of_publications_are_printed():
    written = """<p><a href="https://arxiv.org/abs/2401.1"><svg class="icon"></svg> arXiv</a>
    <a href="https://doi.org/10.5555/a%3Cb">DOI</a> <a href="https://doi.org/10.5555/c">A title</a></p>"""
    tree = LexborHTMLParser(prepare_html(f"<html><head></head><body><main>{written}", "cv/", Sheet()))
    assert lines(tree, "a") == ["arXiv:2401.1", "doi:10.5555/a<b", "A title"]


def test_list_of_publications_prints_their_identifiers(scholar, tmp_path):
    print_page(scholar / "cv/index.html", tmp_path / "cv.pdf", Sheet("A4", "short"))
    pages = PdfReader(tmp_path / "cv.pdf").pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    assert len(pages) == 2
    assert "doi:10.5555/jis.2025.21.101" in text and "doi:10.5555/sfos.2021.450" in text


def test_no_page_ends_within_an_entry_or_with_a_heading(pdfs):
    texts = [page.extract_text() for page in pdfs().pages]
    for number in range(1, 25):
        [text] = [text for text in texts if f"of {number} Kinds" in text]
        assert f"arXiv:2401.{number:05}" in text
    last = [[line for line in text.splitlines() if "Ann Lee ·" not in line][-1].strip() for text in texts]
    assert not {"Education", "Positions", "Awards", "Publications", "Teaching", "Service"} & set(last)


FORMULA = """<math><semantics><mrow><mi>O</mi><mo>(</mo><msqrt><mi>q</mi></msqrt><mo>)</mo></mrow>
<annotation encoding="application/x-tex">O(\\sqrt{q})</annotation></semantics></math>"""


def test_formula_is_drawn_and_described_by_its_source(tmp_path):
    Path(tmp_path, "cv").mkdir()
    page, pdf = tmp_path / "cv/index.html", tmp_path / "cv.pdf"
    page.write_text(f'<html lang="en"><title>A</title><body><main><p>Bounds: {FORMULA} here.', "utf-8")
    print_page(page, pdf, Sheet())
    [sheet], root = PdfReader(pdf).pages, PdfReader(pdf).trailer["/Root"]
    assert "Bounds: here." in " ".join(sheet.extract_text().split())
    [figure] = structure(root["/StructTreeRoot"]["/K"], "/Figure")
    assert figure["/Alt"] == "O(\\sqrt{q})"
    left, top, right, bottom = figure["/A"]["/BBox"]
    assert 20 < right - left < 60 and 8 < bottom - top < 30
    assert any(operator == b"c" for operator in operators(sheet)), "no curve is drawn"


def operators(sheet):
    """The operators of a page's drawings, those that it includes among them."""
    streams = [sheet.get_contents()]
    forms = [form.get_object() for form in sheet["/Resources"].get("/XObject", {}).values()]
    streams += [ContentStream(form, None) for form in forms]
    return {operator for stream in streams for _, operator in stream.operations}


def test_formula_needs_ziamath(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ziamath", None)
    Path(tmp_path, "cv").mkdir()
    Path(tmp_path, "cv/index.html").write_text(f"<html lang=en><title>A</title><body><main>{FORMULA}", "utf-8")
    with pytest.raises(PdfError, match="^ziamath is missing: `pip install -r requirements-pdf.txt`$"):
        print_page(tmp_path / "cv/index.html", tmp_path / "cv.pdf", Sheet())


def test_links_of_the_pdf_lead_out(pdfs):
    notes = [note.get_object() for page in pdfs().pages for note in page.get("/Annots", ())]
    targets = {note["/A"]["/URI"] for note in notes if "/A" in note and "/URI" in note["/A"]}
    assert {"https://tanaka.example.org", "https://ann.example/~ann/", "mailto:ann@north.example.edu"} <= targets
    assert all(target.startswith(("https://", "mailto:")) for target in targets)
    assert any("/Dest" in note or note.get("/A", {}).get("/S") == "/GoTo" for note in notes)


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("letter", (612, 792))])
def test_short_form_fits_two_pages(pdfs, paper, size):
    pages = pdfs("short", paper).pages
    assert len(pages) == 2
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {size}
    text = "".join(page.extract_text() for page in pages)
    assert "Teaching fellow" not in text and "of 24 Kinds" in text


def test_same_input_gives_same_bytes_wherever_it_lies(site, tmp_path, monkeypatch):
    elsewhere = write_site(tmp_path, {**FILES, "pelicanconf.py": SETTINGS})
    built(elsewhere)
    print_page(site / "cv/index.html", tmp_path / "one.pdf", Sheet())
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    print_page(elsewhere / "output/cv/index.html", tmp_path / "two.pdf", Sheet())
    assert Path(tmp_path, "one.pdf").read_bytes() == Path(tmp_path, "two.pdf").read_bytes()


def test_without_an_address_links_of_the_site_are_text():
    html = '<html><head></head><body><p><a href="../index.html">Home</a> <a href="#a">A</a></p></body></html>'
    assert '<a>Home</a> <a href="#a">A</a>' in prepare_html(html, "cv/", Sheet())
    assert 'href="https://x.example/b/"' in prepare_html(
        html.replace("../", "../b/"), "cv/", Sheet(siteurl="https://x.example")
    )


def test_author_cannot_break_out_of_the_header():
    owner = Owner('A" } </style><b>\\\n', "<b>", (Contact("https://a.example/<b>"),))
    html = prepare_html("<html><head></head><body></body></html>", "cv/", Sheet(owner=owner))
    assert "<b>" not in html


def test_nothing_is_fetched_from_elsewhere(tmp_path):
    page = tmp_path / "cv/index.html"
    page.parent.mkdir()
    page.write_text('<html lang="en"><title>A</title><body><img alt="a" src="http://127.0.0.1:9/a.png">A</body></html>')
    assert print_page(page, tmp_path / "cv.pdf", Sheet()).pages == 1


def test_characters_without_a_font_are_reported(tmp_path):
    page = tmp_path / "cv/index.html"
    page.parent.mkdir()
    page.write_text('<html lang="en"><title>A</title><body>A\U000ff123 B\U000ff124\U000ff123</body></html>', "utf-8")
    [warning] = print_page(page, tmp_path / "cv.pdf", Sheet()).warnings
    assert warning.startswith("no font on this machine has '\U000ff123\U000ff124'")


@pytest.mark.parametrize(
    ("written", "printed_so"),
    [
        ('<a href="#a"><span lang="zh">虚构</span></a>', '<a href="#a" lang="zh">虚构</a>'),
        ('<a href="#a">On <span lang="zh">虚构</span></a>', '<a href="#a">On 虚构</a>'),
        ('<a href="#a"><span><span>A</span>-B</span></a>', '<a href="#a">A-B</a>'),
        ('<a href="#a"><strong>A</strong></a>', '<strong><a href="#a">A</a></strong>'),
        ('<a href="#a">A <em>B</em></a>', '<a href="#a">A <em>B</em></a>'),
    ],
)
def test_words_of_a_link_are_right_in_it(written, printed_so):
    html = f"<html><head></head><body><p>{written}</p></body></html>"
    assert f"<p>{printed_so}</p>" in prepare_html(html, "cv/", Sheet())


def test_cv_pdf_has_every_build_write_and_link_it(tmp_path):
    write_site(tmp_path, {**FILES, "pelicanconf.py": 'CV_PDF = "letter"\n'})
    output = built(tmp_path).output
    assert round(PdfReader(output / "cv.pdf").pages[0].mediabox.width) == 612
    assert 'href="../cv.pdf"' in Path(output, "cv/index.html").read_text("utf-8")
    assert not list(output.glob(".cv.pdf*"))


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"pelicanconf.py": 'CV_PDF = "A5"\n', **FILES}, "CV_PDF: the paper is A4 or letter, not A5"),
        ({"pelicanconf.py": 'CV_PDF = "A4"\n'}, "CV_PDF: there is no page cv/: write content/pages/cv.md"),
    ],
)
def test_cv_pdf_that_cannot_be(files, words, tmp_path):
    write_site(tmp_path, files)
    with pytest.raises(BuildFailed, match=words):
        built(tmp_path)


@pytest.fixture
def desk(tmp_path):
    """An author's folder, in which `invoke` runs."""
    public = 'from pelicanconf import *\nSITEURL = "https://ann.example"\n'
    copy_code(write_site(tmp_path, {**FILES, "publishconf.py": public}))
    return tmp_path


def test_command_reports_pages_and_size(desk):
    done = invoke(desk, "cv", "--paper", "letter", "--form", "short")
    assert re.search(r"^output/cv-short.pdf: 2 pages on letter, \d+ kB$", done.stdout, re.M), done.stderr


def test_command_warns_of_a_long_short_form(desk):
    write_site(desk, {"content/pages/cv.md": PAGE + PAGE.partition("## Publications")[2].partition("/// cv")[0]})
    assert "the short form is longer than two pages" in invoke(desk, "cv", "--form", "short").stderr


@pytest.mark.parametrize(
    ("files", "words", "line"),
    [
        ({}, ["--paper", "A5"], "--paper is A4 or letter, not A5"),
        ({"publishconf.py": "SITEURL = nothing\n"}, [], "publishconf.py:1: name 'nothing' is not defined"),
        (
            {"content/pages/cv.md": "---\nstatus: draft\n---\n# CV\n"},
            [],
            "there is no page cv/: write content/pages/cv.md",
        ),
    ],
)
def test_command_says_what_is_wrong(files, words, line, desk):
    write_site(desk, files)
    done = invoke(desk, "cv", *words)
    assert done.returncode == 1 and any(row.startswith(line) for row in done.stderr.splitlines()), done.stderr


@pytest.mark.parametrize(
    ("raised", "words"),
    [
        ("ModuleNotFoundError('weasyprint')", "pip install -r requirements-pdf.txt"),
        ("OSError('libpango')", "libpango-1.0-0"),
    ],
)
def test_command_says_what_to_install(raised, words, desk):
    write_site(desk, {"weasyprint.py": f"raise {raised}\n"})
    done = invoke(desk, "cv")
    assert done.returncode == 1 and words in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_importing_the_plugin_does_not_load_weasyprint():
    code = "import sys, plugins.blocks; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[1]).returncode == 0


def test_half_a_picture_is_an_error_after_a_pdf_was_made(pdfs):
    from PIL import ImageFile

    assert pdfs().pages and not ImageFile.LOAD_TRUNCATED_IMAGES
