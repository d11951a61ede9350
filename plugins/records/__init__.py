"""Pages and lists of people, made from what the site knows about them."""
