"""What every connection to PostgreSQL is told; docs/operations.md says it to operators."""

# Nothing waits for ever: a web request has five seconds.
TIMEOUTS = {
    "web": {"statement_timeout": "5s", "lock_timeout": "2s"},
    "worker": {"statement_timeout": "60s", "lock_timeout": "5s"},
    "command": {"lock_timeout": "5s"},
}
ALWAYS = {
    "idle_in_transaction_session_timeout": "60s",
    # Many short queries at once: helpers would take longer to start than to help.
    "max_parallel_workers_per_gather": "0",
    # Any page is in memory or on an SSD, where it costs hardly more than the next one.
    "random_page_cost": "1.1",
    # What a common word matches has to fit.
    "work_mem": "16MB",
}


def session(process: str) -> str:
    """The options of a session of this kind of process, as libpq takes them."""
    known = {**TIMEOUTS[process], **ALWAYS}
    return " ".join(f"-c {name}={value}" for name, value in known.items())
