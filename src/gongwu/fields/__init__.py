"""What people make. Fields are strangers to each other."""
