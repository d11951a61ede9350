"""What `invoke check --accessibility` finds, and its statement: one case is one file of tests/accessibility.

`files` is a small site, where `<name>` stands for a picture of `FAKES`; `lines` are all open findings, `known` those
that CHECK_KNOWN lists, and `unread` what was not checked.
"""

import re
import shutil
import tomllib
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from plugins.accessibility import PAGE_RULES, PDF_RULES, SITE_RULES, audit
from plugins.accessibility.statement import statement_of, write_statement
from plugins.audit import check
from plugins.audit.sources import read_site
from plugins.building import build
from plugins.cv.pdf import load_weasyprint
from tests.browser import visiting
from tests.commands import copy_code, invoke
from tests.scholar import SOURCE
from tests.serve import serving
from tests.small_site import FAKES, write

pytest_plugins = ["tests.scholar"]

CASES = {
    path.stem: tomllib.loads(path.read_text("utf-8")) for path in Path(__file__).parent.glob("accessibility/*.toml")
}
TODAY = date(2026, 11, 29)
STATEMENT = "content/pages/accessibility.md"
OPEN = [
    f"content/files/{name}.pdf: {message}"
    for name in ("madeup2016kettleos", "madeup2021ladders", "madeup2025steam")
    for message in (
        "this PDF has no tags, so a screen reader guesses its headings and order: export it as tagged PDF"
        " (WCAG 2.1: 1.3.1)",
        "this PDF shows its file's name, not its title: set 'display document title' where it is made"
        " (WCAG 2.1: 2.4.2)",
    )
]


def audited(folder, settings="pelicanconf.py"):
    """The audit of the site in a folder, and the site's sources."""
    built = build(folder / settings, folder / "output", is_forced=True)
    site = read_site(folder, TODAY)
    return audit(built, site), site


def lines(findings):
    return [str(getattr(finding, "problem", finding)) for finding in findings]


@pytest.mark.parametrize("name", CASES)
def test_a_case_has_these_findings_and_no_others(name, tmp_path):
    case = CASES[name]
    done, _ = audited(write(tmp_path, {path: FAKES.get(text, text) for path, text in case["files"].items()}))
    assert lines(done.open) == case.get("lines", [])
    assert lines(done.known) == case.get("known", [])
    assert lines(done.unread) == case.get("unread", [])


def test_the_cases_break_every_rule_for_pages_and_colors():
    found = "\n".join(line for case in CASES.values() for line in case.get("lines", ()))
    missing = [rule.has for rule in (*PAGE_RULES, *SITE_RULES) if f"(WCAG 2.1: {rule.criterion})" not in found]
    assert missing == []


# PDFs


def printed(html, **options):
    """A PDF by WeasyPrint."""
    return load_weasyprint().HTML(string=html).write_pdf(**options)


def changed(pdf, change):
    """A PDF after `change` of its writer."""
    from pypdf import PdfWriter

    writer, buffer = PdfWriter(clone_from=BytesIO(pdf)), BytesIO()
    change(writer)
    writer.write(buffer)
    return buffer.getvalue()


def scan():
    from PIL import Image

    buffer = BytesIO()
    Image.new("RGB", (60, 80), "white").save(buffer, "PDF", title="")
    return buffer.getvalue()


@pytest.fixture(scope="module")
def tagged():
    return printed('<html lang="en"><title>Owls</title><h1>Owls</h1><p>At night.', pdf_variant="pdf/ua-1")


def messages_of_pdf(folder, data):
    """What is found in a PDF that a page links to, without its path and criterion; and what was not checked."""
    page = (
        "# Ann Lee\n\n[A paper](files/one.pdf), [again](/files/one.pdf), and [another's](https://owls.example/a.pdf)\n"
    )
    done, _ = audited(write(folder, {"content/pages/index.md": page, "content/files/one.pdf": data}))
    found = [line.removeprefix("content/files/one.pdf: this PDF ") for line in lines(done.open)]
    return [re.sub(r"[,:] .*", "", line) for line in found], lines(done.unread)


def test_a_tagged_pdf_is_fine(tmp_path, tagged):
    assert messages_of_pdf(tmp_path, tagged) == ([], [])


def test_a_pdf_without_tags_title_and_language_is_found(tmp_path):
    missing = ["does not name its language", "has no tags", "has no title"]
    assert messages_of_pdf(tmp_path, printed("<p>At night.")) == (missing, [])


def test_a_pdf_that_hides_its_title_is_found(tmp_path, tagged):
    hidden = changed(tagged, lambda writer: writer.root_object.pop("/ViewerPreferences"))
    assert messages_of_pdf(tmp_path, hidden) == (["shows its file's name"], [])


def test_a_scan_is_found(tmp_path):
    assert messages_of_pdf(tmp_path, scan()) == (["does not name its language", "has no text", "has no title"], [])


