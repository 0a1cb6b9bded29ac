"""One loop for every net."""
