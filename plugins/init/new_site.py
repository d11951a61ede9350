"""`Answers` → the files of the author's site, by their paths."""

from datetime import date
from pathlib import Path

from plugins.init.answers import Answers
from plugins.init.escaping import toml_text
from plugins.init.hosting import user_of
from plugins.init.page import first_article, first_page
from plugins.init.scripts import language_of_script
from plugins.migrate.settings_file import REMOVED, replace_settings
from plugins.publish import hosts

FOLDER = Path(__file__).parent
PEOPLE = "# You, and who else stands in publications.bib: each name is linked wherever it occurs. See docs/people.md.\n"


def new_site(answers: Answers, today: date, remote: str = "") -> dict[str, bytes]:
    """All files to write. `remote` is the address of the Git repository, if there is one."""
    main, *others = answers.languages
    texts = {
        "content/pages/index.md": first_page(answers, main),
        **{f"content/pages/index.{language}.md": first_page(answers, language) for language in others},
        f"content/news/{today.isoformat()}-new-page.md": first_article(main),
        "content/people.toml": people(answers),
        "content/publications.bib": _template("publications.bib"),
        "publishconf.py": publishconf(answers),
        "pelicanconf.py": pelicanconf(answers, user_of(remote)),
    }
    files = {name: text.encode() for name, text in texts.items()}
    if answers.portrait:
        files[f"content/images/{answers.portrait.name}"] = answers.portrait.data
    return files | {name: (hosts.FOLDER / source).read_bytes() for name, source in answers.hosting.files.items()}


def people(answers: Answers) -> str:
    """people.toml, with its owner."""
    rows = ["[[person]]", f"name = {toml_text(answers.name)}", "owner = true"]
    if answers.other_name:
        language = language_of_script(answers.other_name, answers.languages)
        name = toml_text(answers.other_name)
        rows.append(f"names = {{ {language} = {name} }}" if language else f"variants = [{name}]")
    orcid = next((link.url.rpartition("/")[2] for link in answers.links if link.name == "ORCID"), "")
    rows += [f'homepage = "{answers.hosting.address}"'] if answers.hosting.address else []
    rows += [f'orcid = "{orcid}"'] if orcid else []
    return "\n".join([PEOPLE, *rows]) + "\n"


def pelicanconf(answers: Answers, remote_user: str) -> str:
    values = {
        "AUTHOR": answers.name,
        "SITESUBTITLE": ", ".join(filter(None, (answers.role, answers.institution.name))),
        "SOCIAL": [{"name": link.name, "url": link.url} for link in answers.links],
        "DEFAULT_LANG": answers.languages[0],
        "TIMEZONE": answers.timezone,
        "CHECK_KNOWN": _known(answers, remote_user) or REMOVED,
    }
    return replace_settings(_template("pelicanconf.py"), values)


def publishconf(answers: Answers) -> str:
    setting = answers.hosting.setting
    values = {"SITEURL": answers.hosting.address, "PUBLISH": dict(setting) if setting else REMOVED}
    return replace_settings(_template("publishconf.py"), values)


def _known(answers: Answers, remote_user: str) -> list[str]:
    """The finding that a group's repository is not that of the author's profile, where the author says so."""
    if not remote_user or remote_user.casefold() != answers.hosting.user.casefold():
        return []
    profiles = [link.url for link in answers.links if link.name == "GitHub"]
    users = [url.rstrip("/").rpartition("/")[2] for url in profiles]
    return [f"'{profiles[0]}' in SOCIAL" for user in users[:1] if user.casefold() != remote_user.casefold()]


def _template(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text("utf-8")
