"""Text to token ids and back; corpora to ids on disk."""
