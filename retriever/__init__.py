"""From a question to ranked clauses."""
