"""How the shipped encoder was trained; runs again from raw text."""
