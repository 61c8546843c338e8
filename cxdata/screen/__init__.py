"""What stands on the screen: the frame, filters, cards, receipts, grids."""
