"""Raw HTML: which of it is published, and how obsolete attributes look."""
