"""Write `docs/settings.md` from the table that checks the settings: `python -m tools.write_settings`."""

from plugins.building.settings_table import GROUPS, ROOT, Setting

PAGE = ROOT / "docs" / "settings.md"
HEAD = """# Settings

`pelicanconf.py` holds what you decide, and `publishconf.py` what differs in public. Write down only what differs from
its default. A build checks every value, and names the line of a wrong one. Pelican's other settings work too.

`python -m tools.write_settings` writes this page from `plugins/building/settings_table.py`.
"""


def document() -> str:
    """The text of the page."""
    return "\n".join([HEAD, *("\n".join(_section(title, group)) for title, group in GROUPS.items())])


def _section(title: str, group: dict[str, Setting]) -> list[str]:
    rows = [_row(name, setting) for name, setting in group.items()]
    return [
        f"## {title}",
        "",
        "| setting | what it is | its value | default | example |",
        "|---|---|---|---|---|",
        *rows,
        "",
    ]


def _row(name: str, setting: Setting) -> str:
    default = "the theme of this project" if name == "THEME" else _code(repr(setting.default))
    words = [
        f"`{name}`",
        setting.does,
        setting.kind,
        default if setting.default is not None else "",
        _code(setting.example),
    ]
    return f"| {' | '.join(word.replace('|', chr(92) + '|') for word in words)} |"


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


if __name__ == "__main__":
    PAGE.write_text(document(), "utf-8")
