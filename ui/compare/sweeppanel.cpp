// SPDX-License-Identifier: Apache-2.0
#include "compare/sweeppanel.h"

#include "chart/xychart.h"
#include "controls/card.h"
#include "controls/labels.h"
#include "controls/spacing.h"
#include "figure/sweepfigures.h"

#include <QComboBox>
#include <QGridLayout>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

constexpr int chartHeight = 280;

}

SweepPanel::SweepPanel(QWidget *parent)
    : QWidget(parent)
    , m_test(new QComboBox(this))
{
    const std::array titles {tr("Throughput against load"), tr("TTFT against load"), tr("One stream against load"),
                             tr("TTFT against throughput")};
    const std::array notes {tr("“saturated”: beyond it throughput hardly grows, or goodput falls."),
                            tr("19 of 20 requests waited no longer."), tr("What a reader of one answer sees."),
                            tr("Each point is a level of load; to the right and down is better.")};
    m_test->setAccessibleName(tr("Test"));
    m_test->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(spacing::medium);
    grid->addWidget(m_test, 0, 0, Qt::AlignLeft);
    for (std::size_t i = 0; i < m_charts.size(); ++i) {
        auto *card = new Card(titles[i], {}, this);
        m_charts[i] = new XyChart(card);
        m_charts[i]->setMinimumHeight(chartHeight);
        m_charts[i]->setAccessibleName(titles[i]);
        card->body()->addWidget(m_charts[i], 1);
        card->body()->addWidget(noteLabel(notes[i], card));
        grid->addWidget(card, 1 + static_cast<int>(i) / 2, static_cast<int>(i) % 2);
    }
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    connect(m_test, &QComboBox::currentIndexChanged, this, &SweepPanel::draw);
}

bool SweepPanel::setComparison(const Comparison &comparison)
{
    m_comparison = comparison;
    const std::vector<QString> tests = sweptTests(sweepsOf(comparison));
    const QSignalBlocker quiet(m_test);
    const QString chosen = m_test->currentText();
    m_test->clear();
    for (const QString &test : tests)
        m_test->addItem(test);
    m_test->setCurrentIndex(std::max(0, m_test->findText(chosen)));
    m_test->setVisible(tests.size() > 1);
    draw();
    return !tests.empty();
}

void SweepPanel::draw()
{
    constexpr std::array views {SweepView::Throughput, SweepView::Ttft, SweepView::StreamTps, SweepView::Pareto};
    for (std::size_t i = 0; i < views.size(); ++i)
        m_charts[i]->setFigure(sweepFigure(m_comparison, views[i], m_test->currentText(), currentTheme()));
}

}
