"""The shortcodes of Hugo and HugoBlox that show files: pictures, tables, recordings.

In: a `Plan`, the text in which a shortcode stands, and the shortcode. Out: Markdown, or None.
"""

import csv
import re
from pathlib import PurePosixPath

from plugins.migrate.hugoblox.front_matter import plain
from plugins.migrate.hugoblox.plan import Plan
from plugins.migrate.hugoblox.shortcodes import Shortcode
from plugins.migrate.hugoblox.site import HugoPage

LARGEST = 200_000  # bytes of a table


def as_block(code: Shortcode, text: str) -> str:
    """A block of its own, with empty lines around it if it has lines of its own."""
    return f"\n{text}\n" if code.is_alone else text


def figure(plan: Plan, page: HugoPage, code: Shortcode) -> str | None:
    """A picture with its caption; the address stays where the file is found."""
    written = code.get("src", 0)
    if not written:
        return None
    caption = code.get("caption", "title")
    picture = picture_of(plan, page, written, code.get("alt") or plain(caption), code.get("width"))
    if not picture:
        plan.report.leave(page.place, code.line, f"no picture '{written}' in this site")
        return f"*{caption}*" if caption else ""
    if link := code.get("link"):
        picture = f"[{picture}]({link})"
    if code.get("theme") in ("light", "dark"):
        picture = picture.replace(")", f"#only-{code.get('theme')})", 1)
    source = code.get("attr")
    source = f"[{source}]({code.get('attrlink')})" if source and code.get("attrlink") else source
    words = " ".join(filter(None, (caption, source)))
    if not words:
        return as_block(code, picture)
    return f"\n{picture}\n\n/// caption\n{words}\n///\n" if code.is_alone else f"{picture} *{words}*"


def picture_of(plan: Plan, page: HugoPage, written: str, alt: str, width: str = "") -> str:
    """The Markdown of a picture of the site, or of another one; empty if there is no such file."""
    is_elsewhere = bool(re.match(r"(?:https?:)?//", written))
    place = written if is_elsewhere else plan.file(page, written)
    size = f"{{ width={width.removesuffix('px')} }}" if re.fullmatch(r"\d+(?:px|%)?", width) else ""
    address = place if is_elsewhere else f"/{place}"
    return f"![{alt}]({address.replace(' ', '%20')}){size}" if place else ""


def gallery(plan: Plan, page: HugoPage, code: Shortcode) -> str | None:
    """The pictures of an album of assets/media/albums/, or of the text's own folder."""
    album = code.get("album").strip("/")
    folders = (f"albums/{album}/", f"{page.folder}/{album}/" if album else f"{page.folder}/gallery/")
    names = [f"/media/{name}" for name in plan.site.media if album and name.startswith(folders[0])]
    names += [f"/{plan.place_of(name)}" for name in plan.site.files if page.folder and name.startswith(folders[1])]
    pictures = [f"![{PurePosixPath(name).stem}]({name.replace(' ', '%20')}){{ width=240 }}" for name in names]
    return "\n" + "\n".join(pictures) + "\n" if pictures else None


def table(plan: Plan, page: HugoPage, code: Shortcode) -> str | None:
    """A file of comma-separated values as a table."""
    place = plan.file(page, code.get("path", 0))
    path = plan.site.folder / "content" / page.folder / code.get("path", 0)
    if not place or not path.is_file() or path.is_symlink() or path.stat().st_size > LARGEST:
        return None
    text = path.read_text("utf-8-sig", "replace")
    rows = [[cell.replace("|", "\\|").strip() for cell in row] for row in csv.reader(text.splitlines()) if row]
    if not rows:
        return ""
    head, body = (rows[0], rows[1:]) if code.get("header") != "false" else ([""] * len(rows[0]), rows)
    lines = [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *body)]
    caption = code.get("caption")
    after = f"\n\n/// table-caption\n{caption}\n///" if caption else ""
    return "\n" + "\n".join(lines) + after + "\n"


def recording(tag: str, words: str, plan: Plan, page: HugoPage, code: Shortcode) -> str | None:
    """An element that plays a file of the site; a link to one elsewhere."""
    written = code.get("src", 0)
    if place := plan.file(page, written):
        return f'\n<{tag} controls src="/{place}"></{tag}>\n'
    return f"[{words}]({written})" if written.startswith("https://") else None
