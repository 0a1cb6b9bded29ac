"""The kind `explanation`: one problem, solved step by step for the reader it is for."""
