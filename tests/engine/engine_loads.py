#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""engine_loads.py STREAMGAUGE FOLDER: loads on llama.cpp's llama-server with four slots. Sixteen streams have to
queue, which has to be seen and named; repeated prompts come from its cache, likewise; and two engines on one machine
are measured alone and together."""
import json
import pathlib
import signal
import sys

from driver import SKIPPED, Checks, lines_of, streamgauge_and_folder
from llamaserver import SLOTS, Unavailable, llama_server

LEVELS = [1, SLOTS, 4 * SLOTS]
SLOTS_SUITE = f"""
suite: Slots
warmup: 1
repetitions: 64
load: {{concurrency: {LEVELS}}}
tests:
  - name: Paragraph
    max_tokens: 256
    prompt: {"Tell me about the sea, the wind and the long way home. " * 30}
"""
PAIR_SUITE = """
suite: Pair
warmup: 1
repetitions: 10
tests:
  - name: Paragraph
    max_tokens: 256
    prompt: Tell me about the sea.
"""


def series_of(streamgauge, run_file):
    _, text = streamgauge.run("report", run_file, "--format", "json")
    return json.loads(text)["series"]


def check_slots(checks, streamgauge, home, server):
    suite, run_file = home / "slots.yaml", home / "slots.run.jsonl"
    suite.write_text(SLOTS_SUITE)
    status, _ = streamgauge.run("run", suite, "--endpoint", server.url, "--out", run_file)
    checks.equal(status, 0, "exit status of run")
    series, = series_of(streamgauge, run_file)
    levels = {stage["concurrency"]: stage for stage in series["stages"]}
    checks.equal(sorted(levels), LEVELS, "levels in the report")
    free, queued = (levels[n]["ttft_s"]["median"] for n in LEVELS[1:])
    checks.that(queued > 3 * free, f"median TTFT of {LEVELS[2]} streams, {queued} s, is not above that of {SLOTS}, {free} s")
    said = {check["id"]: check["message"] for check in series["checks"]}
    for check in ("queueing", "prefix-cache"):
        checks.that(check in said, f"no {check} among {sorted(said)}")
    checks.that(f"concurrency {LEVELS[2]}" in said.get("queueing", ""), f"queueing does not name its level: {said.get('queueing')}")

    samples = [line for line in lines_of(run_file) if line["kind"] == "sample"]
    asked = [sample["values"] for sample in samples if sample["source"] == "metrics"]
    checks.that(any(values.get("running", 0) > 0 for values in asked), "the server's running requests were not sampled")
    whole = [sample["values"] for sample in samples if sample["values"].get("whole_run")]
    checks.equal(len(whole), 1, "samples of the client's whole run")
    checks.that(whole[0]["events"] > 0 and whole[0]["lag_p99_us"] >= whole[0]["lag_p50_us"] > 0,
                f"the client's lag: {whole[0]}")


def check_interference(checks, streamgauge, home, servers):
    suite, run_file = home / "pair.yaml", home / "pair.run.jsonl"
    suite.write_text(PAIR_SUITE)
    endpoints = [argument for server, label in zip(servers, "AB")
                 for argument in ("--endpoint", server.url, "--label", label)]
    status, _ = streamgauge.run("run", suite, *endpoints, "--order", "interference", "--out", run_file)
    checks.equal(status, 0, "exit status of run")
    for series in series_of(streamgauge, run_file):
        for metric in ("ttft_loss", "total_time_loss", "tps_loss"):
            loss = series["interference"][metric]
            what = f"{series['label']}: {metric} {loss}"
            checks.that(loss["ci95"][0] <= loss["percent"] <= loss["ci95"][1], f"{what}: not in its interval")
            checks.equal((loss["n_alone"], loss["n_together"]), (10, 10), f"{what}: requests")
        checks.equal(series["overall"]["ttft_s"]["n"], 10, f"{series['label']}: its own figures are those alone")

    header, *lines = lines_of(run_file)
    together = {index for index, stage in enumerate(header["stages"]) if stage["together"] and not stage["warmup"]}
    spans = [[(line["sent_us"], line["end_us"]) for line in lines
              if line["kind"] == "request" and line["stage"] in together and line["endpoint"] == endpoint]
             for endpoint in (0, 1)]
    overlaps = any(a[0] < b[1] and b[0] < a[1] for a in spans[0] for b in spans[1])
    checks.that(overlaps, "no two requests of the engines ran at once")


def main():
    checks = Checks()
    folder = pathlib.Path(sys.argv[2])
    with streamgauge_and_folder() as (streamgauge, home), llama_server(folder) as server:
        check_slots(checks, streamgauge, home, server)
        with llama_server(folder, log_name="server-2.log") as other:
            check_interference(checks, streamgauge, home, [server, other])
    checks.finish()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside")) # leaves the servers' `with`
    try:
        main()
    except Unavailable as reason:
        print("skipped:", reason)
        sys.exit(SKIPPED)
