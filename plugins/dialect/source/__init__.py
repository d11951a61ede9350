"""Before Markdown: the text of a content file, its front matter, its code, comments and raw HTML."""
