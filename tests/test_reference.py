"""The page that started it all, as its author left it: the only test that quotes the author's content."""

from hashlib import sha256
from pathlib import Path

import pytest

from tests.pages import read

SOURCE = Path(__file__).parents[1] / "content/pages/index.md"
DIGEST = "2a75fbeb3c3d3f6e687b31d1de6ee960cb79a30a08d8e4412dc463a4434e6ab2"
HEADINGS = [
    "Songrun Xie",
    "Bio",
    "Research Interest",
    "Machine Learning Systems (MLSys)",
    "Distributed Systems",
    "Cloud Systems",
    "Education",
    "Tongji University",
    "Publications & Manuscripts",
    "Experience",
]
TEXT = """
Songrun Xie
Work Email: sory.xie [at] gmail [dot] com
Bio
I am Songrun Xie (谢松润), a senior student in Computer Science at Tongji University. I am generally interested in
distributed systems and machine learning systems. Recently, I have been working on improving the efficiency and
scalability of machine learning systems by optimizing communication and caching strategies, as well as enhancing
operator performance. I was fortunately advised by and maintain a close connection with Prof. Fan Lai and Prof.
Lingming Zhang at UIUC.
Research Interest
Machine Learning Systems (MLSys)
Developing innovative methodologies to enhance the performance and scalability of machine learning systems.
Distributed Systems
Focusing on foundational challenges in distributed systems, including:
Designing efficient task scheduling for resource-intensive and dynamic workloads
Developing fault-tolerant and resource-aware frameworks for large-scale distributed environments
Cloud Systems
Exploring innovative approaches in cloud computing, with emphasis on:
Optimizing memory and communication paradigms to reduce latency and improve bandwidth efficiency
Education
Tongji University
Sept. 2021 – June 2025
B.Eng. in Computer Science
Publications & Manuscripts
Evaluating Language Models for Efficient Code Generation
Jiawei Liu, Songrun Xie, Junhao Wang, Yuxiang Wei, Yifeng Ding, Lingming Zhang
CoLM 2024 (Oral) arXiv Code Project Page
Experience
ByteDance
May. 2023 – Oct. 2023
Research intern
John Hopcroft Center for Computer Science, Shanghai Jiao Tong University
Apr. 2021 – June 2022
Research Intern
NSF Center for Big Learning, University of Florida
July – Sept. 2020
Research Intern
This Site Already Has Visitors
"""
LINKS = {
    "mailto:sory.xie@gmail.com": "sory.xie [at] gmail [dot] com",
    "https://github.com/soryxie": "GitHub",
    "https://www.linkedin.com/in/songrunxie": "LinkedIn",
    "https://x.com/Sory_Xie": "X",
    "https://en.tongji.edu.cn/": "Tongji University",
    "https://www.fanlai.me/": "Fan Lai",
    "https://lingming.cs.illinois.edu/": "Lingming Zhang",
    "https://export.arxiv.org/abs/2408.06450": "arXiv",
    "https://github.com/evalplus/evalplus": "Code",
    "https://evalplus.github.io/evalperf.html": "Project Page",
    "https://www.easycounter.com/": "Free Hit Counters",
}
PICTURES = {
    "Songrun Xie": "images/por-",
    "Tongji University": "images/favicon-",
    "ByteDance": "https://github.com/xichenpan/xichenpan.github.io/assets/48356412/",
    "John Hopcroft Center for Computer Science, Shanghai Jiao Tong University": "images/favicon-",
    "NSF Center for Big Learning, University of Florida": "images/uf-",
    "Free Hit Counters": "https://www.easycounter.com/counter.php?flash321",
}
IN_COMMENTS = [
    "Office",
    "5th Ave",
    "Personal Email",
    "Xichen Pan",
    "xichenpan@",
    "zhihu",
    "scholar",
    "LeCun",
    "Saining",
]


@pytest.fixture
def page(site):
    return read((site / "index.html").read_text("utf-8"))


@pytest.fixture
def main(page):
    return page.css_first("main")


def test_source_is_the_reference_page_byte_for_byte():
    assert sha256(SOURCE.read_bytes()).hexdigest() == DIGEST


def test_page_shows_every_sentence_in_order_and_nothing_else(main):
    assert "".join(main.text().split()) == "".join(TEXT.split())


def test_page_shows_every_heading(main):
    assert [node.text() for node in main.css("h1, h2, h3, h4, h5, h6")] == HEADINGS


def test_page_holds_every_link_under_its_name(main):
    links = {
        node.attrs["href"]: node.attrs.get("aria-label") or node.text().strip() or node.css_first("img").attrs["alt"]
        for node in main.css("a")
    }
    assert links == LINKS


def _drawn(icon) -> bool:
    """Whether an icon holds its drawing, or uses one that the page holds."""
    used = icon.css_first("use")
    return bool(icon.css("path") if used is None else icon.parser.css(f"symbol{used.attrs['href']} path"))


def test_page_draws_every_icon(main):
    assert len(main.css("svg")) == 7
    assert all(node.attrs["aria-hidden"] == "true" and _drawn(node) for node in main.css("svg"))


def test_page_shows_every_picture_under_its_name(main):
    pictures = {node.attrs["alt"]: node.attrs["src"] for node in main.css("img")}
    assert list(pictures) == list(PICTURES)
    assert all(pictures[alt].startswith(begin) for alt, begin in PICTURES.items())


def test_owner_is_underlined_among_the_authors(main):
    assert [node.text() for node in main.css("u")] == ["Songrun Xie"]


def test_visitor_map_runs_in_its_frame(main, site):
    [frame] = main.css("iframe")
    [script] = read((site / frame.attrs["src"]).read_text("utf-8")).css("script")
    assert script.attrs["id"] == "clstr_globe"
    assert script.attrs["src"] == "https://clustrmaps.com/globe.js?d=NzVN7enJET3FI1_-kZPt_SdR71BmlZmgzOO08Edn_Nc"


def test_nothing_of_the_comments_is_published(site):
    for file in site.rglob("*.html"):
        text = file.read_text("utf-8").replace("xichenpan/xichenpan.github.io", "")
        assert [words for words in IN_COMMENTS if words in text] == [], file.name


def test_person_is_who_the_page_says(page):
    said = page.css_first("script[type='application/ld+json']").text()
    facts = [
        "Songrun Xie",
        "谢松润".encode("ascii", "backslashreplace").decode(),
        "Tongji University",
        "x.com/Sory_Xie",
    ]
    assert [fact for fact in facts if fact not in said] == []
