// SPDX-License-Identifier: Apache-2.0
#include "run/livenumbers.h"

#include "run/runtext.h"
#include "text/tabularfigures.h"
#include "theme/theme.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace streamgauge {

namespace {

constexpr int headerHeight = 36;
constexpr int bigRow = 54;
constexpr int compactRow = 24;
constexpr int bigColumn = 92;
constexpr int compactColumn = 58;
constexpr int dotSize = 8;

QString numberOrDash(const RunningMean &mean, int decimals)
{
    return mean.count > 0 ? QLocale().toString(mean.mean(), 'f', decimals) : QStringLiteral("–");
}

}

LiveNumbers::LiveNumbers(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("TTFT and TPS of every endpoint so far"));
}

void LiveNumbers::setFacts(const RunFacts &facts)
{
    m_rows.clear();
    for (const Endpoint &endpoint : facts.endpoints)
        m_rows.push_back({.label = endpoint.label,
                          .mark = simulationText(endpoint),
                          .ttft = QStringLiteral("–"),
                          .tps = QStringLiteral("–"),
                          .note = tr("no warm request yet")});
    updateGeometry();
    update();
}

void LiveNumbers::setSnapshot(const LiveSnapshot &snapshot)
{
    std::vector<Row> rows = m_rows;
    for (std::size_t i = 0; i < std::min(rows.size(), snapshot.endpoints.size()); ++i) {
        const LiveEndpoint &endpoint = snapshot.endpoints[i];
        rows[i].ttft = numberOrDash(endpoint.ttft_s, 3);
        rows[i].tps = numberOrDash(endpoint.tps_mean, 1);
        QStringList parts {endpoint.ttft_s.count > 0 ? tr("n %1").arg(endpoint.ttft_s.count)
                                                     : tr("no warm request yet")};
        if (endpoint.coldTtft_s)
            parts.append(tr("cold %1 s").arg(QLocale().toString(*endpoint.coldTtft_s, 'f', 3)));
        if (const QString evidence = evidenceText(endpoint.evidence); !evidence.isEmpty())
            parts.append(evidence);
        rows[i].note = parts.join(QStringLiteral(" · "));
    }
    if (rows == m_rows)
        return;
    m_rows = std::move(rows);
    QStringList sentences;
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        sentences.append(sentence(i));
    setAccessibleDescription(sentences.join(QStringLiteral("; ")));
    update();
}

QString LiveNumbers::sentence(std::size_t endpoint) const
{
    const Row &row = m_rows.at(endpoint);
    const QString label = row.mark.isEmpty() ? row.label : tr("%1 (%2)").arg(row.label, row.mark);
    return tr("%1: TTFT %2 s, TPS %3, %4").arg(label, row.ttft, row.tps, row.note);
}

/// As wide as its widest number needs, so that neighbours never touch.
int LiveNumbers::columnWidth(QString Row::*number) const
{
    constexpr int between = 16;
    const Theme &theme = currentTheme();
    double widest = 0;
    for (const Row &row : m_rows)
        widest = std::max(widest, tabularWidth(big() ? theme.number : theme.body, row.*number));
    return std::max(big() ? bigColumn : compactColumn, static_cast<int>(std::ceil(widest)) + between);
}

int LiveNumbers::rowHeight() const
{
    return big() ? bigRow : compactRow;
}

QSize LiveNumbers::sizeHint() const
{
    return {280, headerHeight + static_cast<int>(m_rows.size()) * rowHeight()};
}

QSize LiveNumbers::minimumSizeHint() const
{
    return sizeHint();
}

bool LiveNumbers::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int row = (help->pos().y() - headerHeight) / rowHeight();
    if (help->pos().y() >= headerHeight && row < static_cast<int>(m_rows.size()))
        QToolTip::showText(help->globalPos(), sentence(static_cast<std::size_t>(row)), this);
    else
        QToolTip::hideText();
    return true;
}

