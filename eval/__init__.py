"""How good retrieval and answers are, measured."""
