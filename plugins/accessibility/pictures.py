"""Pictures whose alternative text says nothing: a placeholder, a file's name, the caption, or nothing in a link."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from plugins.accessibility.published import Page, closest, file_of, name_of, words_of
from plugins.core.problems import Problem

# What kind of thing it is, which a screen reader says anyway.
KINDS = """
    image picture photo photograph figure fig graphic img pic icon logo illustration drawing screenshot thumbnail
    untitled placeholder alt bild foto abbildung grafik abb imagen figura gráfico immagine imagem ảnh hình фото
    изображение рисунок картинка εικόνα φωτογραφία صورة תמונה 图片 图像 照片 圖片 画像 写真 図 사진 그림 이미지
"""
KIND = re.compile(rf"(?:an? |the )?(?:{'|'.join(KINDS.split())})(?: title| alt| text| description| of)*[\W\d_]*", re.I)
FILE = re.compile(r"\S+\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?|heic)", re.I)
CAMERA = re.compile(r"(?:img|dsc[nf]?|pxl|mvimg|screen ?shot|bildschirmfoto)[ _-]?\d[\w .:-]*", re.I)
COMPOUND = re.compile(r"[\d_-]")  # in a name that is not a word
DECORATION = ("presentation", "none")


def find_silent_pictures(page: Page) -> Iterator[Problem]:
    for picture in page.main.css("img, area[href], input[type=image]"):
        if message := _problem_in_link(picture) or _problem(picture):
            yield page.problem_at(picture, message, _needles)


def _problem_in_link(picture: LexborNode) -> str:
    """What is wrong with a picture that is all that a link shows."""
    link = closest(picture, "a")
    if link is None or link.attrs.get("href") is None or name_of(link):
        return ""
    return f"'{file_of(picture)}' is all that its link shows, and has no alternative text: say where the link leads"


def _problem(picture: LexborNode) -> str:
    """What is wrong with an alternative text; empty if it may be right."""
    alt, file = picture.attrs.get("alt"), file_of(picture)
    text = (alt or "").strip()
    if picture.attrs.get("role") in DECORATION or picture.attrs.get("aria-hidden") == "true":
        return ""
    if alt is None or (not text and picture.tag != "img"):
        return f"'{file}' has no alternative text: say what it shows, or write alt=\"\" if it only decorates"
    if any(pattern.fullmatch(text) for pattern in (KIND, FILE, CAMERA)):
        advice = "say what the picture shows, or leave it empty if it decorates"
        return f"the alternative text '{text}' says nothing: {advice}"
    if text == file.stem and COMPOUND.search(text):
        return f"the alternative text '{text}' is the file's name: say what the picture shows"
    figure = closest(picture, "figure")
    caption = figure.css_first("figcaption") if figure is not None else None
    if text and caption is not None and words_of(caption).casefold() == text.casefold():
        return f"the alternative text '{text}' is the caption again: say what the picture shows"
    return ""


def _needles(picture: LexborNode) -> tuple[str, ...]:
    text = (picture.attrs.get("alt") or "").strip()
    written = (f"![{text}]", f'alt="{text}"', f"alt='{text}'", f"alt={text}") if text else ("",) * 4
    return *written, file_of(picture).name, file_of(picture).stem
