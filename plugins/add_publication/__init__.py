"""A publication from elsewhere, by its DOI, its arXiv id or a file → a clean entry at the end of publications.bib."""
