// SPDX-License-Identifier: Apache-2.0
#include "simulator/prometheustext.h"

namespace streamgauge {

namespace {

struct Metric
{
    const char *name;
    const char *type;
    const char *help;
    double value;
};

}

QByteArray prometheusText(const QString &model, const EngineCounters &counters)
{
    const auto number = [](quint64 value) { return static_cast<double>(value); };
    const Metric metrics[] = {
        {"num_requests_running", "gauge", "Requests in the batch.", static_cast<double>(counters.running)},
        {"num_requests_waiting", "gauge", "Requests in the queue.", static_cast<double>(counters.waiting)},
        {"kv_cache_usage_perc", "gauge", "Share of the KV cache in use; 1 is all of it.", counters.kvUsage},
        {"prefix_cache_queries_total", "counter", "Prompt tokens looked up in the prefix cache.",
         number(counters.cacheQueries)},
        {"prefix_cache_hits_total", "counter", "Prompt tokens found in the prefix cache.", number(counters.cacheHits)},
        {"prompt_tokens_total", "counter", "Prompt tokens processed.", number(counters.promptTokens)},
        {"generation_tokens_total", "counter", "Tokens generated.", number(counters.generatedTokens)},
        {"num_preemptions_total", "counter", "Preemptions; the simulator never preempts.", 0},
    };
    QByteArray modelLabel = model.toUtf8();
    modelLabel.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    QByteArray text;
    for (const Metric &metric : metrics) {
        const QByteArray name = QByteArray("vllm:") + metric.name;
        text += "# HELP " + name + ' ' + metric.help + "\n# TYPE " + name + ' ' + metric.type + '\n' + name
            + "{engine=\"0\",model_name=\"" + modelLabel + "\"} " + QByteArray::number(metric.value, 'g', 17) + '\n';
    }
    return text;
}

}
