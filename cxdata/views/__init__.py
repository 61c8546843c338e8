"""One subject a file: asks for the tally, runs the statistics, returns cards."""
