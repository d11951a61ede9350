"""BibTeX: a `.bib` file → entries with their lines; names, dates and LaTeX in their values → records and text."""
