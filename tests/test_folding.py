"""Texts folded for comparison, and LaTeX in which only accents become Unicode."""

import pytest

from plugins.bibtex.latex_text import fold_latex, replace_accents
from plugins.core.folding import fold_text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Œuvre & Gödel’s Part–2", "oeuvre and godel s part 2"),
        ("  STRASSE_straße ", "strasse strasse"),
        ("Łódź, Þór, İstanbul", "lodz thor istanbul"),
        ("人工智能 2.0", "人工智能 2 0"),
    ],
)
def test_case_accents_and_punctuation_do_not_count(text, folded):
    assert fold_text(text) == folded


def test_latex_is_folded_as_text():
    assert fold_latex(r"{\'E}tudes on \emph{{BERT}} \& $\hat{x}$") == fold_latex("études on BERT and $x$")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"G{\"o}del, Erd\H{o}s, \L{}ukasiewicz, {\ss}, \'\i", "Gödel, Erdős, Łukasiewicz, ß, í"),
        (r"Nguy{\~{\^e}}n", "Nguyễn"),
        (r"\textit{Caf\'e} \& 5\% \url{https://x.org/\~a}", r"\textit{Café} \& 5\% \url{https://x.org/\~a}"),
        (r"$\v{x}$ costs \$5", r"$\v{x}$ costs \$5"),
        (r"\"{xy}", r"\"{xy}"),
    ],
)
def test_only_accents_and_letters_become_unicode(source, expected):
    assert replace_accents(source) == expected
