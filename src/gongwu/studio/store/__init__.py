"""Where pieces, their stages and every decision about them are kept."""
