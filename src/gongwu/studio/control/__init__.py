"""Control: what an answer must be as a whole, and what may therefore come next."""
