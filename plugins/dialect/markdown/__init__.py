"""The Markdown processor and its extensions."""
