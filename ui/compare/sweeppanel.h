// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"

#include <QWidget>

#include <array>

class QComboBox;

namespace streamgauge {

class XyChart;

/// What more load does: throughput, TTFT and the TPS of a stream against it, and throughput against TTFT.
class SweepPanel : public QWidget
{
    Q_OBJECT

public:
    explicit SweepPanel(QWidget *parent = nullptr);

    /// Whether there is a sweep to show.
    bool setComparison(const Comparison &comparison);

private:
    void draw();

    Comparison m_comparison;
    QComboBox *m_test;
    std::array<XyChart *, 4> m_charts {}; ///< in the order of SweepView
};

}
