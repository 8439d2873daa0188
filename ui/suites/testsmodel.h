// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "suite/suite.h"

#include <QAbstractTableModel>

namespace streamgauge {

/// A suite's tests as rows.
class TestsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Purpose, KeyMetric, Prompt, MaxTokens, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setTests(std::vector<Test> tests);
    const std::vector<Test> &tests() const { return m_tests; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<Test> m_tests;
};

}
