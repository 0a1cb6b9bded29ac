"""One policy for what comes in and what goes out: see `policy`."""
