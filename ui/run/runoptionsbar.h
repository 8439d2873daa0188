// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "appservices.h"
#include "controls/card.h"
#include "suite/plan.h"

#include <QString>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QSpinBox;

namespace streamgauge {

class CalibrationRow;

/// What will be run and how, and the button that does it. Repetitions and warm-up come from the suite and can be
/// changed for this run.
class RunOptionsBar : public Card
{
    Q_OBJECT

public:
    explicit RunOptionsBar(AppServices &services, QWidget *parent = nullptr);

    const Suite *suite() const; ///< null while the chosen one cannot be read
    QString suiteProblem() const;
    PlanOptions options() const;
    bool isToCalibrate() const;
    void cancelCalibration(); ///< the one that was asked for by itself

    /// @p sum says what a click does.
    void setRunnable(const QString &sum, int streams);
    void setNotRunnable(const QString &reason);

Q_SIGNALS:
    void changed();
    void runRequested();

private:
    void show(const QString &sum, bool runnable);
    void addOrder(const QString &name, const QString &meaning);
    void addFields(QHBoxLayout *row);
    void reloadSuites();
    void takeSuiteDefaults();

    AppServices &m_services;
    QComboBox *m_suite;
    QSpinBox *m_repetitions;
    QSpinBox *m_warmup;
    QComboBox *m_order;
    QLabel *m_sum;
    CalibrationRow *m_calibration;
    QPushButton *m_run;
    QString m_shownSuite; ///< whose defaults the spin boxes have
};

}
