"""The kind `exercises`: a sheet of questions with keys that two routes agree on."""
