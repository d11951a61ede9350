#!/usr/bin/env bash
# What Netlify and Cloudflare Pages run to build the site in output/.
set -euo pipefail
pip install -r requirements.txt
invoke check --identity
invoke build --public
rm output/.vita-build
