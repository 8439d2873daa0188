// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/runcontroller.h"

#include <QTemporaryDir>

#include <memory>

namespace streamgauge {

class NullServer;

/// How far the client's times were from what happened, absolute errors.
struct Calibration
{
    int streams = 0;
    double tokensPerSecond = 0; ///< of each stream
    int answers = 0;            ///< that were measured whole
    double ttftErrorP50_us = 0;
    double ttftErrorP99_us = 0;
    double gapErrorP50_us = 0; ///< of the time between two tokens
    double gapErrorP99_us = 0;
    QString arrivalClock; ///< as in RunHeader
};

/// "TTFT is right to ± 0.04 ms, gaps between tokens to ± 9 µs …"
QString sentenceOf(const Calibration &calibration);

/// For the run it was made for: source "calibration".
Sample sampleOf(const Calibration &calibration);

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
    void finished(const streamgauge::Calibration &calibration);
    void failed(const QString &reason);

private:
    void evaluate(const QString &path);

    QTemporaryDir m_folder;
    RunController m_controller;
    std::unique_ptr<NullServer> m_server;
    Calibration m_result;
};

}
