"""The lively site in public: below a user's folder of a host."""

from pelicanconf import *

SITEURL = "https://people.example.edu/~ada"
