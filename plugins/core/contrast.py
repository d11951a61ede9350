"""Colors of CSS as red, green and blue from 0 to 1, their contrast, and the nearest shade that is readable.

Contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). Shades of a color share its hue in
Oklab (https://bottosson.github.io/posts/oklab/), where equal steps of lightness look equal.
"""

from collections.abc import Callable, Iterable, Sequence
from math import cbrt, cos, radians, sin

from tinycss2.color4 import Color
from tinycss2.color5 import parse_color as parse_css

RGB = tuple[float, float, float]
Lab = tuple[float, float, float]  # Oklab: lightness from 0 to 1, green to red, blue to yellow
Matrix = tuple[RGB, RGB, RGB]

CONES: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
LAB: Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
CONES_OF_LAB: Matrix = (
    (1, 0.3963377774, 0.2158037573),
    (1, -0.1055613458, -0.0638541728),
    (1, -0.0894841775, -1.2914855480),
)
LINEAR_OF_CONES: Matrix = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
MIDDLE = 0.18  # the luminance of a gray halfway between black and white
STEP = 0.002  # of lightness, too small to see
ROUNDING = 1e-4


def parse_color(text: str, scheme: str = "light") -> RGB | None:
    """An opaque color of CSS: a name, `#4e078d`, `rgb()`, `hsl()`, `hwb()`, `oklab()`, `oklch()`, or the color that
    `light-dark()` has in a `scheme`; None for anything else."""
    try:
        color = parse_css(text, (scheme,))
    except ValueError:  # tinycss2 1.5 fails at `color()`
        return None
    if not isinstance(color, Color) or color.alpha < 1:
        return None
    one, two, three = (value or 0 for value in color.coordinates)
    if color.space == "oklab":
        return _from_lab((one, two, three))
    if color.space == "oklch":
        return _from_lab((one, two * cos(radians(three)), two * sin(radians(three))))
    if color.space not in ("srgb", "hsl", "hwb"):
        return None
    return tuple(min(1.0, max(0.0, value)) for value in color.to("srgb").coordinates)


def hex_color(color: RGB) -> str:
    return "#" + "".join(f"{round(value * 255):02x}" for value in color)


def contrast(one: RGB, other: RGB) -> float:
    """The contrast ratio, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable_shade(color: RGB, grounds: Sequence[RGB], ratio: float) -> RGB:
    """The color, or its nearest shade whose contrast on each of the `grounds`, all light or all dark, is `ratio`; black
    or white if there is none."""
    if _is_readable(color, grounds, ratio):
        return color
    is_light = _luminance(grounds[0]) > MIDDLE
    lightness, a, b = _to_lab(color)
    shades = (_rounded(_from_lab((level, a, b))) for level in _levels(lightness, -STEP if is_light else STEP))
    extreme = (0.0, 0.0, 0.0) if is_light else (1.0, 1.0, 1.0)
    return next((shade for shade in shades if _is_readable(shade, grounds, ratio)), extreme)


def _is_readable(color: RGB, grounds: Iterable[RGB], ratio: float) -> bool:
    return all(contrast(color, ground) >= ratio for ground in grounds)


def _levels(start: float, step: float) -> Iterable[float]:
    return (start + step * count for count in range(int(1 / STEP)) if 0 <= start + step * count <= 1)


def _rounded(color: RGB) -> RGB:
    """The color that its hexadecimal form names."""
    return tuple(round(value * 255) / 255 for value in color)


def _luminance(color: RGB) -> float:
    return sum(share * value for share, value in zip((0.2126, 0.7152, 0.0722), _linear(color), strict=True))


def _linear(color: RGB) -> RGB:
    return tuple(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in color)


def _to_lab(color: RGB) -> Lab:
    return _times(LAB, [cbrt(value) for value in _times(CONES, _linear(color))])


def _from_lab(lab: Lab) -> RGB:
    """The color, less vivid if screens cannot show it."""
    lightness, a, b = lab
    share = _largest(lambda share: _is_shown(_linear_of((lightness, a * share, b * share))))
    return tuple(_encoded(value) for value in _linear_of((lightness, a * share, b * share)))


def _linear_of(lab: Lab) -> RGB:
    return _times(LINEAR_OF_CONES, [value**3 for value in _times(CONES_OF_LAB, lab)])


def _is_shown(linear: RGB) -> bool:
    return all(-ROUNDING <= value <= 1 + ROUNDING for value in linear)


def _largest(is_right: Callable[[float], bool]) -> float:
    """The largest share from 0 to 1 that is right, if all smaller ones are."""
    if is_right(1):
        return 1
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (middle, high) if is_right(middle) else (low, middle)
    return low


def _encoded(linear: float) -> float:
    value = min(1.0, max(0.0, linear))
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _times(matrix: Matrix, vector: Iterable[float]) -> RGB:
    values = tuple(vector)
    return tuple(sum(factor * value for factor, value in zip(row, values, strict=True)) for row in matrix)
