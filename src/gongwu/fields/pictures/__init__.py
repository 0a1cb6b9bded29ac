"""Pictures: content that is seen. Its one kind is `picture`."""
