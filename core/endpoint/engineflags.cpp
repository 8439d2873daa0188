// SPDX-License-Identifier: Apache-2.0
#include "endpoint/engineflags.h"

#include <QStringList>

namespace streamgauge {

namespace {

constexpr qsizetype longestText = 200;

void take(QJsonObject &flags, const QJsonObject &from, const QString &key)
{
    const QJsonValue value = from.value(key);
    if (value.isBool() || value.isDouble())
        flags.insert(key, value);
    else if (value.isString() && !value.toString().isEmpty())
        flags.insert(key, value.toString().left(longestText));
}

}

QJsonObject engineFlags(const QJsonObject &props, const QJsonObject &serverInfo)
{
    static const QStringList llamaCpp {QStringLiteral("total_slots"), QStringLiteral("model_ftype")};
    static const QStringList sglang {
        QStringLiteral("tp_size"),
        QStringLiteral("dp_size"),
        QStringLiteral("pp_size"),
        QStringLiteral("ep_size"),
        QStringLiteral("dtype"),
        QStringLiteral("quantization"),
        QStringLiteral("kv_cache_dtype"),
        QStringLiteral("context_length"),
        QStringLiteral("max_running_requests"),
        QStringLiteral("max_total_num_tokens"),
        QStringLiteral("mem_fraction_static"),
        QStringLiteral("chunked_prefill_size"),
        QStringLiteral("max_prefill_tokens"),
        QStringLiteral("schedule_policy"),
        QStringLiteral("attention_backend"),
        QStringLiteral("sampling_backend"),
        QStringLiteral("disable_radix_cache"),
        QStringLiteral("disable_cuda_graph"),
        QStringLiteral("disable_overlap_schedule"),
        QStringLiteral("enable_torch_compile"),
        QStringLiteral("enable_dp_attention"),
        QStringLiteral("speculative_algorithm"),
        QStringLiteral("speculative_num_steps"),
        QStringLiteral("speculative_num_draft_tokens"),
        QStringLiteral("stream_interval"),
    };
    QJsonObject flags;
    for (const QString &key : llamaCpp)
        take(flags, props, key);
    if (const QString path = props.value(QLatin1String("model_path")).toString(); !path.isEmpty())
        flags.insert(QStringLiteral("model_file"), path.section(QLatin1Char('/'), -1).left(longestText));
    for (const QString &key : sglang)
        take(flags, serverInfo, key);
    return flags;
}

}
