"""Notice changes of code, templates and translations while the board runs."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch as watch_files

ENDINGS = (".py", ".html", ".txt", ".po")


class SourceFilter(DefaultFilter):
    """Sources only: no state, no tests, no bytecode."""

    ignore_dirs = (*DefaultFilter.ignore_dirs, ".local", "tests", "docs", "static")

    def __call__(self, change: Change, path: str) -> bool:
        return path.endswith(ENDINGS) and super().__call__(change, path)


def watch(project: Path, stack: ExitStack) -> Callable[[], bool]:
    """A question: has anything changed since it was asked last?"""
    ended, changed = threading.Event(), threading.Event()

    def notice() -> None:
        changes = watch_files(
            project, watch_filter=SourceFilter(), stop_event=ended, debounce=400
        )
        for _change in changes:
            changed.set()

    threading.Thread(target=notice, daemon=True).start()
    stack.callback(ended.set)

    def ask() -> bool:
        if not changed.is_set():
            return False
        changed.clear()
        return True

    return ask
