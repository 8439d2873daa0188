// SPDX-License-Identifier: Apache-2.0
#include "metrics/requestpoint.h"

namespace streamgauge {

RequestPoint requestPoint(const RequestRecord &record)
{
    const auto seconds = [](const std::optional<nanoseconds> &time) {
        return time ? static_cast<float>(toSeconds(*time)) : RequestPoint::none;
    };
    const auto tps = tokensPerSecond(record);
    return {.test = record.test,
            .cold = record.phase == Phase::Cold,
            .sent_s = seconds(record.sent.value_or(record.scheduled)),
            .ttft_s = seconds(timeToFirstToken(record)),
            .totalTime_s = seconds(endToEndLatency(record)),
            .tps = tps ? static_cast<float>(*tps) : RequestPoint::none};
}

}
