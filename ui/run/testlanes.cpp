// SPDX-License-Identifier: Apache-2.0
#include "run/testlanes.h"

#include "run/runtext.h"
#include "theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace streamgauge {

namespace {

constexpr int headerHeight = 20;
constexpr int laneHeight = 22;
constexpr int blockGap = 24;
constexpr int cellGap = 8;
constexpr int narrowestLabel = 112;
constexpr int widestLabel = 220;
constexpr int roomyCell = 76; ///< from this width on a cell has room for words
constexpr int stateWidth = 44;
constexpr int barHeight = 6;
constexpr int mostPips = 8;
constexpr int dotRoom = 14;
constexpr int labelGap = 16;
constexpr int leastLabel = 56; ///< that a mark leaves of an endpoint's name

/// With room for what rounding takes away, so that what is measured to fit is not elided.
int textWidth(const QFontMetrics &metrics, const QString &text)
{
    return metrics.horizontalAdvance(text) + 2;
}

}

TestLanes::TestLanes(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("State of every test on every endpoint"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TestLanes::setFacts(const RunFacts &facts)
{
    m_tests.clear();
    for (const Test &test : facts.suite.tests)
        m_tests.push_back(test.name);
    m_lanes.clear();
    for (const Endpoint &endpoint : facts.endpoints)
        m_lanes.push_back(
            {.label = endpoint.label, .mark = simulationText(endpoint), .cells = std::vector<Cell>(m_tests.size())});
    m_focusLane = m_focusTest = 0;
    fitHeight();
    update();
}

void TestLanes::setSnapshot(const LiveSnapshot &snapshot)
{
    std::vector<Lane> lanes = m_lanes;
    for (std::size_t i = 0; i < std::min(lanes.size(), snapshot.endpoints.size()); ++i) {
        const LiveEndpoint &endpoint = snapshot.endpoints[i];
        lanes[i].cells.resize(endpoint.cells.size());
        for (std::size_t test = 0; test < endpoint.cells.size(); ++test) {
            const LiveCell &cell = endpoint.cells[test];
            lanes[i].cells[test] = {.state = cell.state,
                                    .planned = cell.planned,
                                    .finished = cell.finished,
                                    .failed = cell.failed,
                                    .current = endpoint.currentTest == static_cast<int>(test)};
        }
    }
    if (lanes == m_lanes)
        return;
    m_lanes = std::move(lanes);
    QStringList sentences;
    for (std::size_t lane = 0; lane < m_lanes.size(); ++lane)
        for (std::size_t test = 0; test < m_lanes[lane].cells.size(); ++test)
            if (m_lanes[lane].cells[test].state != CellState::Waiting)
                sentences.append(cellSentence(lane, test));
    setAccessibleDescription(sentences.join(QStringLiteral("; ")));
    update();
}

int TestLanes::blockCount() const
{
    return m_lanes.size() > 4 && width() >= 720 ? 2 : 1;
}

int TestLanes::rowsPerBlock() const
{
    const int blocks = blockCount();
    return std::max(1, (static_cast<int>(m_lanes.size()) + blocks - 1) / blocks);
}

// A fixed height, not heightForWidth(): a layout with the latter would give the charts below it their preferred
// heights and make the page scroll where it need not.
void TestLanes::fitHeight()
{
    setFixedHeight(headerHeight + rowsPerBlock() * laneHeight);
}

void TestLanes::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitHeight();
}

QSize TestLanes::sizeHint() const
{
    return {640, headerHeight + rowsPerBlock() * laneHeight};
}

QSize TestLanes::minimumSizeHint() const
{
    return {360, headerHeight + laneHeight};
}

int TestLanes::labelWidth() const
{
    const QFontMetrics metrics(currentTheme().note);
    int widest = narrowestLabel;
    for (const Lane &lane : m_lanes) {
        const int mark = lane.mark.isEmpty() ? 0 : textWidth(metrics, lane.mark) + 8;
        widest = std::max(widest, dotRoom + textWidth(metrics, lane.label) + mark + labelGap);
    }
    return std::min({widest, widestLabel, std::max(narrowestLabel, width() / blockCount() / 3)});
}

int TestLanes::cellWidth() const
{
    const int blocks = blockCount();
    const int blockWidth = (width() - (blocks - 1) * blockGap) / blocks;
    return (blockWidth - labelWidth()) / std::max(1, static_cast<int>(m_tests.size()));
}

bool TestLanes::roomy() const
{
    return cellWidth() >= roomyCell;
}

QRect TestLanes::laneRect(std::size_t lane) const
{
    const int blocks = blockCount();
    const int rows = rowsPerBlock();
    const int blockWidth = (width() - (blocks - 1) * blockGap) / blocks;
    const int block = static_cast<int>(lane) / rows;
    return {block * (blockWidth + blockGap), headerHeight + static_cast<int>(lane) % rows * laneHeight, blockWidth,
            laneHeight};
}

QRect TestLanes::cellRect(std::size_t lane, std::size_t test) const
{
    const QRect row = laneRect(lane);
    const int tests = std::max(1, static_cast<int>(m_tests.size()));
    const int room = row.width() - labelWidth();
    const int left = room * static_cast<int>(test) / tests;
    const int right = room * (static_cast<int>(test) + 1) / tests;
    return {row.left() + labelWidth() + left, row.top(), right - left, row.height()};
}

QString TestLanes::cellSentence(std::size_t endpoint, std::size_t test) const
{
    const Lane &lane = m_lanes.at(endpoint);
    const Cell &cell = lane.cells.at(test);
    const LiveCell live {.state = cell.state,
                         .planned = cell.planned,
                         .finished = cell.finished,
                         .failed = cell.failed,
                         .ttft_s = {},
                         .totalTime_s = {},
                         .tps = {}};
    return tr("%1, %2: %3").arg(lane.label, test < m_tests.size() ? m_tests[test] : QString(), cellText(live));
}

bool TestLanes::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    for (std::size_t lane = 0; lane < m_lanes.size(); ++lane)
        for (std::size_t test = 0; test < m_lanes[lane].cells.size(); ++test)
            if (cellRect(lane, test).contains(help->pos())) {
                QToolTip::showText(help->globalPos(), cellSentence(lane, test), this, cellRect(lane, test));
                return true;
            }
    QToolTip::hideText();
    return true;
}

