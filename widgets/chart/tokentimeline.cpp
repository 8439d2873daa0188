// SPDX-License-Identifier: Apache-2.0
#include "chart/tokentimeline.h"

#include "figure/liveadapters.h"

namespace streamgauge {

TokenTimeline::TokenTimeline(QWidget *parent)
    : FigureView(parent)
{
    setAccessibleName(QStringLiteral("Token timeline"));
    setAccessibleDescription(
        QStringLiteral("The latest requests: grey while waiting for the first token, then a tick for each chunk"));
}

void TokenTimeline::setSnapshot(const LiveSnapshot &snapshot)
{
    m_snapshot.at = snapshot.at;
    m_snapshot.tests = snapshot.tests;
    m_snapshot.timeline = snapshot.timeline;
    m_snapshot.endpoints.clear();
    for (const LiveEndpoint &endpoint : snapshot.endpoints) {
        LiveEndpoint &kept = m_snapshot.endpoints.emplace_back();
        kept.label = endpoint.label;
        kept.cells = endpoint.cells;
    }
    relayout();
}

void TokenTimeline::clear()
{
    setSnapshot({});
}

QSize TokenTimeline::sizeHint() const
{
    return {560, 120};
}

QSize TokenTimeline::minimumSizeHint() const
{
    return {240, 60};
}

FigureScene TokenTimeline::layoutScene(const QSizeF &size, const FigureStyle &style) const
{
    return layoutTimeline(timelineFigure(m_snapshot, style.theme), size, style);
}

}
