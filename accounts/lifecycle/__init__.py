"""The only doors through which companies, teams and accounts change."""