void TestLanes::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return moveFocus(0, -1);
    case Qt::Key_Right:
        return moveFocus(0, 1);
    case Qt::Key_Up:
        return moveFocus(-1, 0);
    case Qt::Key_Down:
        return moveFocus(1, 0);
    default:
        QWidget::keyPressEvent(event);
    }
}

void TestLanes::moveFocus(int lanes, int tests)
{
    if (m_lanes.empty() || m_tests.empty())
        return;
    const auto moved = [](std::size_t value, int by, std::size_t size) {
        return static_cast<std::size_t>(std::clamp(static_cast<int>(value) + by, 0, static_cast<int>(size) - 1));
    };
    m_focusLane = moved(m_focusLane, lanes, m_lanes.size());
    m_focusTest = moved(m_focusTest, tests, m_tests.size());
    if (m_focusTest < m_lanes[m_focusLane].cells.size()) {
        const QRect cell = cellRect(m_focusLane, m_focusTest);
        QToolTip::showText(mapToGlobal(cell.bottomLeft()), cellSentence(m_focusLane, m_focusTest), this, cell);
    }
    update();
}

void TestLanes::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int block = 0; block < blockCount(); ++block)
        drawHeader(painter, static_cast<std::size_t>(block));
    for (std::size_t lane = 0; lane < m_lanes.size(); ++lane)
        drawLane(painter, lane);
    if (hasFocus() && !m_lanes.empty() && m_focusTest < m_tests.size()) {
        painter.setPen(QPen(currentTheme().accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(cellRect(m_focusLane, m_focusTest)).adjusted(-3, 1, -3, -1), 4, 4);
    }
}

