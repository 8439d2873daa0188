// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "telemetry/telemetrysource.h"

#include <QProcess>
#include <QTimer>

namespace streamgauge {

/// nvidia-smi, here or on another machine by ssh: one process a question, killed where it takes too long.
class CommandSource : public TelemetrySource
{
    Q_OBJECT

public:
    /// @p command is the program and its first arguments. @p isLocal: memory the GPU does not have is this machine's.
    CommandSource(QStringList command, bool isLocal, QObject *parent = nullptr);
    ~CommandSource() override;

    void ask() override;
    void stop() override;

private:
    void takeOutput();
    void takeEnd();
    void kill();

    QStringList m_command;
    bool m_isLocal;
    std::unique_ptr<QProcess> m_process;
    QTimer m_limit;
    QByteArray m_output;
    bool m_tookTooLong = false;
};

}
