// SPDX-License-Identifier: Apache-2.0
#include "telemetry/servermetrics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace streamgauge {

namespace {

enum class Combine { Sum, Mean }; // over engines, ranks and sources of one server

struct Mapping
{
    const char *name;  ///< without "_total", which counters may or may not have
    const char *value; ///< of the sample
    Combine combine = Combine::Sum;
};

constexpr std::array mappings {
    // vLLM
    Mapping {"vllm:num_requests_running", "running"},
    Mapping {"vllm:num_requests_waiting", "waiting"},
    Mapping {"vllm:kv_cache_usage_perc", "kv_cache_usage", Combine::Mean},
    Mapping {"vllm:gpu_cache_usage_perc", "kv_cache_usage", Combine::Mean},
    Mapping {"vllm:prefix_cache_queries", "prefix_cache_queries"},
    Mapping {"vllm:prefix_cache_hits", "prefix_cache_hits"},
    Mapping {"vllm:gpu_prefix_cache_queries", "prefix_cache_queries"},
    Mapping {"vllm:gpu_prefix_cache_hits", "prefix_cache_hits"},
    Mapping {"vllm:prompt_tokens", "prompt_tokens"},
    Mapping {"vllm:generation_tokens", "generation_tokens"},
    Mapping {"vllm:num_preemptions", "preemptions"},
    Mapping {"vllm:spec_decode_num_draft_tokens", "draft_tokens"},
    Mapping {"vllm:spec_decode_num_accepted_tokens", "accepted_tokens"},
    // SGLang
    Mapping {"sglang:num_running_reqs", "running"},
    Mapping {"sglang:num_queue_reqs", "waiting"},
    Mapping {"sglang:token_usage", "kv_cache_usage", Combine::Mean},
    Mapping {"sglang:prompt_tokens", "prompt_tokens"},
    Mapping {"sglang:generation_tokens", "generation_tokens"},
    Mapping {"sglang:cached_tokens", "prefix_cache_hits"},
    Mapping {"sglang:num_retracted_requests", "preemptions"},
    Mapping {"sglang:cache_hit_rate", "cache_hit_rate", Combine::Mean},
    Mapping {"sglang:spec_accept_rate", "accept_rate", Combine::Mean},
    Mapping {"sglang:gen_throughput", "generation_rate"},
    // llama.cpp
    Mapping {"llamacpp:requests_processing", "running"},
    Mapping {"llamacpp:requests_deferred", "waiting"},
    Mapping {"llamacpp:kv_cache_usage_ratio", "kv_cache_usage", Combine::Mean},
    Mapping {"llamacpp:prompt_tokens", "prompt_tokens"},
    Mapping {"llamacpp:prompt_tokens_cached", "prefix_cache_hits"},
    Mapping {"llamacpp:tokens_predicted", "generation_tokens"},
    Mapping {"llamacpp:spec_decode_num_draft_tokens", "draft_tokens"},
    Mapping {"llamacpp:spec_decode_num_accepted_tokens", "accepted_tokens"},
};

constexpr std::array<const char *, 2> ttftNames {"vllm:time_to_first_token_seconds",
                                                 "sglang:time_to_first_token_seconds"};

const QLatin1String ttftSum("ttft_sum_s");
const QLatin1String ttftCount("ttft_count");
const QLatin1String bucketPrefix("ttft_bucket_le_");

QByteArrayView withoutTotal(QByteArrayView name)
{
    return name.endsWith("_total") ? name.chopped(6) : name;
}

const Mapping *mappingOf(QByteArrayView name)
{
    for (const Mapping &mapping : mappings)
        if (name == QByteArrayView(mapping.name))
            return &mapping;
    return nullptr;
}

/// Ranks of one engine say the same: its first one speaks for all.
bool isFollowerRank(const MetricLine &line)
{
    for (const char *rank : {"tp_rank", "pp_rank"})
        if (const QByteArray value = line.label(rank); !value.isEmpty() && value != "0")
            return true;
    return false;
}

bool hasModel(const MetricsPage &page, const QByteArray &model)
{
    for (const MetricLine &line : page.lines)
        if (line.label("model_name") == model)
            return true;
    return false;
}

bool isOfOther(const MetricLine &line, const QByteArray &model)
{
    const QByteArray name = line.label("model_name");
    return !name.isEmpty() && name != model;
}

void addTtft(const MetricLine &line, SampleValues &values)
{
    for (const char *name : ttftNames) {
        if (!line.name.startsWith(name))
            continue;
        const QByteArray part = line.name.mid(static_cast<qsizetype>(qstrlen(name)));
        if (part == "_sum")
            values[ttftSum] += line.value;
        else if (part == "_count")
            values[ttftCount] += line.value;
        else if (part == "_bucket") {
            const QByteArray bound = line.label("le");
            bool isNumber = false;
            const double le = bound.toDouble(&isNumber);
            if (bound == "+Inf")
                values[bucketName(std::numeric_limits<double>::infinity())] += line.value;
            else if (isNumber)
                values[bucketName(le)] += line.value;
        }
    }
}

/// What a server counts under another notion, brought to the one of the samples: tokens looked up in the prefix cache.
void addQueries(const MetricsPage &page, SampleValues &values)
{
    const bool isThere = values.contains(QStringLiteral("prefix_cache_queries"));
    const auto prompt = values.find(QStringLiteral("prompt_tokens"));
    const auto hits = values.find(QStringLiteral("prefix_cache_hits"));
    if (isThere || prompt == values.end() || hits == values.end())
        return;
    const bool leavesCachedOut = std::any_of(page.lines.begin(), page.lines.end(), [](const MetricLine &line) {
        return line.name.startsWith("llamacpp:"); // its prompt tokens are those processed, without the cached ones
    });
    values[QStringLiteral("prefix_cache_queries")] = prompt->second + (leavesCachedOut ? hits->second : 0);
}

}

QString bucketName(double upperBound_s)
{
    return bucketPrefix + (std::isinf(upperBound_s) ? QStringLiteral("inf") : QString::number(upperBound_s, 'g', 10));
}

SampleValues serverMetrics(const MetricsPage &page, const QString &model)
{
    const QByteArray name = model.toUtf8();
    const bool isNamed = !name.isEmpty() && hasModel(page, name);
    SampleValues values;
    std::map<QString, int> counts;
    for (const MetricLine &line : page.lines) {
        if (!std::isfinite(line.value) || isFollowerRank(line) || (isNamed && isOfOther(line, name)))
            continue;
        addTtft(line, values);
        const Mapping *mapping = mappingOf(withoutTotal(line.name));
        if (!mapping)
            continue;
        const auto value = QLatin1String(mapping->value);
        values[value] += line.value;
        if (mapping->combine == Combine::Mean)
            ++counts[value];
    }
    for (const auto &[value, count] : counts)
        values[value] /= count;
    addQueries(page, values);
    return values;
}

std::optional<MetricHistogram> ttftHistogram(const SampleValues &values)
{
    const auto count = values.find(ttftCount);
    const auto sum = values.find(ttftSum);
    if (count == values.end() || sum == values.end())
        return std::nullopt;
    MetricHistogram histogram {.buckets = {}, .sum = sum->second, .count = count->second};
    for (const auto &[name, value] : values) {
        if (!name.startsWith(bucketPrefix))
            continue;
        const QString bound = name.mid(bucketPrefix.size());
        bool isNumber = false;
        const double le = bound.toDouble(&isNumber);
        if (bound == QLatin1String("inf"))
            histogram.buckets[std::numeric_limits<double>::infinity()] = value;
        else if (isNumber)
            histogram.buckets[le] = value;
    }
    return histogram;
}

}
