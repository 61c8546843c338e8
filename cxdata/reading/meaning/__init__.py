"""What a sheet's columns are: dates, questions, scales, dimensions; and the mapping that says so."""
