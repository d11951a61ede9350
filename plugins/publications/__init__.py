"""Publications: content/publications.bib and content/people.toml → lists and pages."""
