// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "appservices.h"
#include "metrics/calibration.h"

#include <QPointer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace streamgauge {

class Calibrator;

/// How right this machine's own times are: measured at once, or before every run and kept in it.
class CalibrationRow : public QWidget
{
    Q_OBJECT

public:
    explicit CalibrationRow(AppServices &services, QWidget *parent = nullptr);

    bool isWanted() const;        ///< before every run
    void setStreams(int streams); ///< of the run that is set up; 0 where there is none
    void cancel();                ///< what is under way
    QString text() const;         ///< what it says

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void start();
    void end();
    void refresh();

    AppServices &m_services;
    QCheckBox *m_wanted;
    QLabel *m_text;
    QProgressBar *m_bar;
    QPushButton *m_button;
    QPointer<Calibrator> m_calibrator;
    int m_streams = 0;
};

}
