// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/runlibraryfilter.h"
#include "models/runlibrarymodel.h"

#include <QTreeView>

namespace streamgauge {

/// The table of saved runs. Rows are dragged out as series and as files.
class RunLibraryView : public QTreeView
{
    Q_OBJECT

public:
    RunLibraryView(RunLibraryModel &model, RunLibraryFilter &filter, QWidget *parent = nullptr);

    /// The rows selected, in the order they are shown.
    std::vector<SeriesReference> selectedReferences() const;
    QStringList selectedPaths() const; ///< of runs, unreadable ones too
    void renameCurrent();

Q_SIGNALS:
    void openRequested();
    void deleteRequested();
    void revealRequested();
    void selectionEdited();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void startDrag(Qt::DropActions supportedActions) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    QModelIndexList selectedSources() const;

    RunLibraryModel &m_model;
    RunLibraryFilter &m_filter;
};

}
