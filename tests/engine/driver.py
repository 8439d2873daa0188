# SPDX-License-Identifier: Apache-2.0
"""What the drivers share: running streamgauge as a user would, reading run files, and saying what failed."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from contextlib import contextmanager

SKIPPED = 77
SHOWN = 2000  # characters of a command's output


class Checks:
    """Collects what does not hold, so that one run tells everything that is wrong."""

    def __init__(self):
        self.passed = 0
        self.failures = []

    def that(self, holds, message):
        if holds:
            self.passed += 1
        else:
            self.failures.append(message)

    def equal(self, actual, expected, what):
        self.that(actual == expected, f"{what}: {actual!r}, expected {expected!r}")

    def finish(self):
        for failure in self.failures:
            print("FAIL:", failure)
        print(f"{self.passed} checks hold, {len(self.failures)} do not")
        sys.exit(1 if self.failures else 0)


class Streamgauge:
    """The program, with a home of its own: nothing of the user's is read or written."""

    def __init__(self, program, home):
        self.program = program
        self.environment = os.environ | {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"),
                                         "XDG_CONFIG_HOME": str(home / "config"),
                                         "XDG_CACHE_HOME": str(home / "cache"), "QT_QPA_PLATFORM": "offscreen"}

    def start(self, *arguments, **options):
        return subprocess.Popen([self.program, *map(str, arguments)], env=self.environment,
                                stdin=subprocess.DEVNULL, **options)

    def run(self, *arguments, timeout=200):
        """Exit status and stdout; what it says on stderr goes to the test's output."""
        done = subprocess.run([self.program, *map(str, arguments)], env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, text=True, timeout=timeout)
        shown = done.stdout if len(done.stdout) < SHOWN else f"{done.stdout[:SHOWN]} …\n"
        print(f"$ streamgauge {' '.join(map(str, arguments))}\n{shown}[{done.returncode}]", flush=True)
        return done.returncode, done.stdout


@contextmanager
def streamgauge_and_folder():
    """The program named on the command line and a folder to write into, removed afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder)
        yield Streamgauge(sys.argv[1], home), home


def lines_of(path):
    """The whole lines of a run file as objects; a last line that was cut off is left out."""
    whole = path.read_bytes().split(b"\n")[:-1]
    return [json.loads(line) for line in whole]
