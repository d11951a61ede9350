"""Types of entries: BibTeX's, biblatex's with its aliases, and those that programs and styles add."""

KNOWN = frozenset(
    """
    article book booklet conference inbook incollection inproceedings manual mastersthesis misc phdthesis proceedings
    techreport unpublished
    mvbook bookinbook suppbook collection mvcollection suppcollection dataset online patent periodical suppperiodical
    mvproceedings reference mvreference inreference report set software thesis xdata electronic www
    artwork audio bibnote commentary image jurisdiction legislation legal letter movie music performance review
    standard video hyphenation
    preprint eprint arxiv workingpaper working_paper talk presentation poster slides lecture invitedtalk keynote
    seminar tutorial workshop workshoppaper demo code model benchmark data webpage website web webpublication
    internet url blog blogpost podcast newspaper newspaperarticle magazine magazinearticle encyclopedia
    encyclopediaarticle dictionaryentry interview hearing bill statute case map film broadcast radiobroadcast
    tvbroadcast videorecording audiorecording document report manuscript email instantmessage forumpost
    bachelorthesis bachelorsthesis masterthesis diplomathesis habilitation dissertation phd thesis
    journal journalarticle conferencepaper chapter bookchapter bookreview editorial abstract award grant course
    teaching press media news other generic unknown collectedworks monograph translation program computerprogram
    mathesis candthesis softwareversion softwaremodule codefragment resreport techrep whitepaper
    """.split()  # noqa: SIM905 (words are easier to read than a list of strings)
)
# Settings of styles, and entries that only lend fields to others: never publications themselves.
NO_PUBLICATIONS = frozenset({"xdata", "set", "control", "ieeetranbstctl", "bibnote", "hyphenation"})
