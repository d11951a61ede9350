"""Values of attributes: which of them mean something to a browser.

In: an element's name, an attribute's name and value. Out: whether it is one that HTML knows. A browser takes any other
as if the attribute were not there (https://html.spec.whatwg.org/multipage/indices.html#attributes-3).
"""

import re


def _words(text: str) -> frozenset[str]:
    """Words, and no word at all where there is a `-` alone."""
    return frozenset("" if word == "-" else word for word in text.split())


BOOLEAN = _words(
    "allowfullscreen async autofocus autoplay checked controls default defer disabled formnovalidate inert ismap "
    "itemscope loop multiple muted nomodule novalidate open playsinline readonly required reversed selected"
)
WORDS = {
    "autocomplete": _words(
        "on off name honorific-prefix given-name additional-name family-name honorific-suffix nickname username "
        "new-password current-password one-time-code organization-title organization street-address address-line1 "
        "address-line2 address-line3 country country-name postal-code language bday bday-day bday-month bday-year sex "
        "url photo tel tel-national email impp shipping billing home work mobile webauthn"
    ),
    "autocapitalize": _words("off none on sentences words characters"),
    "contenteditable": _words("- true false plaintext-only"),
    "crossorigin": _words("- anonymous use-credentials"),
    "decoding": _words("sync async auto"),
    "dir": _words("ltr rtl auto"),
    "draggable": _words("true false"),
    "enctype": _words("application/x-www-form-urlencoded multipart/form-data text/plain"),
    "enterkeyhint": _words("enter done go next previous search send"),
    "fetchpriority": _words("high low auto"),
    "form.accept-charset": _words("utf-8"),
    "form.autocomplete": _words("on off"),
    "hidden": _words("- hidden until-found"),
    "inputmode": _words("none text tel url email numeric decimal search"),
    "kind": _words("subtitles captions descriptions chapters metadata"),
    "loading": _words("lazy eager"),
    "math.display": _words("block inline"),
    "method": _words("get post dialog"),
    "popover": _words("- auto manual hint"),
    "popovertargetaction": _words("toggle show hide"),
    "preload": _words("- none metadata auto"),
    "referrerpolicy": _words(
        "- no-referrer no-referrer-when-downgrade same-origin origin strict-origin origin-when-cross-origin "
        "strict-origin-when-cross-origin unsafe-url"
    ),
    "sandbox": _words(
        "- allow-downloads allow-forms allow-modals allow-orientation-lock allow-pointer-lock allow-popups "
        "allow-popups-to-escape-sandbox allow-presentation allow-same-origin allow-scripts allow-top-navigation "
        "allow-top-navigation-by-user-activation allow-top-navigation-to-custom-protocols"
    ),
    "scope": _words("row col rowgroup colgroup"),
    "shape": _words("circle default poly rect"),
    "spellcheck": _words("- true false"),
    "translate": _words("- yes no"),
    "wrap": _words("soft hard"),
    "button.type": _words("submit reset button"),
    "ol.type": _words("1 a i"),
    "input.type": _words(
        "hidden text search tel url email password date month week time datetime-local number range color checkbox "
        "radio file submit image reset button"
    ),
}
WORDS |= {"formenctype": WORDS["enctype"], "formmethod": WORDS["method"]}
LISTS = frozenset(("autocomplete", "sandbox"))  # of words, not one word
COUNT, WHOLE = r"[1-9]\d{0,8}", r"\d{1,9}"
NUMBER = r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?"
DAY = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
TIME = r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?"
ZONED = rf"{DAY}[T ]{TIME}(?:Z|[+-]\d\d:?\d\d)"
MOMENT = (
    rf"{DAY}(?:[T ]{TIME})?|{ZONED}|{TIME}|\d{{4}}(?:-(?:0[1-9]|1[0-2]))?|(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])|"
    rf"\d{{4}}-W(?:0[1-9]|[1-4]\d|5[0-3])|P(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?(?<!P)"
)
LANGUAGE = r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-(?:[A-Za-z\d]{5,8}|\d[A-Za-z\d]{3}))*"
MEDIA_TYPE = r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(?:\s*;.*)?"
FORMS = {
    "accesskey": r"\S",
    "cols": COUNT,
    "colspan": r"[1-9]\d{0,2}|1000",
    "datetime": rf"{DAY}|{ZONED}",
    "dirname": r".+",
    "coords": r"-?\d+(?:\s*,\s*-?\d+){2,}",
    "headers": r"\S.*",
    "height": WHOLE,
    "high": NUMBER,
    "hreflang": LANGUAGE,
    "iframe.name": r"[^_].*",
    "is": r"[a-z][\w.]*-[\w.-]*",
    "itemprop": r"\S.*",
    "itemtype": r"\w+:\S+(?:\s+\w+:\S+)*",
    "lang": LANGUAGE,
    "li.value": r"-?\d{1,9}",
    "low": NUMBER,
    "map.name": r"\S+",
    "maxlength": WHOLE,
    "media": r"(?:[^()]|\((?:[^()]|\([^()]*\))*\))+",
    "meter.max": NUMBER,
    "meter.min": NUMBER,
    "meter.value": NUMBER,
    "minlength": WHOLE,
    "name": r"(?!isindex$).+",
    "option.label": r".+",
    "optimum": NUMBER,
    "ping": r"https?://\S+",
    "progress.max": r"(?!0*(?:\.0*)?$)" + NUMBER.removeprefix("-?"),
    "progress.value": NUMBER.removeprefix("-?"),
    "rowspan": r"\d{1,4}",
    "rows": COUNT,
    "script.type": r".*",
    "size": COUNT,
    "sizes": r"[^a-z]*(?:\d|\().*",
    "span": r"[1-9]\d{0,2}|1000",
    "srclang": LANGUAGE,
    "srcset": r"\S+(?:,\s*\S+\s+\d+(?:\.\d+)?x)*|\S+\s+\d+(?:\.\d+)?x(?:,\s*\S+\s+\d+(?:\.\d+)?x)*|"
    r"\S+\s+\d+w(?:,\s*\S+\s+\d+w)*",
    "start": r"-?\d{1,9}",
    "tabindex": r"-?\d{1,5}",
    "target": r"[^_].*|_(?:blank|self|parent|top)",
    "time.datetime": MOMENT,
    "track.label": r".+",
    "type": MEDIA_TYPE,
    "usemap": r"#.+",
    "width": WHOLE,
}


def means_something(tag: str, name: str, value: str) -> bool:
    """Whether a browser takes an attribute's value for one."""
    value = value.strip()
    words = WORDS.get(f"{tag}.{name}") or WORDS.get(name)
    if words is not None:
        return all(word in words for word in (value.lower().split() if name in LISTS else [value.lower()]))
    form = FORMS.get(f"{tag}.{name}") or FORMS.get(name)
    return form is None or re.fullmatch(form, value, re.S | re.A) is not None
