"""Sites of HugoBlox, which was called Wowchemy, and Hugo Academic before."""
