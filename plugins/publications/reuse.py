"""On what pages of works depend, so that a build may take them over from the last one.

In: the inputs of a build, its context once all is read, and the templates. Out: a digest; empty where a template asks
for what it does not cover.
"""

from jinja2 import Environment, meta, nodes

from plugins.build.unchanged import hashed

TEMPLATES = ("publication.html", "publications.html")
# Of the context's texts, these are covered: all articles, the menu, and which addresses exist.
NOT_COVERED = {"pages", "hidden_pages", "draft_pages", "page_list", "library", "cv", "cv_texts", "staticfiles"}


def digest_of_records(inputs: str, context: dict, environment: Environment, is_covered: bool = False) -> str:
    """Everything but the texts of pages; of these, what menus and links may show.

    `is_covered` says that templates of the same `inputs` were looked at before.
    """
    if not inputs or (not is_covered and _asked(environment) & NOT_COVERED):
        return ""
    pages = [(page.url, page.save_as, page.title) for page in [*context["pages"], *context["hidden_pages"]]]
    articles = [(one.url, one.title, one._content) for one in [*context["articles"], *context["hidden_articles"]]]
    return hashed([inputs, repr(context.get("menu")), repr(sorted(pages)), repr(articles)])


def _asked(environment: Environment) -> set[str]:
    """The names in the templates and in all that they include; where that has a computed name, any."""
    names, seen, waiting = set(), set(), [*TEMPLATES]
    while waiting:
        name = waiting.pop()
        if name is None:
            return NOT_COVERED
        if name not in seen:
            seen.add(name)
            tree = environment.parse(environment.loader.get_source(environment, name)[0])
            names |= {one.name for one in tree.find_all(nodes.Name)}
            waiting += meta.find_referenced_templates(tree)
    return names
