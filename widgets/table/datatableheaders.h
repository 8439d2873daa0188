// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHeaderView>

namespace streamgauge {

/// Column titles over right-aligned numbers, in two lines where they need them.
class ColumnHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit ColumnHeader(QWidget *parent = nullptr);

    int neededHeight() const;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;

private:
    int besideValues(int section) const; ///< what a column's notes take to the right of its values
    /// Whether every title fits in one line right above its numbers; else all are over the whole cells.
    bool fitOverValues() const;
    QRect textArea(const QRect &rect, int logicalIndex) const;
};

/// Row titles: a dot in the series' colour, the title, a muted note. Sections in bold.
class RowHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit RowHeader(QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;
    bool viewportEvent(QEvent *event) override;
};

}
