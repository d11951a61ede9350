"""Translate TeX that authors write for MathJax to the commands that math-core knows.

Input: a formula. Output: the same formula for math-core; for an offset in that, the offset in the formula as typed.
"""

import re
from collections.abc import Collection
from functools import partial
from html import escape, unescape

from plugins.formulas.packages import COMMANDS, CannotDraw, package_tex, package_text

BRACES = r"\{(?:\\.|[^{}\\]|\{(?:\\.|[^{}\\]|\{(?:\\.|[^{}\\]|\{[^{}]*\})*\})*\})*\}"
IN_TEXT = (
    r"\\(?P<font>text(?:rm|normal|bf|it|sf|tt|up)?|mbox|hbox)\s*"
    r"\{(?P<words>(?:\\.|[^{}$\\]|\$[^$]*\$|\{(?:\\.|[^{}\\]|\{[^{}]*\})*\})*)\}"
)
PACKAGE = (
    rf"\\(?P<command>{'|'.join(COMMANDS)})(?![A-Za-z])\s*(?:\[[^\[\]]*\]\s*)?(?=\{{)"
    rf"(?P<arguments>(?:{BRACES}(?:\s*(?:\[[^\[\]]*\]\s*)?{BRACES}){{,2}})?)"
)
VERBATIM = r"\\verb\*?(?P<bar>[^A-Za-z\s*])(?P<verbatim>.*?)(?P=bar)"
PACKAGE_OR_VERBATIM = re.compile(f"{VERBATIM}|{PACKAGE}")
# Characters that mean something to math-core but nothing to MathJax in text, and what stands for them meanwhile.
LITERAL = {character: chr(0xE010 + number) for number, character in enumerate("_^#&%{}\\~$")}
RESTORED = {ord(private): escape(character) for character, private in LITERAL.items()}
IN_WORDS = re.compile(
    r"(?<!\\)\$(?P<formula>[^$]+)(?<!\\)\$|&(?P<entity>lt|gt|amp);|(?<!\\)(?:\\(?=[_#&%]))?(?P<literal>[_^#&%])"
)
# Letters in units, in formulas and in their text.
LETTERS = {"AA": "Å", "textmu": "µ", "textdegree": "°", "texttimes": "×", "textendash": "–"}
LETTER = rf"\\(?:{'|'.join(LETTERS)})(?![A-Za-z])\s?"
NAMES = {"split": "aligned", "alignedat": "aligned", "alignat": "align", "alignat*": "align*", "smallmatrix": "matrix"}
FOR_MATHJAX = re.compile(
    rf"""
      {VERBATIM}
    | (?P<text> {IN_TEXT} )
    | (?P<package> {PACKAGE} )
    | (?P<end> \\begin|\\end ) \{{(?P<name>split|alignat\*?|alignedat|smallmatrix|eqnarray\*?)\}} (?:\{{\d+\}})?
    | (?P<entity> &(?:lt|gt|amp); )
    | (?P<letter> {LETTER} )
    """,
    re.X,
)
NUMBERED = re.compile(r"\\(?:tag\*?|label)\s*\{")
HAS_NUMBERS = re.compile(r"\\begin\{(?:equation|align|gather|multline|alignat|flalign)\*?\}")
# Commands of MathJax that math-core lacks; the author's own macros take precedence.
MACROS = {
    "ensuremath": "#1",
    "hbox": r"\text{#1}",
    "mbox": r"\text{#1}",
    "pmb": r"\boldsymbol{#1}",
    "substack": r"\begin{subarray}{c}#1\end{subarray}",
    "textnormal": r"\text{#1}",
    "textup": r"\text{#1}",
    "textsubscript": r"_{\text{#1}}",
    "textsuperscript": r"^{\text{#1}}",
    "mathplus": "+",
    **{f"up{name}": rf"\{name}" for name in ("alpha", "beta", "gamma", "delta", "mu", "pi", "sigma", "Delta", "Omega")},
}
DEEPEST = 100  # nested braces, fractions and roots: math-core overruns its stack at some thousands
ENTERS = re.compile(r"\\(?:left(?![a-z])|begin\b)|(?<!\\)\{")
LEAVES = re.compile(r"\\(?:right(?![a-z])|end\b)|(?<!\\)\}")
CHAIN = re.compile(r"(?:\\[a-zA-Z]+\s*){100}")

