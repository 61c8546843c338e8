"""Chart records and their Plotly rendering; look.py alone sets colours, type and margins."""
