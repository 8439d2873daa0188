#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""killed_run.py STREAMGAUGE: a run is killed in the middle; its file must open, with what had been measured."""
import json
import subprocess
import time

from driver import Checks, lines_of, streamgauge_and_folder

ENOUGH = 4  # requests in the file before the run is killed


def run_and_kill(checks, streamgauge, run_file):
    process = streamgauge.start("run", "speed-test", "--simulate", "mistral-24b", "--speed", "50", "--out", run_file,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            if run_file.exists() and run_file.read_bytes().count(b'"kind":"request"') >= ENOUGH:
                break
            time.sleep(0.01)
        checks.that(process.poll() is None, f"the run ended by itself with status {process.returncode}")
    finally:
        process.kill()
        process.wait()


def check_report(checks, streamgauge, run_file, requests, what):
    status, text = streamgauge.run("report", run_file, "--format", "json")
    checks.equal(status, 0, f"{what}: exit status of report")
    if status == 0:
        measured = [request for request in requests if request["phase"] != "warmup"]
        series = json.loads(text)["series"][0]
        checks.that(series["simulated"], f"{what}: still called simulated")
        checks.equal(series["requests"]["completed"], len(measured), f"{what}: completed requests")


def main():
    checks = Checks()
    with streamgauge_and_folder() as (streamgauge, home):
        run_file = home / "killed.run.jsonl"
        run_and_kill(checks, streamgauge, run_file)
        kinds = [line["kind"] for line in lines_of(run_file)]
        requests = [line for line in lines_of(run_file) if line["kind"] == "request"]
        checks.equal(kinds[0], "run", "first line")
        checks.that("end" not in kinds, "a killed run has no end line")
        checks.that(len(requests) >= ENOUGH, f"{len(requests)} whole requests in the file")
        check_report(checks, streamgauge, run_file, requests, "killed")

        status, _ = streamgauge.run("export", run_file, "--to", home / "killed.png")
        checks.equal(status, 0, "exit status of export")
        checks.that((home / "killed.png").exists(), "the picture was written")

        # A full disk or a lost battery cuts anywhere: here in the middle of the last whole line.
        content = run_file.read_bytes()
        content = content[:content.rindex(b"\n") + 1]
        cut_file = home / "cut.run.jsonl"
        last_line = content.rindex(b"\n", 0, -1) + 1
        cut_file.write_bytes(content[:(last_line + len(content)) // 2])
        check_report(checks, streamgauge, cut_file, [line for line in lines_of(cut_file) if line["kind"] == "request"],
                     "cut")
    checks.finish()


if __name__ == "__main__":
    main()
