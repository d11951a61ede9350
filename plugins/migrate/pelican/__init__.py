"""Other sites of Pelican, which have settings of the same names and texts of nearly the same form."""
