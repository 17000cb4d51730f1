"""From ranked clauses to a cited answer, over HTTP and in process."""
