"""A picture of any mode and color profile → 8 bits a channel in sRGB, which every format and browser shows alike."""

from io import BytesIO

from PIL import Image, ImageCms

SRGB = "sRGB"
WIDE_GRAY = ("I", "F")  # one channel of 32 bits, an integer or a fraction; `I;16` and its kin have 16


def in_srgb(image: Image.Image) -> Image.Image:
    """The loaded image in mode RGB, or RGBA where it has transparency."""
    has_alpha = "transparency" in image.info or image.mode in ("LA", "La", "PA", "RGBA", "RGBa")
    if image.mode in WIDE_GRAY or image.mode.startswith("I;16"):
        image = _in_8_bits(image)
    profile = _profile_of(image)
    if profile is None:
        return image.convert("RGBA" if has_alpha else "RGB")
    if image.mode in ("P", "PA", "LA", "La", "RGBa", "1", "HSV") or (has_alpha and image.mode != "RGBA"):
        image = image.convert("RGBA" if has_alpha else "RGB")
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    colors = image.convert("RGB") if alpha else image
    try:
        colors = ImageCms.profileToProfile(colors, profile, ImageCms.createProfile(SRGB), outputMode="RGB")
    except ImageCms.PyCMSError:  # a profile for other channels than these, which browsers ignore
        colors = colors.convert("RGB")
    if alpha:
        colors.putalpha(alpha)
    return colors


def _in_8_bits(image: Image.Image) -> Image.Image:
    """A gray image with the same shades. A picture of fractions goes from 0 to 1 or to 255, one of integers to 65,535;
    what goes beyond is a measurement, and shows its own range."""
    low, high = image.getextrema()
    if image.mode == "F":
        low, high = (0, 1) if low >= 0 and high <= 1 else (0, 255) if low >= 0 and high <= 255 else (low, high)
    else:
        low, high = (0, 65_535) if low >= 0 and high <= 65_535 else (low, high)
    scale = 255 / ((high - low) or 1)
    fractions = image.convert("I").convert("F") if image.mode != "F" else image
    return fractions.point(lambda value: value * scale - low * scale).convert("L")


def _profile_of(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """The image's color profile; None where it is sRGB, or says nothing that can be read."""
    if image.mode == "LAB":
        return ImageCms.createProfile("LAB")
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(image.info.get("icc_profile") or b""))
        return None if SRGB in ImageCms.getProfileDescription(profile) else profile
    except (ImageCms.PyCMSError, OSError):
        return None
