"""Tensors. Has never heard of a document."""
