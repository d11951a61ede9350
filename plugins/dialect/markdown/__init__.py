"""Markdown: the extensions that stand for what an author may write."""
