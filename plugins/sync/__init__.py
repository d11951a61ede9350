"""Bring in all publications of a list elsewhere, as changes to publications.bib that the author agrees to."""
