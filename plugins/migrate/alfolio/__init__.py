"""al-folio, from its first versions in this form to v1."""
