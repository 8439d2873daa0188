// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/distributionfigures.h"

#include <QWidget>

class QComboBox;

namespace streamgauge {

class BoxChart;
class SegmentedControl;
class XyChart;

/// Single requests instead of averages: how values are spread, and whether they change over the run.
class DistributionPanel : public QWidget
{
    Q_OBJECT

public:
    explicit DistributionPanel(QWidget *parent = nullptr);

    void setComparison(const Comparison &comparison);

private:
    QWidget *makeChoices();
    DistributionChoice choice() const;
    void draw();

    Comparison m_comparison;
    SegmentedControl *m_metric;
    QComboBox *m_test;
    BoxChart *m_boxes;
    XyChart *m_ecdf;
    XyChart *m_sequence;
};

}
