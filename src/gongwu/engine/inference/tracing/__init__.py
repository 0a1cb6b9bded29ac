"""A prompt on its way through a net, one step of arithmetic at a time."""
