"""Exercises, explanations and lessons whose answers are proven by two routes."""
