"""One scan of the answers: the periods it compares, the populations it speaks of, and their differences as a family."""
