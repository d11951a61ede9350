"""Material for MkDocs, MaterialX and Zensical: settings, pages, pictures, icons, posts and redirects."""