def test_a_damaged_pdf_is_found(tmp_path, tagged):
    assert messages_of_pdf(tmp_path, tagged[:300]) == (["is damaged"], [])


def test_a_pdf_that_anybody_may_read_is_read(tmp_path, tagged):
    assert messages_of_pdf(
        tmp_path, changed(tagged, lambda writer: writer.encrypt("", "owner", algorithm="RC4-128"))
    ) == (
        [],
        [],
    )


def test_a_pdf_with_a_password_is_not_checked(tmp_path, tagged):
    locked = changed(tagged, lambda writer: writer.encrypt("secret", algorithm="RC4-128"))
    assert messages_of_pdf(tmp_path, locked) == (
        [],
        ["content/files/one.pdf: this PDF cannot be read without its password"],
    )


def test_without_pypdf_the_statement_says_that_pdfs_were_not_checked(tmp_path, tagged, monkeypatch):
    monkeypatch.setattr("plugins.accessibility.can_read_pdfs", lambda: False)
    page = "# Ann Lee\n\n[A paper](files/one.pdf)\n"
    done, site = audited(write(tmp_path, {"content/pages/index.md": page, "content/files/one.pdf": tagged}))
    assert lines(done.unread) == [
        "content/files/one.pdf: to check the linked PDFs, run `pip install -r requirements-pdf.txt`"
    ]
    text = statement_of(done, site, TODAY)
    assert "Linked PDFs" not in text and "- [one.pdf](</files/one.pdf>): a PDF\n" in text


# The statement


@pytest.fixture(scope="module")
def scholar_checked(tmp_path_factory, copy_scholar):
    """The scholar's site, its audit before there is a statement, and the statement."""
    folder = copy_scholar(tmp_path_factory.mktemp("checked"))
    done, site = audited(folder, "publishconf.py")
    text = statement_of(done, site, TODAY)
    write_statement(site.content, text, folder / "spare.md")
    return folder, done, text


def test_the_scholar_s_pdfs_are_found_and_nothing_else(scholar_checked):
    _, done, _ = scholar_checked
    assert lines(done.open) == sorted(OPEN)
    assert lines(done.unread) == []


def test_the_statement_lists_the_rules_that_ran_and_no_others(scholar_checked):
    _, done, text = scholar_checked
    assert done.rules == (*PAGE_RULES, *SITE_RULES, *PDF_RULES)
    checked = text.partition("## What was checked")[2].partition("##")[0]
    assert re.findall(r"^- (.+)$", checked, re.M) == [f"{rule.has} ({rule.criterion})" for rule in done.rules]


def test_the_statement_says_when_what_remains_and_whom_to_write_to(scholar_checked):
    _, _, text = scholar_checked
    assert "that was checked, on 29 November 2026." in text
    folders = ("pages", "news", "courses", "projects", "publications")
    texts = [text for folder in folders for text in SOURCE.glob(f"content/{folder}/**/*.md")]
    assert f"read {len(texts)} texts and all other pages of this site, as they are published, and 3 PDFs" in text
    remains = text.partition("## What remains")[2].partition("##")[0]
    assert re.findall(r"^- (.+)$", remains, re.M) == [
        f"[{name}.pdf](</files/{name}.pdf>): no tags (1.3.1); no title, or one that is not shown (2.4.2)"
        for name in ("madeup2016kettleos", "madeup2021ladders", "madeup2025steam")
    ]
    assert "Ada Madeup-Example at [ada@made-up.example](mailto:ada@made-up.example)" in text


def test_a_changed_theme_is_named(scholar_checked, tmp_path):
    folder, done, text = scholar_checked
    assert "This site has changed the theme" not in text
    shutil.copytree(folder / "content", tmp_path / "content")
    (tmp_path / "templates").mkdir()
    settings = (folder / "pelicanconf.py").read_text("utf-8") + '\nTHEME_TEMPLATES_OVERRIDES = ["templates"]\n'
    (tmp_path / "pelicanconf.py").write_text(settings, "utf-8")
    assert "This site has changed the theme" in statement_of(done, read_site(tmp_path, TODAY), TODAY)


def test_a_pdf_of_the_site_by_its_whole_address_is_checked(tmp_path, tagged):
    settings = {"pelicanconf.py": 'SITEURL = "https://ann.example/~ann"\nFEED_ALL_ATOM = None\n'}
    page = "# Ann Lee\n\n[A paper](https://ann.example/~ann/files/one.pdf) and [an odd link](files/odd.html)\n"
    odd = '<!DOCTYPE html><html lang="en"><title>Odd</title><h1>Odd</h1><a href="//[">x</a><a href="../../a.pdf">y</a>'
    files = {"content/pages/index.md": page, "content/files/one.pdf": tagged, "content/files/odd.html": odd}
    assert audited(write(tmp_path, {**settings, **files}))[0].pdfs == ("content/files/one.pdf",)


