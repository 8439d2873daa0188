// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"
#include "table/tabledata.h"

#include <QWidget>

namespace streamgauge {

class Card;
class DataTable;
class TelemetryChart;

/// A row a series with energy or figures of its server.
TableData serverAndGpuTable(const Comparison &comparison, const std::vector<QColor> &colors);

/// What servers and GPUs did during the runs; or how it comes into a run.
class TelemetryPanel : public QWidget
{
    Q_OBJECT

public:
    explicit TelemetryPanel(QWidget *parent = nullptr);

    void setComparison(const Comparison &comparison, const std::vector<QColor> &colors);

private:
    TelemetryChart *m_chart;
    DataTable *m_table;
    Card *m_tableCard;
};

}
