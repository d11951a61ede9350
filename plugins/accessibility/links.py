"""Links whose words do not say where they lead: `here`, a long address, nothing, or the words of a link beside them."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from plugins.accessibility.published import Page, closest, name_of, words_of
from plugins.core.problems import Problem

LONGEST = 60  # characters of an address that a screen reader spells out
WORDS = """
    here|click|click here|press here|this|this link|this page|this one|link|links|more|read more|learn more|see more
    |more info|details|go|url|website|hier|hier klicken|klicken sie hier|mehr|weiterlesen|mehr lesen|ici|cliquez ici
    |lien|plus|lire la suite|en savoir plus|aquí|aqui|haga clic aquí|clic aquí|enlace|más|leer más|clique aqui|mais
    |leia mais|qui|clicca qui|altro|leggi di più|klik hier|lees meer|здесь|тут|ссылка|подробнее|εδώ
    |هنا|اضغط هنا|انقر هنا|رابط|المزيد|כאן|לחץ כאן|לחצו כאן|קישור|עוד
    |这里|點擊這裡|点击这里|点这里|此处|链接|更多|這裡|こちら|ここ|ここをクリック|リンク|もっと見る
    |여기|여기를 클릭|링크|더 보기
"""
VAGUE = frozenset(re.split(r"\s*\|\s*", WORDS.strip()))
AROUND = re.compile(r"^[\W_]+|[\W_]+$")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.I)
BLOCKS = ("p", "li", "td", "th", "dd", "dt", "figcaption", "summary", "h1", "h2", "h3", "h4", "h5", "h6")


def find_vague_links(page: Page) -> Iterator[Problem]:
    for link in page.main.css("a[href]"):
        if link.attrs.get("aria-hidden") == "true":
            continue
        name, address = name_of(link), link.attrs["href"] or ""
        if not name and link.css_first("img") is None:  # else the picture is named
            yield page.problem_at(link, f"the link to '{address}' has no words: say where it leads", _needles)
        elif AROUND.sub("", name).casefold() in VAGUE:
            message = f"the link '{name}' does not say where it leads: let its words name the page or file"
            yield page.problem_at(link, message, _needles)
        elif ADDRESS.fullmatch(name) and len(name) > LONGEST:
            message = f"a screen reader spells out the address '{name[:30]}…': let words be the link"
            yield page.problem_at(link, message, _needles)


def find_links_of_one_name(page: Page) -> Iterator[Problem]:
    """Links in one paragraph or item, which have the same words and lead to different places."""
    seen: dict[tuple[int, str], str] = {}
    for link in page.main.css("a[href]"):
        block, name, address = closest(link, *BLOCKS), name_of(link), link.attrs["href"] or ""
        if block is None or AROUND.sub("", name).casefold() in ("", *VAGUE):  # such as the arrows of footnotes
            continue
        first = seen.setdefault((block.mem_id, name.casefold()), address)
        if first != address:
            message = f"two links '{name}' stand together and lead to different places: say in each where it leads"
            yield page.problem_at(link, message, _needles)


def _needles(link: LexborNode) -> tuple[str, ...]:
    """Texts by which to find a link in its source, the surest first."""
    words, address = words_of(link), link.attrs["href"] or ""
    file = address.rstrip("/").rpartition("/")[2]
    written = (f"[{words}]", f">{words}<", f"<{words}>") if words else ("",) * 3
    return (*written, address, file.removesuffix("index.html"), words)
