// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "chart/figureview.h"
#include "figure/timelinefigure.h"
#include "run/livesnapshot.h"

namespace streamgauge {

/// The latest requests as rows: grey while waiting for the first token, then a tick for each chunk.
/// Without a card of its own.
class TokenTimeline : public FigureView
{
    Q_OBJECT

public:
    explicit TokenTimeline(QWidget *parent = nullptr);

    void setSnapshot(const LiveSnapshot &snapshot);
    void clear();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    FigureScene layoutScene(const QSizeF &size, const FigureStyle &style) const override;

private:
    LiveSnapshot m_snapshot; ///< only what the rows show
};

}
