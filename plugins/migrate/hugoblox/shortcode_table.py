"""What each shortcode of Hugo and HugoBlox is in the dialect.

In: a `Plan` and the text in which the shortcodes stand. Out: a table of functions by name.
"""

from collections.abc import Callable
from functools import partial
from posixpath import dirname
from textwrap import indent

from plugins.migrate.hugoblox import shortcode_files
from plugins.migrate.hugoblox.front_matter import one_line, table_of
from plugins.migrate.hugoblox.plan import Plan
from plugins.migrate.hugoblox.shortcode_files import as_block
from plugins.migrate.hugoblox.shortcodes import Replace, Shortcode
from plugins.migrate.hugoblox.site import HugoPage
from plugins.migrate.new_text import ELSEWHERE, block, service_link

KINDS = {kind: kind for kind in ("note", "info", "tip", "success", "warning", "danger")}
KINDS |= {"important": "info", "caution": "warning", "error": "danger"}


def shortcode_table(plan: Plan, page: HugoPage) -> dict[str, Replace]:
    """The functions that replace the shortcodes in the text of `page`."""
    own: dict[str, Callable[[Plan, HugoPage, Shortcode], str | None]] = {
        "figure": shortcode_files.figure,
        "icon": _icon,
        "cite": _cite,
        "staticref": _staticref,
        "ref": _ref,
        "relref": _ref,
        "mention": lambda plan, page, code: plan.name_of(code.get(0)),
        "gallery": shortcode_files.gallery,
        "table": shortcode_files.table,
        "video": partial(shortcode_files.recording, "video", "Video"),
        "audio": partial(shortcode_files.recording, "audio", "Recording"),
        "param": _param,
    }
    shared: dict[str, Replace] = {
        **dict.fromkeys(("callout", "alert"), _callout),
        **dict.fromkeys(("spoiler", "toggle", "details"), _folded),
        **dict.fromkeys(("mermaid", "diagram"), _diagram),
        **dict.fromkeys(("steps", "cards"), lambda code: code.inside),
        **dict.fromkeys(("tweet", "x"), _tweet),
        "math": lambda code: as_block(code, code.inside.strip("\n")),
        "hl": lambda code: f"=={code.inside.strip()}==",
        "highlight": _highlight,
        "gist": _gist,
        "toc": lambda code: "[TOC]",
        "cta": lambda code: _button(code.get("cta_text", 0), code.get("cta_link", 1)),
        "button": lambda code: _button(code.inside.strip() or code.get("text"), code.get("url", "link", "href", 0)),
        "card": _card,
        "emoji_list": lambda code: "",
        "line_break": lambda code: "<br>",
    }
    elsewhere: dict[str, Replace] = {name: partial(_elsewhere, name) for name in ELSEWHERE}
    return elsewhere | shared | {name: partial(function, plan, page) for name, function in own.items()}


def _quoted(text: str) -> str:
    return '"' + " ".join(text.split()).replace('"', "”") + '"'


def _callout(code: Shortcode) -> str:
    kind = KINDS.get(code.get("type", "kind", 0).lower(), "note")
    return as_block(code, f"!!! {kind} {_quoted(code.get('title'))}\n{indent(code.inside.strip(), '    ')}")


def _folded(code: Shortcode) -> str:
    sign = "???+" if "true" in (code.get("open"), code.get("expanded")) else "???"
    title = code.get("text", "summary", "title", "name", 0) or "More"
    return as_block(code, f"{sign} note {_quoted(title)}\n{indent(code.inside.strip(), '    ')}")


def _highlight(code: Shortcode) -> str:
    return as_block(code, f"``` {code.get(0, 'lang')}\n{code.inside.strip(chr(10))}\n```".replace("```  ", "```"))


def _diagram(code: Shortcode) -> str:
    return as_block(code, f"```mermaid\n{code.inside.strip()}\n```")


def _gist(code: Shortcode) -> str:
    return service_link("gist", f"{code.get(0, 'user')}/{code.get(1, 'id')}".rstrip("/"))


def _elsewhere(service: str, code: Shortcode) -> str | None:
    number = code.get("id", 0, "bvid")
    return service_link(service, number, code.get("title")) if number else None


def _tweet(code: Shortcode) -> str | None:
    user, number = code.get("user"), code.get("id", 0)
    return f"[Post on X](https://x.com/{user or 'i'}/status/{number})" if number else None


def _button(words: str, address: str) -> str | None:
    return f"[{words}]({address}){{ .md-button }}" if words and address else words or None


def _card(code: Shortcode) -> str:
    title, url, text = code.get("title"), code.get("url", "link"), code.get("subtitle", "text")
    words = [f"[**{title}**]({url})" if url else f"**{title}**" if title else "", text, code.inside.strip()]
    return f"\n{'  '.join(filter(None, words))}\n"


def _icon(plan: Plan, page: HugoPage, code: Shortcode) -> str:
    name, pack = code.get("name", 0), code.get("pack")
    if pack == "emoji":
        return f":{name.strip(':')}:"
    if found := plan.icon(name, pack):
        return f":{found}:"
    plan.report.leave(page.place, code.line, f"no icon named '{name}': look for another with 'invoke icons WORD'")
    return ""


def _cite(plan: Plan, page: HugoPage, code: Shortcode) -> str | None:
    written = code.get("page", 0)
    if key := plan.key_of(written):
        return f"\n{block('publications', keys=key, group='none')}\n"
    found = plan.page(written)
    return f"[{found.title}]({plan.new_address(found)})" if found else None


def _staticref(plan: Plan, page: HugoPage, code: Shortcode) -> str:
    path = code.get(0, "path").lstrip("/")
    return f"[{code.inside.strip() or path}](/{path})"


def _ref(plan: Plan, page: HugoPage, code: Shortcode) -> str:
    """The address of another text, which stands in a link."""
    written = code.get("path", 0)
    path, mark, anchor = written.partition("#")
    found = plan.page(f"{dirname(page.name)}/{path}") if path and not path.startswith("/") else None
    found = found or (plan.page(path) if path else page)
    if found:
        return plan.new_address(found) + mark + anchor
    plan.report.leave(page.place, code.line, f"'{written}' is no text of this site: the link leads to the home page")
    return "/"


def _param(plan: Plan, page: HugoPage, code: Shortcode) -> str | None:
    names = code.get(0, "name").lower().split(".")
    found: object = page.text.values
    for name in names:
        found = table_of(found).get(name)
    return one_line(found) or plan.site.config.text("params", *names) or None
