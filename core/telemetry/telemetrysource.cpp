// SPDX-License-Identifier: Apache-2.0
#include "telemetry/telemetrysource.h"

namespace streamgauge {

void TelemetrySource::finish(const SampleValues &values)
{
    m_asking = false;
    m_failures = 0;
    Q_EMIT answered(values);
}

void TelemetrySource::giveUp(const QString &reason)
{
    m_asking = false;
    m_gaveUp = true;
    Q_EMIT failed(reason);
}

void TelemetrySource::countFailure(const QString &reason)
{
    constexpr int enough = 5;
    if (++m_failures >= enough)
        return giveUp(reason);
    m_asking = false;
    Q_EMIT failed({});
}

}

#include "moc_telemetrysource.cpp"
