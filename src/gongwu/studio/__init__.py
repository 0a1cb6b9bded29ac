"""Documents and decisions. Has never heard of a tensor."""
