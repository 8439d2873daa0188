#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""real_engine.py STREAMGAUGE FOLDER: runs the bundled suite on llama.cpp's llama-server and holds the run file
against what the server itself counted. FOLDER keeps the engine for the next time."""
import json
import pathlib
import signal
import sys

from driver import SKIPPED, Checks, lines_of, streamgauge_and_folder
from llamaserver import Unavailable, llama_server

REPETITIONS = 2


def check_request(checks, request):
    """One request's own numbers make sense. Times are microseconds since the run's start."""
    what = f"test {request['test']} repetition {request['repetition']} ({request['phase']})"
    checks.that("error" not in request, f"{what}: failed: {request.get('error')}")
    if "error" in request:
        return
    order = ["sent_us", "headers_us", "first_frame_us", "first_token_us", "last_token_us", "end_us"]
    times = [request[name] for name in order]
    checks.equal(times, sorted(times), f"{what}: {', '.join(order)} ascend")
    checks.that(request["first_token_us"] - request["sent_us"] < request["end_us"] - request["sent_us"],
                f"{what}: TTFT is below Total Time")
    checks.equal(request["evidence"], "usage", f"{what}: evidence")
    checks.equal(request["status"], 200, f"{what}: status")
    checks.that(1 <= request["chunks"] <= request["output_tokens"], f"{what}: {request['chunks']} chunks")
    checks.equal(len(request["chunk_gaps_us"]), request["chunks"] - 1, f"{what}: gaps")
    checks.that(request["output_tokens"] >= 1, f"{what}: no tokens")
    checks.equal(request["finish"], "length", f"{what}: finish")


def check_connections(checks, requests):
    """llama-server closes its connection after every answer: each is opened anew, and outside TTFT."""
    opened = [request for request in requests if "connect_us" in request]
    checks.equal(len(opened), len(requests), "requests on a connection of their own")
    for before, after in zip(requests, requests[1:]):
        if "connect_us" in after and "sent_us" in after and "end_us" in before:
            checks.that(after["sent_us"] - after["connect_us"] >= before["end_us"],
                        f"test {after['test']}: its connection was open before it was sent, so TTFT is free of it")


def check_against_server(checks, header, requests, before, after, server):
    """Token counts against the server's counters and its tokenizer."""
    def difference(counter):
        return round(after[f"llamacpp:{counter}"] - before[f"llamacpp:{counter}"])

    checks.equal(sum(r["output_tokens"] for r in requests), difference("tokens_predicted_total"), "output tokens")
    checks.equal(sum(r["prompt_tokens"] - r.get("cached_tokens", 0) for r in requests),
                 difference("prompt_tokens_total"), "prompt tokens that were not cached")
    for index, test in enumerate(header["suite"]["tests"]):
        prompt = server.post("/apply-template", {"messages": test["messages"]})["prompt"]
        tokens = server.post("/tokenize", {"content": prompt, "add_special": True, "parse_special": True})["tokens"]
        for request in requests:
            if request["test"] == index and request["phase"] != "warmup":
                checks.equal(request["prompt_tokens"], len(tokens), f"{test['name']}: prompt tokens")
                checks.equal(request["output_tokens"], test["max_tokens"], f"{test['name']}: output tokens")


def check_report(checks, streamgauge, run_file, measured):
    status, text = streamgauge.run("report", run_file, "--format", "json")
    checks.equal(status, 0, "exit status of report")
    series = json.loads(text)["series"][0]
    checks.equal(series["requests"]["completed"], len(measured), "completed requests in the report")
    checks.equal(series["requests"]["failed"], 0, "failed requests in the report")
    checks.that(0 < series["overall"]["ttft_s"]["mean"] < series["overall"]["total_time_s"]["mean"],
                "mean TTFT is above 0 and below mean Total Time")


def main():
    checks = Checks()
    with streamgauge_and_folder() as (streamgauge, home), llama_server(pathlib.Path(sys.argv[2])) as server:
        run_file = home / "engine.run.jsonl"
        before = server.counters()
        status, _ = streamgauge.run("run", "speed-test", "--endpoint", server.url, "--repetitions", REPETITIONS,
                                    "--out", run_file)
        after = server.counters()
        checks.equal(status, 0, "exit status of run")

        header, *lines = lines_of(run_file)
        requests = [line for line in lines if line["kind"] == "request"]
        measured = [request for request in requests if request["phase"] != "warmup"]
        checks.equal(header["endpoints"][0]["model"], "tiny", "model, asked from the server")
        checks.that(not header["simulated"], "a real engine is not called simulated")
        checks.that(len(measured) >= REPETITIONS * len(header["suite"]["tests"]),
                    f"{len(measured)} requests, too few")
        checks.equal((lines[-1]["kind"], lines[-1].get("outcome")), ("end", "completed"), "last line")
        for request in requests:
            check_request(checks, request)
        if not checks.failures: # what follows reads fields that only completed requests have
            check_connections(checks, requests)
            check_against_server(checks, header, requests, before, after, server)
            check_report(checks, streamgauge, run_file, measured)
    checks.finish()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside")) # leaves the server's `with`
    try:
        main()
    except Unavailable as reason:
        print("skipped:", reason)
        sys.exit(SKIPPED)
