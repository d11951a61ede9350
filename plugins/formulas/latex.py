"""Translate TeX that authors write for MathJax to the commands that math-core knows.

Input: a formula. Output: the same formula for math-core; for an offset in that, the offset in the formula as typed.
"""

import re

IN_TEXT = r"\\(?:text|textrm|textnormal|mbox|hbox)\s*\{(?:[^{}$]|\$[^$]*\$|\{[^{}]*\})*\}"
# Letters in units, in formulas and in their text.
LETTERS = {"AA": "Å", "textmu": "µ", "textdegree": "°", "texttimes": "×", "textendash": "–"}
LETTER = rf"\\(?:{'|'.join(LETTERS)})(?![A-Za-z])\s?"
NAMES = {"split": "aligned", "alignedat": "aligned", "alignat": "align", "alignat*": "align*", "smallmatrix": "matrix"}
FOR_MATHJAX = re.compile(
    rf"""
      (?P<text> {IN_TEXT} )
    | (?P<end> \\begin|\\end ) \{{(?P<name>split|alignat\*?|alignedat|smallmatrix|eqnarray\*?)\}} (?:\{{\d+\}})?
    | (?P<entity> &(?:lt|gt|amp); )
    | (?P<letter> {LETTER} )
    """,
    re.X,
)
ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
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


def translate(tex: str) -> tuple[str, int]:
    """The formula for math-core, and the number of characters added in front of it."""
    text = FOR_MATHJAX.sub(_translated, tex)
    if NUMBERED.search(text) and not HAS_NUMBERS.search(text):
        opening = r"\begin{equation*}"
        return opening + text + r"\end{equation*}", len(opening)
    return text, 0


def typed_offset(offset: int, tex: str) -> int:
    """The offset in the formula as typed for an `offset` in the translated formula."""
    offset = max(0, offset - translate(tex)[1])
    for match in FOR_MATHJAX.finditer(tex):
        longer = len(_translated(match)) - len(match[0])
        if match.start() >= offset:
            break
        offset = max(match.start(), offset - longer)
    return min(offset, len(tex))


def is_too_deep(tex: str) -> bool:
    depth = 0
    steps = sorted([(m.start(), 1) for m in ENTERS.finditer(tex)] + [(m.start(), -1) for m in LEAVES.finditer(tex)])
    for _, step in steps:
        depth += step
        if depth > DEEPEST:
            return True
    return CHAIN.search(tex) is not None


def _translated(match: re.Match) -> str:
    if match["text"]:
        text = re.sub(LETTER, _letter, match["text"])
        return re.sub(r"(?<!\\)\$([^$]+)(?<!\\)\$", r"}\1\\text{", text)
    if match["letter"]:
        return _letter(match)
    if match["entity"]:
        return ENTITIES[match["entity"]]
    if match["name"].startswith("eqnarray"):
        return match["end"] + ("{array}{rcl}" if match["end"] == r"\begin" else "{array}")
    return f"{match['end']}{{{NAMES[match['name']]}}}"


def _letter(match: re.Match) -> str:
    return LETTERS[match[0].strip().removeprefix("\\")]
