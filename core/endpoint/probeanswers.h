// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/httpfetch.h"
#include "endpoint/probe.h"

namespace streamgauge {

// What a server's answers mean. No network here.

/// The answers to all pages a probe asks; those that did not come have status 0.
struct ProbePages
{
    HttpAnswer models;     ///< GET {base}/models
    HttpAnswer version;    ///< /version: vLLM
    HttpAnswer props;      ///< /props: llama.cpp
    HttpAnswer serverInfo; ///< /server_info: SGLang
    HttpAnswer apiVersion; ///< /api/version: Ollama
};

/// Models, the chosen one, engine and limits, or the problem.
ProbeResult readPages(const Endpoint &endpoint, const ProbePages &pages);

/// Adds what a one-token chat completion has shown.
void readChat(const Endpoint &endpoint, const HttpAnswer &chat, ProbeResult &result);

/// Why no HTTP answer came, in words.
QString connectionProblem(const HttpAnswer &answer, const QUrl &url);

}