def test_known_findings_stay_in_the_statement(tmp_path):
    done, site = audited(write(tmp_path, {path: FAKES.get(t, t) for path, t in CASES["known"]["files"].items()}))
    text = statement_of(done, site, TODAY)
    assert (
        "stay as they are for now:\n\n- [Ann Lee](</pages/index.md>): alternative texts that say nothing (1.1.1)"
        in text
    )
    assert "still to be corrected" not in text


@pytest.mark.parametrize("title", ["a *b* [c](d) `e` <f> $g$ :h: {i}", "#1", "ליאת כהן"])
def test_a_title_means_nothing_in_the_statement(title, tmp_path):
    named = {"pelicanconf.py": f"SITENAME = {title!r}\n"}
    done, site = audited(write(tmp_path, named))
    write_statement(site.content, statement_of(done, site, TODAY), tmp_path / "spare.md")
    audited(tmp_path)
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser((tmp_path / "output/accessibility/index.html").read_bytes())
    assert page.css_first("main p").text().startswith(f"The website “{title}” is meant")


def test_a_second_check_writes_the_same_statement(scholar_checked):
    folder, _, text = scholar_checked
    again, site = audited(folder, "publishconf.py")
    assert statement_of(again, site, TODAY) == text == (folder / STATEMENT).read_text("utf-8")
    assert check(folder, today=date(2027, 6, 1)) == check(folder, today=TODAY)  # its date is not one to come


def test_the_statement_of_another_day_replaces_it_and_an_edited_one_stays(tmp_path):
    file, spare = tmp_path / "content/pages/accessibility.md", tmp_path / "spare.md"
    done, site = audited(write(tmp_path, {}))
    for day in (TODAY, date(2026, 12, 1)):
        assert write_statement(site.content, statement_of(done, site, day), spare) == file
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))  # as Git does on Windows
    assert write_statement(site.content, statement_of(done, site, TODAY), spare) == file
    edited = file.read_text("utf-8").replace("everybody", "all")
    file.write_text(edited, "utf-8")
    assert write_statement(site.content, statement_of(done, site, TODAY), spare) == spare
    assert file.read_text("utf-8") == edited and "everybody" in spare.read_text("utf-8")


def test_the_footer_links_to_the_statement_and_axe_finds_nothing_in_it(scholar_checked, browser):
    folder, _, _ = scholar_checked
    audited(folder, "publishconf.py")
    with serving(folder / "output") as address, visiting(browser, f"{address}/publications/", bypass_csp=True) as visit:
        assert visit.page.locator("nav >> text=Accessibility").count() == 0
        visit.page.click("footer >> text=Accessibility")
        assert visit.page.locator("h1").text_content() == "Accessibility"
        assert visit.violations() == []


def test_a_page_about_accessibility_is_not_the_statement(tmp_path):
    audited(write(tmp_path, {"content/pages/accessibility.md": "# Research on accessibility\n"}))
    home = (tmp_path / "output/index.html").read_text("utf-8")
    assert ">Accessibility<" not in home and "Research on accessibility" in home


def test_another_language_keeps_the_statement_in_english(tmp_path):
    settings = {"pelicanconf.py": 'DEFAULT_LANG = "de"\n', "content/pages/index.md": "# Ann Lee\n\nHallo.\n"}
    done, site = audited(write(tmp_path, settings))
    write_statement(site.content, statement_of(done, site, TODAY), tmp_path / "spare.md")
    audited(tmp_path)
    assert '<html lang="en"' in (tmp_path / "output/en/accessibility/index.html").read_text("utf-8")
    assert 'href="en/accessibility/' in (tmp_path / "output/index.html").read_text("utf-8")


# The command


def test_the_command_says_what_it_found_and_wrote(tmp_path):
    copy_code(tmp_path)
    files = {"publishconf.py": "from pelicanconf import *\n", "content/images/owl.png": FAKES["<png>"]}
    files |= {"content/pages/index.md": "# Ann Lee\n\n![image](images/owl.png)\n"}
    write(tmp_path, files)
    settings = tmp_path / "pelicanconf.py"
    settings.write_text('AUTHOR = "Ann Lee"\n', "utf-8")
    done = invoke(tmp_path, "check", "--accessibility")
    assert done.returncode == 1, done.stderr
    assert "content/pages/index.md:3: the alternative text 'image' says nothing" in done.stdout
    assert done.stdout.endswith("\ncontent/pages/accessibility.md: the statement\n")
    assert done.stderr == "1 finding: fix each, or list a part of it in CHECK_KNOWN of pelicanconf.py\n"
    settings.write_text('AUTHOR = "Ann Lee"\nCHECK_KNOWN = ["text \'image\' says"]\n', "utf-8")
    done = invoke(tmp_path, "check", "--accessibility")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "no findings"), done.stderr
    assert "matches no finding" not in invoke(tmp_path, "check").stdout