# For "did you mean": common ones, not all that math-core knows.
ENVIRONMENTS = """
    align aligned array bmatrix Bmatrix cases equation gather gathered matrix multline pmatrix rcases vmatrix Vmatrix
""".split()  # noqa: SIM905 (words are easier to read than a list of strings)
COMMANDS = r"""
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho
    sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
    frac dfrac tfrac binom sqrt sum prod coprod int iint iiint oint bigcup bigcap bigoplus bigotimes bigsqcup
    lim limsup liminf sup inf max min arg argmax argmin det dim exp gcd hom ker lg ln log Pr sin cos tan cot sec csc
    arcsin arccos arctan sinh cosh tanh coth deg mod bmod pmod operatorname limits nolimits
    mathbb mathbf mathcal mathfrak mathit mathrm mathscr mathsf mathtt boldsymbol bm text textbf textit textrm texttt
    hat widehat tilde widetilde bar overline vec dot ddot acute grave breve check mathring underline overbrace
    underbrace overset underset stackrel xrightarrow xleftarrow overrightarrow overleftarrow
    left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr middle langle rangle lfloor rfloor lceil rceil
    lvert rvert lVert rVert vert Vert lbrace rbrace begin end tag label eqref nonumber notag
    times cdot div pm mp ast star circ bullet oplus ominus otimes odot wedge vee cap cup setminus sqcap sqcup
    le leq ge geq ne neq equiv sim simeq approx cong propto ll gg prec succ preceq succeq subset supset subseteq
    supseteq in notin ni mid nmid parallel perp vdash models coloneqq triangleq lesssim gtrsim
    to gets mapsto rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow longrightarrow implies iff
    uparrow downarrow hookrightarrow rightharpoonup rightleftharpoons longmapsto
    forall exists nexists neg land lor top bot emptyset varnothing infty partial nabla ell hbar imath jmath Re Im aleph
    prime dagger ddagger dots ldots cdots vdots ddots quad qquad colon not boxed color textcolor phantom
    displaystyle textstyle scriptstyle newcommand renewcommand substack mbox
""".split()  # noqa: SIM905


def translate(tex: str, own: Collection[str] = ()) -> tuple[str, int]:
    """The formula for math-core, and the number of characters added in front of it.

    `own` are the macros of the site, which take precedence. Raises CannotDraw with the offset of what cannot be drawn.
    """
    text = FOR_MATHJAX.sub(partial(_translated, own=own), tex)
    if NUMBERED.search(text) and not HAS_NUMBERS.search(text):
        opening = r"\begin{equation*}"
        return opening + text + r"\end{equation*}", len(opening)
    return text, 0


def restore_literals(mathml: str) -> str:
    """The MathML of a translated formula with the characters that `translate` replaced."""
    return mathml.translate(RESTORED)


def typed_offset(offset: int, tex: str, own: Collection[str] = ()) -> int:
    """The offset in the formula as typed for an `offset` in the translated formula."""
    offset = max(0, offset - translate(tex, own)[1])
    for match in FOR_MATHJAX.finditer(tex):
        longer = len(_translated(match, own)) - len(match[0])
        if match.start() >= offset:
            break
        offset = max(match.start(), offset - longer)
    return min(offset, len(tex))


def replace_packages(tex: str) -> str:
    r"""TeX with text in the place of chemistry, quantities and `\verb`; what cannot be drawn stays as it is."""
    return PACKAGE_OR_VERBATIM.sub(_as_text, tex)


def _as_text(match: re.Match) -> str:
    if match["bar"]:
        return re.sub(r"[_^#&%{}$\\~]", r"\\\g<0>", match["verbatim"])
    try:
        return package_text(match["command"], _arguments(match))
    except CannotDraw:
        return match[0]


def is_too_deep(tex: str) -> bool:
    depth = 0
    steps = sorted([(m.start(), 1) for m in ENTERS.finditer(tex)] + [(m.start(), -1) for m in LEAVES.finditer(tex)])
    for _, step in steps:
        depth += step
        if depth > DEEPEST:
            return True
    return CHAIN.search(tex) is not None


def _translated(match: re.Match, own: Collection[str] = ()) -> str:
    if match["bar"]:
        code = match["verbatim"].replace(" ", "\u00a0")
        return rf"\texttt{{{code.translate(str.maketrans(LITERAL))}}}"
    if match["text"]:
        words = re.sub(LETTER, _letter, match["words"])
        return rf"\{match['font']}{{{IN_WORDS.sub(partial(_in_words, font=match['font']), words)}}}"
    if match["package"]:
        return match[0] if match["command"] in own else _package(match)
    if match["letter"]:
        return _letter(match)
    if match["entity"]:
        return unescape(match["entity"])
    if match["name"].startswith("eqnarray"):
        return match["end"] + ("{array}{rcl}" if match["end"] == r"\begin" else "{array}")
    return f"{match['end']}{{{NAMES[match['name']]}}}"


def _in_words(match: re.Match, font: str) -> str:
    if match["formula"]:
        return f"}}{match['formula']}\\{font}{{"
    character = unescape(match[0]) if match["entity"] else match["literal"]
    return LITERAL.get(character, character)


def _arguments(match: re.Match) -> list[str]:
    return [braces[0][1:-1] for braces in re.finditer(BRACES, match["arguments"])]


def _package(match: re.Match) -> str:
    try:
        return package_tex(match["command"], _arguments(match))
    except CannotDraw as error:
        error.offset = match.start()
        raise


def _letter(match: re.Match) -> str:
    return LETTERS[match[0].strip().removeprefix("\\")]
