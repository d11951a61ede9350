"""What al-folio and academicpages have of Jekyll: front matter, permalinks, Liquid, kramdown."""
