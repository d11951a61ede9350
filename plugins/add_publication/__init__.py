"""Add a publication by its DOI, its arXiv id or a file: a tidy entry at the end of publications.bib."""
