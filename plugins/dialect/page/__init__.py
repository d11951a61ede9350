"""After Markdown: steps that change the tree of a page or read facts from it."""
