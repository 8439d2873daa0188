// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/roofline.h"
#include "compare/comparison.h"
#include "table/tabledata.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;

namespace streamgauge {

class Card;
class DataTable;
class XyChart;

/// Why the series are as fast as they are: TPS against what their memory allows, and what that means for other models
/// and goals.
class RooflinePanel : public QWidget
{
    Q_OBJECT

public:
    explicit RooflinePanel(QWidget *parent = nullptr);

    /// @p colors holds one for each series.
    void setComparison(const Comparison &comparison, const std::vector<QColor> &colors);

private:
    Card *makeWhatIf();
    void fillChoices();
    void predict();

    Comparison m_comparison;
    Roofline m_roofline;
    XyChart *m_chart;
    DataTable *m_table;
    QLabel *m_sentences;
    Card *m_prefillCard;
    DataTable *m_prefill;
    Card *m_whatIfCard = nullptr;
    QComboBox *m_hardware = nullptr; ///< whose effective bandwidth; an item's data is its index
    QDoubleSpinBox *m_gbPerToken = nullptr;
    QLabel *m_predicted = nullptr;
    QComboBox *m_today = nullptr; ///< which series the goal is for
    QDoubleSpinBox *m_goal = nullptr;
    QLabel *m_need = nullptr;
};

}
