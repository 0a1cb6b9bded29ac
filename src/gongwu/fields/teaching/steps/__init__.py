"""Proves that each step of a worked solution follows from what stands before it."""
