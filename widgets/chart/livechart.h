// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "chart/figureview.h"
#include "run/livesnapshot.h"

namespace streamgauge {

/// Tokens per second of every endpoint over the run, named at the lines' ends. Without a card of its own.
class LiveChart : public FigureView
{
    Q_OBJECT

public:
    explicit LiveChart(QWidget *parent = nullptr);

    void setSnapshot(const LiveSnapshot &snapshot);
    void setSimulated(bool simulated); ///< said in the chart
    void clear();

    int stripsHeight() const; ///< what the strips of servers and GPUs need below the lines; 0 where there are none

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    FigureScene layoutScene(const QSizeF &size, const FigureStyle &style) const override;

private:
    LiveSnapshot m_snapshot; ///< only what the lines show
    bool m_simulated = false;
    int m_strips = 0;
};

}
