"""A `.bib` file → its entries, and everything in it that is wrong, with lines.

In: the text of a file as people and programs write it. Out: `Entry` and `Problem` records. An entry that cannot be read
does not hide the others; text between entries is comment.
"""

import re
from collections.abc import Iterator

from pybtex.utils import CaseInsensitiveDict

from plugins.bibtex import entry_types, pieces
from plugins.bibtex.entry_parser import EntryParser
from plugins.bibtex.inheritance import Inheritance
from plugins.bibtex.pieces import Lines, Piece
from plugins.bibtex.records import Entry
from plugins.core.problems import Problem, did_you_mean

MONTHS = {
    name[:3].lower(): name
    for name in "January February March April May June July August September October November December".split()  # noqa: SIM905
}
# Defined by BibTeX's own styles.
JOURNALS = {
    "acmcs": "ACM Computing Surveys",
    "acta": "Acta Informatica",
    "cacm": "Communications of the ACM",
    "ibmjrd": "IBM Journal of Research and Development",
    "ibmsj": "IBM Systems Journal",
    "ieeese": "IEEE Transactions on Software Engineering",
    "ieeetc": "IEEE Transactions on Computers",
    "ieeetcad": "IEEE Transactions on Computer-Aided Design of Integrated Circuits",
    "ipl": "Information Processing Letters",
    "jacm": "Journal of the ACM",
    "jcss": "Journal of Computer and System Sciences",
    "scp": "Science of Computer Programming",
    "sicomp": "SIAM Journal on Computing",
    "tcs": "Theoretical Computer Science",
    "tocs": "ACM Transactions on Computer Systems",
    "tods": "ACM Transactions on Database Systems",
    "tog": "ACM Transactions on Graphics",
    "toms": "ACM Transactions on Mathematical Software",
    "toois": "ACM Transactions on Office Information Systems",
    "toplas": "ACM Transactions on Programming Languages and Systems",
}
UNFIT = re.compile(r'["#%\\^`{}\x00-\x1f\x7f]')
LEFT_OVER = re.compile(r"\s*,?[ \t]*\n?[ \t]*[A-Za-z][\w:+-]*\s*=\s*[\"{\w]")


def read(text: str) -> tuple[list[Entry], list[Problem]]:
    """The entries that are works, with what they inherit, and the faults by line."""
    text = text.removeprefix("\ufeff")
    lines, macros = Lines(text), CaseInsensitiveDict({**JOURNALS, **MONTHS})
    entries, faults, lost = {}, [], []
    for piece, parser in _parsed(text, lines, macros):
        faults += parser.faults
        if not parser.key or piece.type == "string":
            continue
        entry, found = _entry(piece, parser)
        before = entries.get(entry.key.lower())
        if before:
            same = "this key" if before.key == entry.key else f"the key '{before.key}', and case does not count"
            faults.append(
                Problem.at(entry.line, f"the entry at line {before.line} has {same}: each has its own", entry.key)
            )
        elif parser.is_read:
            entries[entry.key.lower()] = entry
            faults += found
        else:
            lost.append(entry.key)
    inheritance = Inheritance(entries.values(), lost)
    works = [entry for entry in inheritance.completed() if entry.type not in entry_types.NO_WORKS]
    return works, sorted([*faults, *inheritance.faults], key=lambda fault: fault.line)


def _parsed(text: str, lines: Lines, macros: CaseInsensitiveDict) -> Iterator[tuple[Piece, EntryParser]]:
    piece = pieces.first(text, 0)
    while piece:
        if piece.type not in ("comment", "preamble"):
            parser = EntryParser(piece.text, lines.at(piece.start), macros)
            parser.read()
            if not parser.is_read and piece.within:
                piece = piece.cut()
                parser = EntryParser(piece.text, lines.at(piece.start), macros)
                parser.read()
            if LEFT_OVER.match(text, piece.end):
                line = lines.at(piece.end)
                parser.note("the entry ends here, but fields follow: there is one '}' too many before", line)
            yield piece, parser
        piece = pieces.first(text, piece.end)


def _entry(piece: Piece, parser: EntryParser) -> tuple[Entry, list[Problem]]:
    faults = []
    is_known = piece.type in entry_types.KNOWN | entry_types.NO_WORKS
    meant = "" if is_known else did_you_mean(piece.type, entry_types.KNOWN, "@{}")
    if meant:  # else it is a type of one's own, as JabRef allows
        faults.append(Problem.at(parser.line, f"no type of entry is named '@{piece.type}'{meant}", parser.key))
    if unfit := UNFIT.search(parser.key):
        message = f"a key cannot have '{unfit[0]}': letters, digits and - _ . : / + may stand"
        faults.append(Problem.at(parser.line, message, parser.key))
    values, lines = {}, {}
    for name, value, line in parser.fields:
        if values.setdefault(name, value) != value:
            message = f"the field '{name}' stands already at line {lines[name]}: one of the two can go"
            faults.append(Problem.at(line, message, parser.key))
        lines.setdefault(name, line)
    return Entry(parser.key, piece.type, values, lines, parser.line), faults
