// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/probe.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace streamgauge {

struct ProbeLine;

/// The Test connection button and what it found out, line by line.
class ConnectionTest : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionTest(QWidget *parent = nullptr);

    void start(const Endpoint &endpoint); ///< a test under way is forgotten
    void showLines(const std::vector<ProbeLine> &lines);
    bool isRunning() const { return !m_probe.isNull(); }
    QStringList lines() const;

Q_SIGNALS:
    void requested(); ///< the button was pressed: start() with what is to be tested
    void finished(const streamgauge::ProbeResult &result);

private:
    void clearLines();
    void handleFinished(const ProbeResult &result);

    QPushButton *m_button;
    QVBoxLayout *m_lines;
    QPointer<Probe> m_probe;
};

}
