"""People and companies for programs: who calls, and what a token may do."""
