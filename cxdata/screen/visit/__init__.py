"""One visit: whose data, which choice, in which language, and the link that says so."""
