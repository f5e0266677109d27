"""The project: its wiring, and the mechanisms that know nothing of jobs."""
