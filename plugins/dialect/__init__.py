"""What an author may write → HTML: front matter, Markdown as in Material for MkDocs, links, typography."""
