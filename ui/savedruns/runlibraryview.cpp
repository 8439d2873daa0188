// SPDX-License-Identifier: Apache-2.0
#include "savedruns/runlibraryview.h"

#include "runfile/bundledruns.h"
#include "savedruns/runlibrarydelegate.h"
#include "stylesheet.h"
#include "theme/theme.h"

#include <QContextMenuEvent>
#include <QDrag>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QPainter>

#include <algorithm>

namespace streamgauge {

namespace {

/// What follows the mouse: how many, not a picture of the rows.
QPixmap dragPicture(const QString &text, double ratio)
{
    const Theme &theme = currentTheme();
    const QSize size(QFontMetrics(theme.body).horizontalAdvance(text) + 24, 30);
    QPixmap pixmap(size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.accent);
    painter.setBrush(theme.accentTint);
    painter.drawRoundedRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1), 14, 14);
    painter.setFont(theme.body);
    painter.setPen(theme.text);
    painter.drawText(QRect(QPoint(), size), Qt::AlignCenter, text);
    return pixmap;
}

}

RunLibraryView::RunLibraryView(RunLibraryModel &model, RunLibraryFilter &filter, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
    , m_filter(filter)
{
    setModel(&filter);
    setItemDelegate(new RunLibraryDelegate(model, filter, this));
    setAccessibleName(tr("Saved runs"));
    setSelectionMode(ExtendedSelection);
    setEditTriggers(EditKeyPressed);
    setExpandsOnDoubleClick(false);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setSortingEnabled(true);
    sortByColumn(RunLibraryModel::StartedColumn, Qt::DescendingOrder);
    setAllColumnsShowFocus(false); // drawRow() shows it; the style would fill the row with grey
    setIndentation(20);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    // Rows are filled as a whole in drawRow().
    setStyleSheet(QStringLiteral("QTreeView { selection-background-color: transparent; show-decoration-selected: 0; }"
                                 "QTreeView::item, QTreeView::item:hover, QTreeView::item:selected,"
                                 "QTreeView::branch, QTreeView::branch:selected { background: transparent; }"));
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(false);
    header()->setSectionResizeMode(QHeaderView::Interactive);
    header()->setSectionResizeMode(RunLibraryModel::TitleColumn, QHeaderView::Stretch);
    header()->resizeSection(RunLibraryModel::StartedColumn, 112);
    header()->resizeSection(RunLibraryModel::ModelsColumn, 172);
    header()->resizeSection(RunLibraryModel::ModeColumn, 72);
    header()->resizeSection(RunLibraryModel::TtftColumn, 84);
    header()->resizeSection(RunLibraryModel::TpsColumn, 72);
}

QModelIndexList RunLibraryView::selectedSources() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::ranges::sort(
        rows, [this](const QModelIndex &a, const QModelIndex &b) { return visualRect(a).top() < visualRect(b).top(); });
    for (QModelIndex &row : rows)
        row = m_filter.mapToSource(row);
    return rows;
}

std::vector<SeriesReference> RunLibraryView::selectedReferences() const
{
    return references(m_model, selectedSources());
}

QStringList RunLibraryView::selectedPaths() const
{
    QStringList paths;
    for (const QModelIndex &row : selectedSources())
        if (const QString &path = m_model.entry(row)->path; !paths.contains(path))
            paths << path;
    return paths;
}

void RunLibraryView::renameCurrent()
{
    QModelIndex index = currentIndex();
    if (index.parent().isValid())
        index = index.parent();
    if (index.isValid())
        edit(index.siblingAtColumn(RunLibraryModel::TitleColumn));
}

bool RunLibraryView::event(QEvent *event)
{
    if (event->type() == QEvent::StyleChange)
        scheduleDelayedItemsLayout();
    return QTreeView::event(event);
}

void RunLibraryView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return Q_EMIT openRequested();
    case Qt::Key_Delete:
        return Q_EMIT deleteRequested();
    case Qt::Key_F2:
        return renameCurrent();
    default:
        QTreeView::keyPressEvent(event);
    }
}

void RunLibraryView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && indexAt(event->pos()).isValid())
        Q_EMIT openRequested();
}

void RunLibraryView::contextMenuEvent(QContextMenuEvent *event)
{
    const QStringList paths = selectedPaths();
    if (paths.isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [menu](const QString &text, const QKeySequence &keys, bool enabled, auto action) {
        QAction *entry = menu->addAction(text, action);
        entry->setShortcut(keys);
        entry->setEnabled(enabled);
    };
    const bool readable = !selectedReferences().empty();
    const bool mine = std::ranges::none_of(paths, isBundled);
    add(tr("Open in Compare"), Qt::Key_Return, readable, [this] { Q_EMIT openRequested(); });
    menu->addSeparator();
    add(tr("Rename"), Qt::Key_F2, readable && mine && paths.size() == 1, [this] { renameCurrent(); });
    add(tr("Show in folder"), {}, mine && paths.size() == 1, [this] { Q_EMIT revealRequested(); });
    add(tr("Move to trash"), Qt::Key_Delete, mine, [this] { Q_EMIT deleteRequested(); });
    menu->popup(event->reason() == QContextMenuEvent::Keyboard
                    ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft())
                    : event->globalPos());
}

void RunLibraryView::startDrag(Qt::DropActions)
{
    const std::vector<SeriesReference> dragged = selectedReferences();
    if (dragged.empty())
        return;
    const QModelIndex first = selectedSources().front();
    const QString text = dragged.size() == 1 ? m_model.data(first.siblingAtColumn(0)).toString()
                                             : tr("%1 runs or models").arg(dragged.size());
    auto *drag = new QDrag(this);
    drag->setMimeData(toMimeData(dragged).release());
    drag->setPixmap(dragPicture(text, devicePixelRatioF()));
    drag->setHotSpot({-12, -8});
    drag->exec(Qt::CopyAction);
}

void RunLibraryView::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = currentTheme();
    const QRect row(0, option.rect.top(), viewport()->width(), option.rect.height());
    if (selectionModel()->isSelected(index))
        painter->fillRect(row, theme.accentTint);
    const bool last = !indexBelow(index).isValid();
    if (!last)
        painter->fillRect(QRect(0, row.bottom(), row.width(), 1), theme.gridLine);
    QTreeView::drawRow(painter, option, index);
    if (hasFocus() && index.siblingAtColumn(0) == currentIndex().siblingAtColumn(0)) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(theme.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(row).adjusted(1, 1, -1, -2), 5, 5);
        painter->restore();
    }
}

void RunLibraryView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    Q_EMIT selectionEdited();
}

}
