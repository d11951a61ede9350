"""The Markdown extensions that stand for what an author of Material for MkDocs may write.

In: the pack of icons and the content folder. Out: what `Markdown(**…)` takes.
"""

from pathlib import Path

from plugins.icons import Pack, emoji_config

NAMES = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.blocks.caption",
    "pymdownx.caret",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.quotes",
    "pymdownx.smartsymbols",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
)


def markdown_options(pack: Pack, content: Path) -> dict:
    """Keyword arguments of `Markdown`."""
    return {"extensions": list(NAMES), "extension_configs": _configs(pack, content), "output_format": "html"}


def _configs(pack: Pack, content: Path) -> dict[str, dict]:
    return {
        "pymdownx.caret": {"insert": True, "superscript": True},
        "pymdownx.emoji": emoji_config(pack),
        "pymdownx.highlight": {"linenums_style": "pymdownx-inline"},
        "pymdownx.magiclink": {"repo_url_shortener": False},
        "pymdownx.quotes": {"callouts": True},
        "pymdownx.snippets": {"base_path": [str(content)], "check_paths": True, "restrict_base_path": True},
        "pymdownx.tabbed": {"alternate_style": True},
        "pymdownx.tilde": {"delete": True, "subscript": True},
    }
