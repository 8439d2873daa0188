#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A real engine for tests: llama.cpp's llama-server with a tiny model of random weights.

Speed, batching, queueing, caching and the wire are real; the text is nonsense.
By hand, until Ctrl-C:  llamaserver.py FOLDER [PORT]
"""
import contextlib
import ctypes
import json
import pathlib
import signal
import socket
import subprocess
import sys
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
SLOTS = 4
CONTEXT = 16384  # per slot: the tiny tokenizer needs several times the tokens of a real one
SHAPE = ["--layers", "2", "--dim", "128", "--heads", "4", "--kv-heads", "2", "--ffn", "256", "--ctx", str(CONTEXT)]
UNAVAILABLE = 77


class Unavailable(Exception):
    """The engine's packages cannot be had here."""


def prepare(folder):
    """Puts engine and model into folder, once. Returns the engine's starter and the model."""
    folder.mkdir(parents=True, exist_ok=True)
    starter, model = folder / "llama", folder / "tiny.gguf"
    if not starter.exists():
        got = subprocess.run([HERE / "get-llama-server.sh", folder], stdout=subprocess.PIPE, text=True)
        if got.returncode == UNAVAILABLE:
            raise Unavailable(got.stdout.strip().splitlines()[-1])
        got.check_returncode()
    if not model.exists():
        subprocess.run([sys.executable, HERE / "make_gguf.py", model, *SHAPE], check=True)
    return starter, model


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def end_with_parent():
    """So that a test that is killed leaves no server behind."""
    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class LlamaServer:
    def __init__(self, url, process):
        self.url = url
        self.process = process

    def get(self, path):
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return answer.read().decode()

    def post(self, path, body):
        request = urllib.request.Request(self.url + path, json.dumps(body).encode(),
                                         {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def counters(self):
        """/metrics as a dict."""
        lines = (line.split() for line in self.get("/metrics").splitlines() if line and not line.startswith("#"))
        return {name: float(value) for name, value in lines}

    def wait_until_healthy(self, seconds=60):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"llama-server ended with status {self.process.returncode}")
            with contextlib.suppress(OSError):
                self.get("/health")
                return
            time.sleep(0.1)
        raise RuntimeError(f"llama-server was not ready after {seconds} s")


@contextlib.contextmanager
def llama_server(folder, port=None, log_name="server.log"):
    """A running server; ended on leaving, whatever happens inside. Its log is in folder."""
    starter, model = prepare(folder)
    port = port or free_port()
    # One thread: with more, ggml's threads stall one another as soon as anything else wants a core.
    command = [starter, "llama-server", "-m", model, "--alias", "tiny", "--host", "127.0.0.1", "--port", str(port),
               "--offline", "--no-webui", "--metrics", "-t", "1", "-tb", "1", "-np", str(SLOTS),
               "-c", str(SLOTS * CONTEXT), "--cache-ram", "0", "--seed", "1", "--fit", "off"]
    with open(folder / log_name, "wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                   preexec_fn=end_with_parent)
    try:
        server = LlamaServer(f"http://127.0.0.1:{port}", process)
        server.wait_until_healthy()
        yield server
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


if __name__ == "__main__":
    with llama_server(pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else None) as running:
        print(f"{running.url} (pid {running.process.pid}); Ctrl-C ends it", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            running.process.wait()
