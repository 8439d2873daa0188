// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/runlibraryfilter.h"
#include "models/runlibrarymodel.h"

#include <QStyledItemDelegate>

class QTreeView;

namespace streamgauge {

/// Paints a run in two lines, and beside it one line for each of its series while they are not rows of their own.
class RunLibraryDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    RunLibraryDelegate(const RunLibraryModel &model, const RunLibraryFilter &filter, QTreeView *view);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    std::vector<const SeriesSummary *> shownSeries(const QModelIndex &index) const;
    void paintTitle(QPainter &painter, const QRect &area, const QModelIndex &source) const;
    void paintSeriesLine(QPainter &painter, const QRect &line, int column, const SeriesSummary &series) const;

    const RunLibraryModel &m_model;
    const RunLibraryFilter &m_filter;
    QTreeView *m_view;
};

}
