#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the bundled reference runs (*.run.jsonl, beside this file) from the published figures in speed_test_runs.json.

What was not published is absent: the day, the pauses between requests (each is put right after the one before), prompts,
answers, chunks and how answers ended.
"""
import json
import pathlib

FOLDER = pathlib.Path(__file__).parent
TITLE = "DGX Spark, December 2025"
NOTES = (
    "Published figures of the original speed tests, repetition by repetition. Tokens were guessed as characters / 4, no "
    "warm-up was sent (the first request of each model is a cold one), the server's prefix cache was on. Not published: "
    "the day, the pauses between requests, prompts, answers, and how answers ended."
)
RUNS = {
    "llama-70b-single": ("Llama-70B", ["Llama-70B"]),
    "mistral-24b-qwen3-32b-dual": ("Mistral-24B and Qwen3-32B together", ["Mistral-24B", "Qwen3-32B"]),
    "gpt-oss-20b-single": ("GPT-OSS-20B", ["GPT-OSS-20B"]),
}
KEY_METRICS = {
    "Short Prompt, Short Response": "ttft",
    "Short Prompt, Long Response": "tps",
    "Long Prompt, Short Response": "ttft",
    "Code Generation": "tps",
    "Reasoning Task": "tps",
}


def microseconds(seconds):
    return round(seconds * 1e6)


def endpoint_of(model):
    deployment = {key: model[key] for key in (
        "mode", "engine", "quantization", "weights_gb", "parameters_b", "active_parameters_b", "max_num_seqs",
        "max_model_len", "cuda_graphs", "gpu_memory_utilization")}
    return {"label": model["label"], "url": model["endpoint"], "model": model["model"], "engine": {},
            "deployment": deployment, "hardware": {"name": "dgx-spark"}, "headers": [], "body": {}}


def requests_of(model, endpoint):
    at = 0
    for number, test in enumerate(model["tests"]):
        for repetition, figures in enumerate(test["repetitions"]):
            first = at + microseconds(figures["ttft_s"])
            end = at + microseconds(figures["total_time_s"])
            yield {"kind": "request", "endpoint": endpoint, "test": number, "repetition": repetition,
                   "phase": "cold" if at == 0 else "measured", "scheduled_us": at, "sent_us": at,
                   "first_token_us": first, "first_answer_token_us": first, "last_token_us": end, "end_us": end,
                   "output_tokens": figures["output_tokens_estimated"], "evidence": "characters",
                   "first_chunk_tokens": 0, "status": 200}
            at = end


def lines_of(content, name, title, labels):
    models = [next(run for run in content["runs"] if run["label"] == label) for label in labels]
    settings = {"repetitions": 3, "temperature": 0, "load": {"concurrency": [1]}, "prompt_cache": "allow", "slo": {}}
    tests = [{"name": test, "key_metric": KEY_METRICS[test], "messages": [], "max_tokens": limit, **settings}
             for test, limit in content["max_tokens_per_test"].items()]
    yield {"kind": "run", "version": 1, "id": f"reference-{name}", "app": "the original notebook",
           "title": f"{title} · {TITLE}", "notes": NOTES, "tags": ["reference"], "simulated": False,
           "arrival_clock": "read", "host": {},
           "suite": {"name": "Speed test", "warmup": 0, "defaults": settings, "expect": [], "tests": tests},
           "order": "one-by-one", "endpoints": [endpoint_of(model) for model in models]}
    requests = [line for endpoint, model in enumerate(models) for line in requests_of(model, endpoint)]
    yield from requests
    yield {"kind": "end", "at_us": max(line["end_us"] for line in requests), "outcome": "completed",
           "counts": {"warmup": 0, "cold": len(models), "measured": len(requests) - len(models), "failed": 0}}


def main():
    content = json.loads((FOLDER / "speed_test_runs.json").read_text(encoding="utf-8"))
    for name, (title, labels) in RUNS.items():
        with open(FOLDER / f"{name}.run.jsonl", "w", encoding="utf-8", newline="\n") as file:
            for line in lines_of(content, name, title, labels):
                file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
