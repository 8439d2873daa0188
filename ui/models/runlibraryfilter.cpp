// SPDX-License-Identifier: Apache-2.0
#include "models/runlibraryfilter.h"

#include "models/runlibrarymodel.h"

#include <algorithm>

namespace streamgauge {

RunLibraryFilter::RunLibraryFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setSortLocaleAware(true);
}

void RunLibraryFilter::setSearch(const QString &text)
{
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool RunLibraryFilter::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    if (sourceParent.isValid()) // a run that is shown is shown with all its series
        return true;
    const auto &model = static_cast<const RunLibraryModel &>(*sourceModel());
    const QString text = searchText(*model.entry(model.index(sourceRow, 0)));
    return std::ranges::all_of(m_words, [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool RunLibraryFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    if (left.parent().isValid()) // series stay in the order they ran
        return sortOrder() == Qt::AscendingOrder ? left.row() < right.row() : left.row() > right.row();
    const bool leftEmpty = left.data().toString().isEmpty();
    const bool rightEmpty = right.data().toString().isEmpty();
    if (leftEmpty != rightEmpty)
        return sortOrder() == Qt::AscendingOrder ? rightEmpty : leftEmpty;
    return QSortFilterProxyModel::lessThan(left, right);
}

}
