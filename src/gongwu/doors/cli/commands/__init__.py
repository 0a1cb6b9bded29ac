"""One module for each command. Each has a `register`, and `main.COMMANDS` names them all."""
