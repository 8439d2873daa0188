// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace streamgauge {

/// Runs that hold every word of a search, sorted by any column; what has no value comes last either way.
class RunLibraryFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit RunLibraryFilter(QObject *parent = nullptr);

    void setSearch(const QString &text);

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QStringList m_words;
};

}