void TestLanes::drawHeader(QPainter &painter, std::size_t block) const
{
    const Theme &theme = currentTheme();
    const std::size_t first = block * static_cast<std::size_t>(rowsPerBlock());
    if (first >= m_lanes.size())
        return;
    const QFontMetrics metrics(theme.note);
    painter.setFont(theme.note);
    painter.setPen(theme.mutedText);
    if (!roomy()) {
        const QRect row = cellRect(first, 0).united(cellRect(first, m_tests.empty() ? 0 : m_tests.size() - 1));
        painter.drawText(QRect(row.left(), 0, row.width(), headerHeight), Qt::AlignLeft | Qt::AlignVCenter,
                         tr("%1 tests, in the suite’s order").arg(m_tests.size()));
        return;
    }
    for (std::size_t test = 0; test < m_tests.size(); ++test) {
        QRect rect = cellRect(first, test);
        rect.setTop(0);
        rect.setHeight(headerHeight);
        rect.setRight(rect.right() - cellGap);
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(m_tests[test], Qt::ElideRight, rect.width()));
    }
}

void TestLanes::drawLane(QPainter &painter, std::size_t index) const
{
    const Theme &theme = currentTheme();
    const Lane &lane = m_lanes[index];
    const QRect row = laneRect(index);
    const QColor color = seriesColor(theme, lane.label);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QRectF(row.left(), row.center().y() + 0.5 - 4, 8, 8));

    const QFontMetrics metrics(theme.note);
    painter.setFont(theme.note);
    QRect text(row.left() + dotRoom, row.top(), labelWidth() - dotRoom - labelGap, row.height());
    if (!lane.mark.isEmpty()) {
        const int width = std::min(textWidth(metrics, lane.mark), text.width() - leastLabel);
        const QRect mark(text.right() + 1 - width, text.top(), width, text.height());
        painter.setPen(theme.warningText);
        painter.drawText(mark, Qt::AlignRight | Qt::AlignVCenter, metrics.elidedText(lane.mark, Qt::ElideRight, width));
        text.setRight(mark.left() - 8);
    }
    painter.setPen(theme.text);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(lane.label, Qt::ElideMiddle, text.width()));
    for (std::size_t test = 0; test < lane.cells.size(); ++test)
        drawCell(painter, cellRect(index, test), lane.cells[test], color);
}

void TestLanes::drawCell(QPainter &painter, const QRect &rect, const Cell &cell, const QColor &color) const
{
    const Theme &theme = currentTheme();
    const bool words = roomy();
    QRectF bar(rect.left(), rect.center().y() + 0.5 - barHeight / 2.0,
               rect.width() - (words ? cellGap + stateWidth : 3), barHeight);
    const int pips = words && cell.planned >= 1 && cell.planned <= mostPips ? cell.planned : 1;
    const qreal gap = pips > 1 ? 2 : 0;
    const qreal pipWidth = (bar.width() - gap * (pips - 1)) / pips;
    const auto pip = [&](int index, qreal share, const QColor &fill) {
        painter.setBrush(fill);
        painter.drawRoundedRect(QRectF(bar.left() + index * (pipWidth + gap), bar.top(), pipWidth * share, barHeight),
                                2, 2);
    };
    painter.setPen(Qt::NoPen);
    const int passed = cell.finished - cell.failed;
    const int planned = std::max(1, cell.planned);
    for (int index = 0; index < pips; ++index)
        pip(index, 1, theme.border);
    if (pips > 1) {
        for (int index = 0; index < std::min(cell.finished, pips); ++index)
            pip(index, 1, index < passed ? color : theme.bad);
    } else if (cell.finished > 0) {
        pip(0, qreal(cell.finished) / planned, cell.failed > 0 ? theme.bad : color);
        if (passed > 0)
            pip(0, qreal(passed) / planned, color);
    }
    if (cell.current && cell.finished < planned) {
        QColor next = color;
        next.setAlphaF(0.45F);
        if (pips > 1)
            pip(cell.finished, 1, next);
        else if (cell.finished == 0)
            pip(0, 1, next);
    }
    if (!words)
        return;
    painter.setFont(theme.note);
    painter.setPen(cell.failed > 0 ? theme.bad : cell.current ? theme.text : theme.mutedText);
    const QString state = cell.failed > 0 ? tr("%1 failed").arg(cell.failed)
        : cell.state == CellState::Done   ? QStringLiteral("✓")
        : cell.current                    ? tr("%1/%2").arg(std::min(cell.finished + 1, planned)).arg(planned)
                                          : QString();
    painter.drawText(QRectF(bar.right() + 6, rect.top(), stateWidth, rect.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     state);
}

}
