"""Make the sample site an author's own: answers, asked for or from a file → the files to write and to remove."""
