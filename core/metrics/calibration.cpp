// SPDX-License-Identifier: Apache-2.0
#include "metrics/calibration.h"

#include "runfile/run.h"

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

const QString sourceName = QStringLiteral("calibration");

struct Field
{
    const char *name;
    double Calibration::*value;
};

constexpr Field fields[] = {{"tokens_per_second", &Calibration::tokensPerSecond},
                            {"ttft_error_p50_us", &Calibration::ttftErrorP50_us},
                            {"ttft_error_p99_us", &Calibration::ttftErrorP99_us},
                            {"gap_error_p50_us", &Calibration::gapErrorP50_us},
                            {"gap_error_p99_us", &Calibration::gapErrorP99_us}};

std::optional<double> possibleValue(const Sample &sample, const char *name)
{
    const auto found = sample.values.find(QString::fromLatin1(name));
    if (found == sample.values.end() || !std::isfinite(found->second) || found->second < 0)
        return std::nullopt;
    return found->second;
}

}

QString sentenceOf(const Calibration &calibration)
{
    return QStringLiteral("TTFT is right to ± %1 ms, gaps between tokens to ± %2 µs (99 of 100; %3 of %4 tokens "
                          "a second, arrival times by %5)")
        .arg(calibration.ttftErrorP99_us / 1e3, 0, 'g', 2)
        .arg(calibration.gapErrorP99_us, 0, 'f', calibration.gapErrorP99_us < 10 ? 1 : 0)
        .arg(calibration.streams == 1 ? QStringLiteral("1 stream")
                                      : QStringLiteral("%1 streams").arg(calibration.streams))
        .arg(calibration.tokensPerSecond)
        .arg(calibration.arrivalClock == QLatin1String("kernel") ? QStringLiteral("the kernel")
                                                                 : QStringLiteral("the clock after each read"));
}

Sample sampleOf(const Calibration &calibration)
{
    Sample sample {
        .endpoint = -1, .source = sourceName, .at = {}, .values = {{QStringLiteral("streams"), calibration.streams}}};
    for (const Field &field : fields)
        sample.values[QString::fromLatin1(field.name)] = calibration.*field.value;
    return sample;
}

std::optional<Calibration> calibrationOf(const Run &run)
{
    constexpr double mostStreams = 1e6;
    const auto sample = std::find_if(run.samples.rbegin(), run.samples.rend(),
                                     [](const Sample &one) { return one.source == sourceName; });
    if (sample == run.samples.rend())
        return std::nullopt;
    Calibration calibration;
    calibration.arrivalClock = run.header.arrivalClock;
    calibration.streams = static_cast<int>(std::min(possibleValue(*sample, "streams").value_or(0), mostStreams));
    for (const Field &field : fields) {
        const auto value = possibleValue(*sample, field.name);
        if (!value)
            return std::nullopt; // half a calibration says nothing
        calibration.*field.value = *value;
    }
    return calibration;
}

}
