// SPDX-License-Identifier: Apache-2.0
#include "endpoints/endpointsmodel.h"

#include "endpoint/endpointsfile.h"
#include "endpointmonitor.h"
#include "endpointstore.h"

namespace streamgauge {

EndpointsModel::EndpointsModel(EndpointStore &store, EndpointMonitor &monitor, QObject *parent)
    : QAbstractTableModel(parent)
    , m_store(store)
    , m_monitor(monitor)
    , m_rows(static_cast<int>(store.endpoints().size()))
{
    connect(&store, &EndpointStore::changed, this, &EndpointsModel::reset);
    connect(&monitor, &EndpointMonitor::statusChanged, this, [this] {
        if (m_rows > 0)
            Q_EMIT dataChanged(index(0, State), index(m_rows - 1, State));
    });
}

int EndpointsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int EndpointsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EndpointsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)
        || index.row() >= static_cast<int>(m_store.endpoints().size()))
        return {};
    const Endpoint &endpoint = m_store.endpoints()[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case Qt::ToolTipRole:
        return index.column() == State ? m_monitor.status(endpoint).detail : text(index.row(), index.column());
    case StateRole:
        return static_cast<int>(m_monitor.status(endpoint).state);
    default:
        return {};
    }
}

QVariant EndpointsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[ColumnCount] {tr("Label"), tr("URL"), tr("Model"), tr("Hardware"), tr("State")};
    return titles[section];
}

void EndpointsModel::reset()
{
    beginResetModel();
    m_rows = static_cast<int>(m_store.endpoints().size());
    endResetModel();
}

QString EndpointsModel::text(int row, int column) const
{
    const Endpoint &endpoint = m_store.endpoints()[static_cast<std::size_t>(row)];
    switch (column) {
    case Label:
        return endpoint.label;
    case Address:
        if (!endpoint.simulation)
            return withoutCredentials(endpoint.url);
        return m_store.isSaved(row) ? tr("built-in simulator") : tr("built-in simulator, this session");
    case Model:
        return endpoint.model.isEmpty() ? tr("asked from the server") : endpoint.model;
    case Hardware:
        return endpoint.hardware;
    case State: {
        const EndpointStatus status = m_monitor.status(endpoint);
        const QString word = toString(status.state);
        return status.detail.isEmpty() ? word : QStringLiteral("%1 · %2").arg(word, status.detail);
    }
    default:
        return {};
    }
}

}
