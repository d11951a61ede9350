"""Before Markdown: a content file's text, its front matter, and what of the text is code, comments or raw HTML."""
