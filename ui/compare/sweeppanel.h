// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"
#include "figure/sweepfigures.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;

namespace streamgauge {

class Card;
class SegmentedControl;
class XyChart;

/// What more load does: throughput, goodput, latencies and the TPS of a stream against it, and throughput against TTFT.
class SweepPanel : public QWidget
{
    Q_OBJECT

public:
    explicit SweepPanel(QWidget *parent = nullptr);

    /// Whether there is a sweep to show.
    bool setComparison(const Comparison &comparison);

private:
    struct Picture
    {
        SweepView view;
        Card *card;
        XyChart *chart;
    };

    QWidget *makeChoices();
    LatencyPercentile percentile() const;
    void draw();

    Comparison m_comparison;
    QComboBox *m_test;
    SegmentedControl *m_percentile;
    QLabel *m_slo; ///< the SLOs and what was within them, or how to state some
    std::vector<Picture> m_pictures;
};

}
