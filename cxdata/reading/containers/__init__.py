"""What a file is made of: bytes, encoding, separator, header rows, and text cells exactly as found."""
