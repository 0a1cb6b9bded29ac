"""What a learner has answered, what that says of each skill, and what to ask next."""