void LiveNumbers::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawHeader(painter);
    QRect area(0, headerHeight, width(), rowHeight());
    for (const Row &row : m_rows) {
        drawRow(painter, row, area);
        area.translate(0, rowHeight());
    }
}

void LiveNumbers::drawHeader(QPainter &painter) const
{
    const Theme &theme = currentTheme();
    QFont title = theme.body;
    title.setWeight(QFont::DemiBold);
    const int titleHeight = QFontMetrics(title).height();
    const int tpsWidth = columnWidth(&Row::tps);
    const int ttftWidth = columnWidth(&Row::ttft);
    const QRect ttft(width() - tpsWidth - ttftWidth, 0, ttftWidth, titleHeight);
    const QRect tps(width() - tpsWidth, 0, tpsWidth, titleHeight);
    painter.setFont(title);
    painter.setPen(theme.text);
    painter.drawText(QRect(0, 0, ttft.left(), titleHeight), Qt::AlignLeft, tr("Warm means"));
    painter.drawText(ttft, Qt::AlignRight, QStringLiteral("TTFT"));
    painter.drawText(tps, Qt::AlignRight, QStringLiteral("TPS"));
    painter.setFont(theme.note);
    painter.setPen(theme.mutedText);
    painter.drawText(ttft.translated(0, titleHeight), Qt::AlignRight, tr("s"));
    painter.drawText(tps.translated(0, titleHeight), Qt::AlignRight, tr("tokens/s"));
}

void LiveNumbers::drawRow(QPainter &painter, const Row &row, const QRect &area) const
{
    const Theme &theme = currentTheme();
    const QFont numberFont = big() ? theme.number : theme.body;
    QRect line = area;
    if (big())
        line.setHeight(area.height() - 20);
    painter.setPen(Qt::NoPen);
    painter.setBrush(seriesColor(theme, row.label));
    painter.drawEllipse(QRectF(line.left(), line.center().y() + 0.5 - dotSize / 2.0, dotSize, dotSize));

    const int tpsWidth = columnWidth(&Row::tps);
    const int ttftWidth = columnWidth(&Row::ttft);
    const QRect ttft(width() - tpsWidth - ttftWidth, line.top(), ttftWidth, line.height());
    const QRect tps(width() - tpsWidth, line.top(), tpsWidth, line.height());
    painter.setPen(theme.text);
    drawTabular(painter, ttft, Qt::AlignRight | Qt::AlignVCenter, numberFont, row.ttft);
    drawTabular(painter, tps, Qt::AlignRight | Qt::AlignVCenter, numberFont, row.tps);

    const QFontMetrics labelMetrics(theme.body);
    QRect label(dotSize + 8, line.top(), ttft.left() - dotSize - 12, line.height());
    if (!big() && !row.mark.isEmpty()) {
        const QString mark = tr("sim.", "simulated, short");
        painter.setFont(theme.note);
        painter.setPen(theme.warningText);
        painter.drawText(label, Qt::AlignRight | Qt::AlignVCenter, mark);
        label.setRight(label.right() - QFontMetrics(theme.note).horizontalAdvance(mark) - 6);
        painter.setPen(theme.text);
    }
    painter.setFont(theme.body);
    painter.drawText(label, Qt::AlignLeft | Qt::AlignVCenter,
                     labelMetrics.elidedText(row.label, Qt::ElideMiddle, label.width()));
    if (!big())
        return;

    const QFontMetrics noteMetrics(theme.note);
    QRect note(label.left(), area.bottom() - 21, width() - label.left(), 18);
    painter.setFont(theme.note);
    if (!row.mark.isEmpty()) {
        const QString mark = row.mark + QStringLiteral(" · ");
        painter.setPen(theme.warningText);
        painter.drawText(note, Qt::AlignLeft | Qt::AlignVCenter, mark);
        note.setLeft(note.left() + noteMetrics.horizontalAdvance(mark));
    }
    painter.setPen(theme.mutedText);
    painter.drawText(note, Qt::AlignLeft | Qt::AlignVCenter,
                     noteMetrics.elidedText(row.note, Qt::ElideRight, note.width()));
}

}
