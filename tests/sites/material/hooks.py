raise SystemExit("a hook of the old site was run")
