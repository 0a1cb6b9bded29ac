"""One step of the decoder as one function in C, compiled on the machine that runs it."""
