// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/comparison.h"

#include <QWidget>

class QLabel;

namespace streamgauge {

class Card;
class DataTable;
class DumbbellChart;

/// What each model lost when all ran together, against alone; or how to measure it.
class InterferencePanel : public QWidget
{
    Q_OBJECT

public:
    explicit InterferencePanel(QWidget *parent = nullptr);

    void setComparison(const Comparison &comparison, const std::vector<QColor> &colors);

private:
    DumbbellChart *m_chart;
    QLabel *m_note = nullptr;
    DataTable *m_table;
    Card *m_tableCard;
};

}
