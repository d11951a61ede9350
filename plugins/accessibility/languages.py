"""Whether a page names its language, and the language of longer passages in another script.

A name or a word in another script needs no mark (WCAG 3.1.2); nor does Latin, which screen readers read in every
language.
"""

import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from plugins.accessibility.published import Page, closest
from plugins.core.problems import Problem

# Scripts by their ranges in Unicode, with the languages that use them; the first is the example in a message.
SCRIPTS = {
    "Chinese": (r"\u3400-\u9fff", ("zh", "ja", "ko", "yue", "wuu", "lzh")),
    "Japanese": (r"\u3041-\u30ff", ("ja",)),
    "Korean": (r"\uac00-\ud7af", ("ko",)),
    "Cyrillic": (
        r"\u0400-\u052f",
        ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "tt", "ba", "cv", "os"),
    ),
    "Greek": (r"\u0370-\u03ff\u1f00-\u1fff", ("el", "grc")),
    "Hebrew": (r"\u0590-\u05ff", ("he", "yi", "iw", "ji", "lad")),
    "Arabic": (r"\u0600-\u06ff\u0750-\u077f", ("ar", "fa", "ur", "ps", "ckb", "ug", "sd", "ks", "dv", "arz", "pa")),
    "Devanagari": (r"\u0900-\u097f", ("hi", "mr", "ne", "sa", "kok", "mai", "bho")),
    "Bengali": (r"\u0980-\u09ff", ("bn", "as")),
    "Tamil": (r"\u0b80-\u0bff", ("ta",)),
    "Thai": (r"\u0e00-\u0e7f", ("th",)),
    "Georgian": (r"\u10a0-\u10ff", ("ka",)),
    "Armenian": (r"\u0530-\u058f", ("hy",)),
}
TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*", re.I)
WITHOUT_SPACES = ("Chinese", "Japanese", "Thai")
FEWEST, LETTERS = 4, 12  # words of a passage, and letters where no spaces part them: fewer are a name
UNREAD = ("script", "style", "code", "pre", "kbd", "samp", "math", "svg", "textarea")


def find_unnamed_languages(page: Page) -> Iterator[Problem]:
    """A page without `lang`; text in a script that its language is not written in."""
    root = page.tree.css_first("html")
    lang = (root.attrs.get("lang") or "").strip() if root else ""
    if not TAG.fullmatch(lang):
        yield page.problem('this page does not name its language: begin with <html lang="…">', ("<html", 0))
        return
    passages = list(_find_passages(page.main))
    unnamed = [(words, script, held) for words, script, held in passages if not _is_written_in(held, script)]
    for script, count in Counter(script for _, script, held in unnamed if held == lang).items():
        if count > len(page.main.css("p, li, h1, h2, h3")) / 2:
            message = f"most of this page is in {script}, and its language is '{lang}'"
            yield Problem(page.path, 1, f"{message}: write lang: {SCRIPTS[script][1][0]} in its front matter")
            return
    before = Counter()
    for words, script, held in passages:
        if (words, script, held) in unnamed:
            message = f"'{words[:30]}' is in {script}, and a screen reader takes it for '{held}'"
            advice = f'write it in <span lang="{SCRIPTS[script][1][0]}">…</span>'
            yield page.problem(f"{message}: {advice}", (words, before[words]))
        before[words] += 1


def _is_written_in(lang: str, script: str) -> bool:
    return lang.split("-")[0].casefold() in SCRIPTS[script][1]


def _find_passages(main: LexborNode) -> Iterator[tuple[str, str, str]]:
    """Each passage of some length in one of the scripts, with the script and the language that holds for it."""
    for node in main.traverse(include_text=True):
        if node.is_text_node and node.parent.tag not in UNREAD and closest(node, *UNREAD) is None:
            text = node.text()
            for script, (letters, _) in SCRIPTS.items() if not text.isascii() else ():
                for match in re.finditer(rf"[{letters}](?:[{letters}\s,.;:!?·،؛。、，'’-]*[{letters}])?", text):
                    if (len(match[0]) >= LETTERS) if script in WITHOUT_SPACES else (len(match[0].split()) >= FEWEST):
                        yield match[0], script, _lang_of(node)


def _lang_of(node: LexborNode) -> str:
    """The language that holds for a node."""
    outer = node.parent
    while outer is not None:
        if lang := (outer.attributes or {}).get("lang"):
            return lang
        outer = outer.parent
    return ""
