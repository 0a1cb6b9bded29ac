"""From noise to a picture: schedules, levels, samplers, guidance, and the pipeline of them."""
