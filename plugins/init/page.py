"""The first page, in the layout of the reference page, and the first news article.

In: `Answers`. Out: Markdown.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from string import Template

from plugins.init.answers import Answers
from plugins.init.escaping import escape_markdown, toml_text
from plugins.init.links import MAIL_ICON

FOLDER = Path(__file__).parent
PORTRAIT = ' ![](images/{name}){{ align=right style="width:7.5em; border-radius: 1em;" }}'
HOME_IN = "lang: {language}\nslug: index\nsave_as: {language}/index.html\n"  # the home page in another language


def first_page(answers: Answers, language: str) -> str:
    """The home page in a language; in another than the site's own, it is that of the language."""
    words = words_in(language)
    is_main = language == answers.languages[0]
    return Template((FOLDER / "index.md.txt").read_text("utf-8")).substitute(
        metadata="" if is_main else HOME_IN.format(language=language),
        name=escape_markdown(answers.name),
        portrait=PORTRAIT.format(name=answers.portrait.name) if answers.portrait else "",
        contacts="".join(f"{line}\n\n" for line in (_mail_line(answers, words), _icons(answers)) if line),
        sentence=_sentence(answers, words),
        **{key: words[key] for key in ("bio", "news", "publications")},
    )


def first_article(language: str) -> str:
    words = words_in(language)
    return f"---\ntitle: {toml_text(words['title'])}\n---\n\n{words['text']}\n"


def words_in(language: str) -> Mapping[str, str]:
    """The words of a language, or else English ones."""
    words = tomllib.loads((FOLDER / "words.toml").read_text("utf-8"))
    return words.get(language.partition("-")[0].lower(), words["en"])


def _mail_line(answers: Answers, words: Mapping[str, str]) -> str:
    """The e-mail address in words, as the reference page has it."""
    if not answers.mail:
        return ""
    shown = answers.mail.replace("@", " [at] ").replace(".", " [dot] ")
    name = escape_markdown(shown).replace("\\[", "[").replace("\\]", "]")
    return f":{MAIL_ICON}: {words['email']}: [{name}](mailto:{answers.mail})"


def _icons(answers: Answers) -> str:
    icons = " ".join(f"[:{link.icon}:]({link.url})" for link in answers.links if not link.mail)
    return f'<span style="font-size:2em;"> {icons} </span>' if icons else ""


def _sentence(answers: Answers, words: Mapping[str, str]) -> str:
    name, other, role = map(escape_markdown, (answers.name, answers.other_name, answers.role))
    name = words["other"].format(name=name, other=other) if other else name
    institution = escape_markdown(answers.institution.name)
    if answers.institution.url:
        institution = f"[{institution}]({answers.institution.url})"
    key = "both" if role and institution else "role" if role else "institution" if institution else ""
    return words["name"].format(name=name) + _filled(words, key, role, institution) + words["end"]


def _filled(words: Mapping[str, str], key: str, role: str, institution: str) -> str:
    return words[key].format(role=role, institution=institution) if key else ""
