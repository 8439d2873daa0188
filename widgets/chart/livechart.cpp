// SPDX-License-Identifier: Apache-2.0
#include "chart/livechart.h"

#include "figure/liveadapters.h"

#include <cmath>

namespace streamgauge {

namespace {

QString inWords(const LiveSnapshot &snapshot)
{
    QStringList sentences;
    for (const LiveEndpoint &endpoint : snapshot.endpoints)
        sentences.append(
            isAtRest(endpoint)
                ? QStringLiteral("%1: %2 tokens a second on average.")
                      .arg(endpoint.label)
                      .arg(endpoint.tps_mean.mean(), 0, 'f', 1)
                : QStringLiteral("%1: %2 tokens a second now.").arg(endpoint.label).arg(endpoint.tps, 0, 'f', 1));
    return sentences.isEmpty() ? QStringLiteral("No data yet") : sentences.join(QLatin1Char(' '));
}

}

LiveChart::LiveChart(QWidget *parent)
    : FigureView(parent)
{
    setAccessibleName(QStringLiteral("Tokens per second over time"));
    clear();
}

void LiveChart::setSnapshot(const LiveSnapshot &snapshot)
{
    m_snapshot.at = snapshot.at;
    if (m_snapshot.telemetry != snapshot.telemetry)
        m_strips = snapshot.telemetry ? stripCount(*snapshot.telemetry) : 0;
    m_snapshot.telemetry = snapshot.telemetry;
    m_snapshot.endpoints.clear();
    for (const LiveEndpoint &endpoint : snapshot.endpoints) {
        LiveEndpoint &kept = m_snapshot.endpoints.emplace_back();
        kept.label = endpoint.label;
        kept.inFlight = endpoint.inFlight;
        kept.tps = endpoint.tps;
        kept.tps_mean = endpoint.tps_mean;
        kept.cells = endpoint.cells;
        kept.rate = endpoint.rate;
    }
    setAccessibleDescription(inWords(m_snapshot));
    relayout();
}

void LiveChart::setSimulated(bool simulated)
{
    if (m_simulated == simulated)
        return;
    m_simulated = simulated;
    relayout();
}

void LiveChart::clear()
{
    setSnapshot({});
}

int LiveChart::stripsHeight() const
{
    return static_cast<int>(std::ceil(m_strips * stripHeight(dashboardStyle(currentTheme()))));
}

QSize LiveChart::sizeHint() const
{
    return {720, 220};
}

QSize LiveChart::minimumSizeHint() const
{
    return {240, 120};
}

FigureScene LiveChart::layoutScene(const QSizeF &size, const FigureStyle &style) const
{
    return layoutLiveFigure(liveFigure(m_snapshot, style.theme, m_simulated), size, style);
}

}
