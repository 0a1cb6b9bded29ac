"""The kind `lesson`: a teaching case whose minutes add up and whose exercises are proven."""
