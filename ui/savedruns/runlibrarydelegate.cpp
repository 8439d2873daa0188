// SPDX-License-Identifier: Apache-2.0
#include "savedruns/runlibrarydelegate.h"

#include "savedruns/runtext.h"
#include "text/tabularfigures.h"
#include "theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <QTreeView>

#include <algorithm>

namespace streamgauge {

namespace {

constexpr int lineHeight = 20;
constexpr int padding = 12;  // as the headers
constexpr int mostLines = 5; // of series beside a run
constexpr int dot = 9;
constexpr int gap = 8;

QFont titleFont()
{
    QFont font = currentTheme().body;
    font.setWeight(QFont::DemiBold);
    return font;
}

void drawElided(QPainter &painter, const QRect &area, const QFont &font, const QColor &color, const QString &text,
                Qt::TextElideMode mode = Qt::ElideRight)
{
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(font).elidedText(text, mode, area.width()));
}

void drawDot(QPainter &painter, const QRect &line, const QColor &color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QRectF(line.left(), line.top() + (line.height() - dot) / 2.0, dot, dot));
}

}

RunLibraryDelegate::RunLibraryDelegate(const RunLibraryModel &model, const RunLibraryFilter &filter, QTreeView *view)
    : QStyledItemDelegate(view)
    , m_model(model)
    , m_filter(filter)
    , m_view(view)
{
}

std::vector<const SeriesSummary *> RunLibraryDelegate::shownSeries(const QModelIndex &index) const
{
    const QModelIndex first = index.siblingAtColumn(0);
    return m_view->isExpanded(first) ? std::vector<const SeriesSummary *> {}
                                     : m_model.series(m_filter.mapToSource(index));
}

QSize RunLibraryDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    if (index.parent().isValid())
        return {60, 32};
    const int lines = std::max<int>(2, std::min(mostLines, static_cast<int>(shownSeries(index).size())));
    return {60, lines * lineHeight + 2 * 7};
}

void RunLibraryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QModelIndex source = m_filter.mapToSource(index);
    const RunEntry *run = m_model.entry(source);
    if (!run)
        return;
    const bool inTree = index.column() == RunLibraryModel::TitleColumn; // which indents by itself
    const QRect area = option.rect.adjusted(inTree ? 4 : padding, 0, -padding, 0);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setClipRect(option.rect);
    if (index.column() == RunLibraryModel::TitleColumn) {
        paintTitle(*painter, area, source);
    } else if (index.column() == RunLibraryModel::StartedColumn) {
        if (!index.parent().isValid() && run->problem.isEmpty())
            drawElided(*painter, area, currentTheme().body, currentTheme().mutedText,
                       dateText(run->started, QDateTime::currentDateTime()));
    } else if (index.column() != RunLibraryModel::ModelsColumn || !index.parent().isValid()) {
        auto series = shownSeries(index);
        const int lines = std::min(mostLines, static_cast<int>(series.size()));
        const int left = static_cast<int>(series.size()) - (mostLines - 1);
        if (lines < static_cast<int>(series.size()))
            series.resize(mostLines - 1);
        const int height = lines * lineHeight;
        QRect line(area.left(), area.top() + (area.height() - height) / 2, area.width(), lineHeight);
        for (const SeriesSummary *one : series) {
            paintSeriesLine(*painter, line, index.column(), *one);
            line.translate(0, lineHeight);
        }
        if (static_cast<int>(series.size()) < lines && index.column() == RunLibraryModel::ModelsColumn)
            drawElided(*painter, line, currentTheme().note, currentTheme().mutedText, tr("+ %1 more").arg(left));
    }
    painter->restore();
}

void RunLibraryDelegate::paintTitle(QPainter &painter, const QRect &area, const QModelIndex &source) const
{
    const Theme &theme = currentTheme();
    const RunEntry &run = *m_model.entry(source);
    if (source.parent().isValid()) {
        const QString label = m_model.series(source).front()->label;
        drawDot(painter, area, seriesColor(theme, label));
        drawElided(painter, area.adjusted(dot + gap, 0, 0, 0), theme.body, theme.text, label);
        return;
    }
    const QString note = run.problem.isEmpty() ? runNote(run) : run.problem;
    const int lines = note.isEmpty() ? 1 : 2;
    QRect line(area.left(), area.top() + (area.height() - lines * lineHeight) / 2, area.width(), lineHeight);
    drawElided(painter, line, titleFont(), theme.text, runTitle(run));
    const bool warns = !run.complete && !run.running && run.problem.isEmpty();
    drawElided(painter, line.translated(0, lineHeight), theme.note,
               !run.problem.isEmpty() ? theme.bad
                   : warns            ? theme.warningText
                                      : theme.mutedText,
               note);
}

void RunLibraryDelegate::paintSeriesLine(QPainter &painter, const QRect &line, int column,
                                         const SeriesSummary &series) const
{
    const Theme &theme = currentTheme();
    switch (column) {
    case RunLibraryModel::ModelsColumn:
        drawDot(painter, line, seriesColor(theme, series.label));
        drawElided(painter, line.adjusted(dot + gap, 0, 0, 0), theme.body, theme.text, series.label,
                   Qt::ElideMiddle); // variants of one model differ at the end
        break;
    case RunLibraryModel::ModeColumn:
        drawElided(painter, line, theme.body, theme.mutedText, series.mode);
        break;
    case RunLibraryModel::TtftColumn:
    case RunLibraryModel::TpsColumn: {
        const Metric metric = column == RunLibraryModel::TtftColumn ? Metric::Ttft : Metric::Tps;
        painter.setPen(theme.text);
        drawTabular(painter, line, Qt::AlignRight | Qt::AlignVCenter, theme.body, meanText(series, metric));
        break;
    }
    default:
        break;
    }
}

void RunLibraryDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                              const QModelIndex &) const
{
    constexpr int height = 32;
    editor->setGeometry(option.rect.left(), option.rect.top() + (option.rect.height() - height) / 2,
                        option.rect.width(), height);
}

bool RunLibraryDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &,
                                   const QModelIndex &index)
{
    const RunEntry *run = m_model.entry(m_filter.mapToSource(index));
    if (!run)
        return false;
    QStringList lines {runTitle(*run)};
    if (!run->problem.isEmpty())
        lines << run->problem;
    else if (run->started.isValid())
        lines << QLocale().toString(run->started.toLocalTime(), QLocale::LongFormat);
    if (!run->notes.isEmpty())
        lines << run->notes;
    QToolTip::showText(event->globalPos(), lines.join(QLatin1Char('\n')), view);
    return true;
}

}
