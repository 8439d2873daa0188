// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "telemetry/servermetrics.h"

#include <QObject>

namespace streamgauge {

/// Something a run can ask once a second: a server's /metrics, a GPU. At most one question is under way.
class TelemetrySource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Asks, unless an answer is still awaited or it gave up. Ends with answered() or failed(), never from within
    /// ask().
    virtual void ask() = 0;
    virtual void stop() = 0; ///< what is under way ends now, without a signal

    bool isAsking() const { return m_asking; }
    bool hasGivenUp() const { return m_gaveUp; }

Q_SIGNALS:
    void answered(const streamgauge::SampleValues &values);
    /// @p reason in words, where it will not be asked again; empty after a failure that may pass.
    void failed(const QString &reason);

protected:
    void begin() { m_asking = true; }
    void finish(const SampleValues &values);
    void giveUp(const QString &reason);
    /// Gives up at the fifth failure in a row.
    void countFailure(const QString &reason);

private:
    bool m_asking = false;
    bool m_gaveUp = false;
    int m_failures = 0;
};

}
