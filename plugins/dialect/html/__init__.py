"""Raw HTML in a text: what of it is published, how old attributes look, and warnings about the rest."""
