// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "controls/statelabel.h"

#include <QAbstractTableModel>

namespace streamgauge {

class EndpointMonitor;
class EndpointStore;

/// The store's endpoints as rows, with the state the monitor knows.
class EndpointsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Label, Address, Model, Hardware, State, ColumnCount };
    enum Role { StateRole = Qt::UserRole };

    EndpointsModel(EndpointStore &store, EndpointMonitor &monitor, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void reset();
    QString text(int row, int column) const;

    EndpointStore &m_store;
    EndpointMonitor &m_monitor;
    int m_rows = 0; ///< as announced: the store may be ahead while a reset is under way
};

}
