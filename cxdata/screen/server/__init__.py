"""What the server does beside drawing pages: headers, addresses, files on disk, what it makes ready beforehand."""
