// SPDX-License-Identifier: Apache-2.0
#include "compare/interferencepanel.h"

#include "chart/dumbbellchart.h"
#include "compare/comparisontables.h"
#include "controls/card.h"
#include "controls/labels.h"
#include "controls/spacing.h"
#include "figure/interferencefigure.h"
#include "table/datatable.h"

#include <QVBoxLayout>

namespace streamgauge {

namespace {

constexpr int rowHeight = 36;
constexpr int aroundRows = 84; ///< note, title, axis
constexpr int messageHeight = 160;

}

InterferencePanel::InterferencePanel(QWidget *parent)
    : QWidget(parent)
    , m_chart(new DumbbellChart(this))
    , m_table(new DataTable(this))
    , m_tableCard(new Card(tr("What each lost when all ran together"), {}, this))
{
    const QString title = tr("Alone against together");
    auto *card = new Card(title, {}, this);
    m_chart->setAccessibleName(title);
    m_chart->setDraggedChart(QStringLiteral("interference"));
    m_table->setAccessibleName(tr("What each lost when all ran together"));
    card->body()->addWidget(m_chart, 1);
    m_note =
        noteLabel(tr("Geometric means over tests and load levels, so that each weighs alike. Grey: the 95 % interval "
                     "includes no change."),
                  card);
    card->body()->addWidget(m_note);
    m_tableCard->body()->addWidget(m_table);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::medium);
    column->addWidget(card);
    column->addWidget(m_tableCard);
    column->addStretch();
}

void InterferencePanel::setComparison(const Comparison &comparison, const std::vector<QColor> &colors)
{
    const DumbbellFigure figure = interferenceFigure(comparison, currentTheme());
    const auto rows = static_cast<int>(figure.rows.size());
    m_chart->setFixedHeight(rows > 0 ? aroundRows + rows * rowHeight : messageHeight);
    m_chart->setFigure(figure);
    m_note->setVisible(rows > 0);
    m_table->setTable(interferenceTable(comparison, colors));
    m_tableCard->setVisible(rows > 0);
}

}
