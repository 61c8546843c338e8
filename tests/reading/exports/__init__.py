"""Files as survey tools and spreadsheets write them, made by code, each with what a right reading gives."""
