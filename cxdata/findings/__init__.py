"""Which facts are worth a sentence, in what order, and what each of them may claim."""
