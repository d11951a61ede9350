"""LOOK in pelicanconf.py: what an author chooses about the look without writing CSS.

In: the setting, and the theme's colors. Out: what is wrong with it, with the keys that lead there; or a `Look`. The
style sheet of a choice, if it needs one, is `theme/static/css/choices/NAME-VALUE.css`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from plugins.core.contrast import hex_color
from plugins.core.problems import did_you_mean
from plugins.look.accent import accent_problems, both_shades, read_theme_colors

TOKENS = "@layer tokens {{ :root {{ --color-link: light-dark({light}, {dark}); }} }}"


@dataclass(frozen=True)
class Choice:
    """What a choice `does`, and the values to choose from, the default first. One of the `further` values may stand
    beside one of `values`. Without values, it is the accent, which is any color."""

    does: str
    values: tuple[object, ...] = ()
    further: tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[tuple[object, ...], ...]:
        """The lists of values of which an author chooses one each."""
        return (self.values, self.further) if self.further else (self.values,)

    def words(self, value: object) -> Sequence:
        """The words in a value: `left circle` is two where there are `further` values."""
        if isinstance(value, list | tuple):
            return value
        return value.split() if isinstance(value, str) and self.further else (value,)

    def chosen(self, value: object) -> tuple[object, ...]:
        """What a checked value chooses from each of the `groups`."""
        words = self.words(value)
        return tuple(next((known for known in group if known in words), group[0]) for group in self.groups)


CHOICES = {
    "accent": Choice("the color of links, and of all that stands out"),
    "fonts": Choice("the typefaces of text and headings", ("sans", "serif", "gabarito", "system")),
    "layout": Choice("where the names of sections and the years stand", ("column", "margin", "sidebar")),
    "portrait": Choice("the side and shape of your portrait", ("right", "left"), ("as-written", "circle", "square")),
    "density": Choice("the space between lines and between sections", ("airy", "dense")),
    "scheme": Choice("light or dark pages, or what each visitor's system asks for", ("auto", "light", "dark")),
    "owner": Choice("how your name stands out among the authors of a publication", ("bold", "underline")),
    "links": Choice("how the links of a publication look", ("icons-and-words", "words", "buttons")),
    "thumbnails": Choice("whether lists show the preview of a publication", (False, True)),
}


@dataclass(frozen=True)
class Look:
    """The choices of an author. `accent` is the color of links on light and on dark pages; `tokens` is a style sheet
    with the tokens that differ from the theme's."""

    accent: tuple[str, str]
    tokens: str
    fonts: str
    layout: str
    portrait: tuple[str, str]
    density: str
    scheme: str
    owner: str
    links: str
    thumbnails: bool

    @property
    def sheets(self) -> tuple[str, ...]:
        """What the style sheets of these choices are called, as far as there are any."""
        values = {name: getattr(self, name) for name, choice in CHOICES.items() if choice.values}
        each = ((name, word) for name, value in values.items() for word in CHOICES[name].words(value))
        return tuple(f"{name}-{word}" for name, word in each if isinstance(word, str))

    @property
    def color_scheme(self) -> str:
        """The schemes of the pages, as browsers read them."""
        return "light dark" if self.scheme == "auto" else self.scheme


def look_problems(settings: Mapping) -> Iterator[tuple[tuple, str]]:
    """The keys below LOOK, and what is wrong there."""
    look = settings.get("LOOK") or {}
    for name, value in look.items():
        if name not in CHOICES:
            meant = did_you_mean(str(name), CHOICES) or f" (there are {', '.join(CHOICES)})"
            yield (name,), f"no choice named {name!r}{meant}"
        elif name == "accent":
            problems = accent_problems(value, look.get("scheme", ""), read_theme_colors(settings.get("THEME", "")))
            yield from ((("accent", *keys), message) for keys, message in problems)
        else:
            yield from (((name, *keys), f"{name} is {message}") for keys, message in _value_problems(name, value))


def _value_problems(name: str, value: object) -> Iterator[tuple[tuple, str]]:
    choice = CHOICES[name]
    words, known = choice.words(value), [one for group in choice.groups for one in group]
    form = ", and ".join(map(_either, choice.groups))
    for index, word in enumerate(words):
        if word not in known:
            keys = (index,) if isinstance(value, list | tuple) else ()
            yield keys, f"{form}, not {word!r}{did_you_mean(str(word), map(str, known))}"
    for group in choice.groups:
        if len(taken := [word for word in words if word in group]) > 1:
            yield (), f"{_either(group)}, not {' and '.join(map(str, taken))}"


def _either(values: Sequence) -> str:
    """`one, two or three`"""
    return f"{', '.join(map(str, values[:-1]))} or {values[-1]}"


def read_look(settings: Mapping) -> Look:
    """The look that checked settings choose."""
    look = settings.get("LOOK") or {}
    chosen = {name: choice.chosen(look.get(name)) for name, choice in CHOICES.items() if choice.values}
    theme, accent = read_theme_colors(settings["THEME"]), look.get("accent")
    own = [theme[scheme].get("color-link", (0, 0, 0)) for scheme in theme]
    light, dark = map(hex_color, both_shades(accent, look.get("scheme", ""), theme) if accent else own)
    return Look(
        accent=(light, dark),
        tokens=TOKENS.format(light=light, dark=dark) if accent else "",
        **{name: values if len(values) > 1 else values[0] for name, values in chosen.items()},
    )
