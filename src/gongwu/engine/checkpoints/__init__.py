"""Nets to Hugging Face folders and back. No format of our own, no pickle."""
