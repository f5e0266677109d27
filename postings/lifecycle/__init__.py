"""The tables of states, and the only doors through which they change."""
