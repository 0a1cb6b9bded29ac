"""How people come in: parse, call, print. No logic of their own."""
