// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "telemetry/prometheus.h"

#include <QString>

namespace streamgauge {

using SampleValues = std::map<QString, double>;

/// What a server's /metrics say, under the names of a run file's samples (docs/telemetry.md). Knows vLLM, SGLang and
/// llama.cpp; empty for a page of something else. Where the page is of several models, @p model is read alone.
/// Counters are as the server has them: since its start.
SampleValues serverMetrics(const MetricsPage &page, const QString &model);

/// "ttft_bucket_le_0.25", "ttft_bucket_le_inf"
QString bucketName(double upperBound_s);
/// The server's TTFT histogram in @p values, or nothing.
std::optional<MetricHistogram> ttftHistogram(const SampleValues &values);

}
