// SPDX-License-Identifier: Apache-2.0
#include "run/livearea.h"

#include "chart/livechart.h"
#include "chart/speedtestchart.h"
#include "chart/tokentimeline.h"
#include "controls/card.h"
#include "controls/notice.h"
#include "controls/spacing.h"
#include "run/answercard.h"
#include "run/failurepanel.h"
#include "run/livenumbers.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace streamgauge {

namespace {

constexpr int numbersWidth = 340;
constexpr int lowestLine = 176;
constexpr int lowestBars = 188;
constexpr int lowestStream = 136; ///< of the row with timeline and answer

/// Which of the lines are not measurements of a real server: "simulated: Qwen3-32B".
QString simulationNote(const RunFacts &facts)
{
    QStringList labels;
    for (const Endpoint &endpoint : facts.endpoints)
        if (endpoint.simulation)
            labels.append(endpoint.label);
    if (labels.isEmpty())
        return {};
    if (labels.size() == static_cast<qsizetype>(facts.endpoints.size()))
        return LiveArea::tr("simulated");
    return labels.size() <= 2 ? LiveArea::tr("simulated: %1").arg(labels.join(QStringLiteral(", ")))
                              : LiveArea::tr("%1 of %2 simulated").arg(labels.size()).arg(facts.endpoints.size());
}

/// @p chart asks for no more than @p lowest and takes what is left: on a small screen everything is in sight.
void letShrink(QWidget *chart, int lowest)
{
    chart->setMinimumHeight(lowest);
    chart->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
}

}

LiveArea::LiveArea(QWidget *parent)
    : QWidget(parent)
    , m_failures(new FailurePanel(this))
    , m_liveCard(new Card(tr("Tokens per second, live"), {}, this))
    , m_line(new LiveChart(m_liveCard))
    , m_numbers(new LiveNumbers(this))
    , m_cold(new Notice(this))
    , m_evidence(new Notice(this))
    , m_bars(new SpeedTestChart(this))
    , m_timeline(new TokenTimeline(this))
    , m_answer(new AnswerCard(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::medium);
    column->addWidget(m_failures);
    column->addLayout(liveRow(), 5);
    m_bars->setLegendVisible(false);
    letShrink(m_bars, lowestBars);
    column->addWidget(m_bars, 4);
    column->addLayout(streamRow(), 3);
}

QLayout *LiveArea::liveRow()
{
    letShrink(m_line, lowestLine);
    m_liveCard->body()->addWidget(m_line, 1);
    auto *row = new QHBoxLayout;
    row->setSpacing(spacing::medium);
    row->addWidget(m_liveCard, 1);
    row->addWidget(numbersColumn());
    return row;
}

QLayout *LiveArea::streamRow()
{
    auto *timeline = new Card(tr("Token timeline"), tr("grey: waiting for the first token · a tick: one chunk"), this);
    letShrink(timeline, lowestStream);
    timeline->body()->addWidget(m_timeline, 1);
    letShrink(m_answer, lowestStream);
    auto *row = new QHBoxLayout;
    row->setSpacing(spacing::medium);
    row->addWidget(timeline, 3);
    row->addWidget(m_answer, 2);
    return row;
}

QWidget *LiveArea::numbersColumn()
{
    m_side = new QWidget(this);
    m_side->setFixedWidth(numbersWidth);
    auto *column = new QVBoxLayout(m_side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::small);
    auto *card = new Card(m_side);
    card->body()->addWidget(m_numbers);
    column->addWidget(card);
    column->addWidget(m_cold);
    column->addWidget(m_evidence);
    column->addStretch();
    return m_side;
}

// Layouts take a text that wraps for lower than it is, and a chart that may shrink for nothing at all: the page would
// be too low for what is in here, and all of it be squeezed.
bool LiveArea::event(QEvent *event)
{
    const bool isHandled = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize)
        setMinimumHeight(std::max(0, layout()->totalMinimumHeightForWidth(width()))); // -1 where it has no width yet
    return isHandled;
}

void LiveArea::setFacts(const RunFacts &facts)
{
    m_failures->clear();
    m_numbers->setFacts(facts);
    m_line->clear();
    m_liveCard->setNote(simulationNote(facts));
    m_bars->clear();
    m_timeline->clear();
    m_answer->clear();
    say(m_cold, m_coldShown, {});
    say(m_evidence, m_evidenceShown, {});
}

void LiveArea::setSnapshot(const LiveSnapshot &snapshot)
{
    m_failures->setSnapshot(snapshot);
    m_line->setSnapshot(snapshot);
    m_line->setMinimumHeight(lowestLine + m_line->stripsHeight());
    m_numbers->setSnapshot(snapshot);
    m_bars->setSnapshot(snapshot);
    m_timeline->setSnapshot(snapshot);
    m_answer->setSnapshot(snapshot);
    say(m_cold, m_coldShown, coldStartRemark(snapshot));
    say(m_evidence, m_evidenceShown, evidenceRemark(snapshot));
}

void LiveArea::say(Notice *notice, RunRemark &shown, const RunRemark &remark)
{
    if (remark == shown)
        return;
    shown = remark;
    if (remark.title.isEmpty())
        notice->hide();
    else
        notice->say(Notice::Level::Warning, remark.text, remark.title);
}

}
