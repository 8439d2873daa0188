// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "metrics/calibration.h"
#include "run/runcontroller.h"

#include <QTemporaryDir>

#include <memory>

namespace streamgauge {

class NullServer;

/// Measures a server inside this process that knows the truth, with the client that measures every run, and tells how
/// wrong it was. Takes about three seconds; nothing is kept on disk.
class Calibrator : public QObject
{
    Q_OBJECT

public:
    explicit Calibrator(QObject *parent = nullptr);
    ~Calibrator() override;

    bool isRunning() const { return m_controller.state() != RunController::State::Idle; }

    /// @p streams at once, each of @p tokensPerSecond. Only while none is running.
    Expected<void> start(int streams, double tokensPerSecond = defaultTokensPerSecond);

    static constexpr double defaultTokensPerSecond = 50;

Q_SIGNALS:
    void progressed(double share); ///< of the time it takes, 0 to 1
    void finished(const streamgauge::Calibration &calibration);
    void failed(const QString &reason);

private:
    void evaluate(const QString &path);

    QTemporaryDir m_folder;
    RunController m_controller;
    std::unique_ptr<NullServer> m_server;
    nanoseconds m_duration {}; ///< that the measuring takes
    Calibration m_result;
};

}
