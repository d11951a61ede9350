"""The made-up researcher's site in public: below a user's folder of a host."""

from pelicanconf import *

SITEURL = "https://ada.example/~made-up"
