// SPDX-License-Identifier: Apache-2.0
#include "compare/distributionpanel.h"

#include "chart/boxchart.h"
#include "chart/xychart.h"
#include "controls/card.h"
#include "controls/labels.h"
#include "controls/segmentedcontrol.h"
#include "controls/spacing.h"
#include "figure/charts.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

constexpr int chartHeight = 280;
constexpr int boxRowHeight = 36;

Card *chartCard(const QString &title, QWidget *chart, const QString &note, QWidget *parent)
{
    auto *card = new Card(title, {}, parent);
    chart->setAccessibleName(title);
    card->body()->addWidget(chart, 1);
    card->body()->addWidget(noteLabel(note, parent));
    return card;
}

QStringList metricTitles()
{
    QStringList titles;
    for (const Metric metric : singleMetrics)
        titles.append(info(metric).title);
    return titles;
}

}

DistributionPanel::DistributionPanel(QWidget *parent)
    : QWidget(parent)
    , m_metric(new SegmentedControl(metricTitles(), this))
    , m_test(new QComboBox(this))
    , m_boxes(new BoxChart(this))
    , m_ecdf(new XyChart(this))
    , m_sequence(new XyChart(this))
{
    m_metric->setAccessibleName(tr("Metric"));
    m_test->setAccessibleName(tr("Test"));
    m_test->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_ecdf->setMinimumHeight(chartHeight);
    m_sequence->setMinimumHeight(chartHeight);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(spacing::medium);
    grid->addWidget(makeChoices(), 0, 0, 1, 2);
    grid->addWidget(chartCard(tr("Spread"), m_boxes,
                              tr("Box: the middle half of the requests; line: 5th to 95th percentile; stroke and "
                                 "number: the median."),
                              this),
                    1, 0, 1, 2);
    grid->addWidget(chartCard(tr("Share of requests within a value"), m_ecdf,
                              tr("Further left is faster for times; for TPS further right."), this),
                    2, 0);
    grid->addWidget(chartCard(tr("Request by request"), m_sequence,
                              tr("Cold requests are always among these: a cold start leaps up, heat climbs."), this),
                    2, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    connect(m_metric, &SegmentedControl::currentIndexChanged, this, &DistributionPanel::draw);
    connect(m_test, &QComboBox::currentIndexChanged, this, &DistributionPanel::draw);
}

QWidget *DistributionPanel::makeChoices()
{
    auto *choices = new QWidget(this);
    auto *row = new QHBoxLayout(choices);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::medium);
    row->addWidget(m_metric);
    row->addWidget(m_test);
    row->addStretch();
    return choices;
}

DistributionChoice DistributionPanel::choice() const
{
    return {.metric = singleMetrics.at(static_cast<std::size_t>(m_metric->currentIndex())),
            .test = m_test->currentIndex() > 0 ? m_test->currentText() : QString()};
}

void DistributionPanel::setComparison(const Comparison &comparison)
{
    m_comparison = comparison;
    const QSignalBlocker quiet(m_test);
    const QString chosen = m_test->currentText();
    m_test->clear();
    m_test->addItem(tr("All tests"));
    for (const QString &test : testNames(comparison))
        m_test->addItem(test);
    m_test->setCurrentIndex(std::max(0, m_test->findText(chosen)));
    draw();
}

void DistributionPanel::draw()
{
    const Theme &theme = currentTheme();
    const BoxFigure boxes = boxFigure(m_comparison, choice(), theme);
    m_boxes->setFixedHeight(60 + boxRowHeight * std::max(1, static_cast<int>(boxes.rows.size())));
    m_boxes->setFigure(boxes);
    m_ecdf->setFigure(ecdfFigure(m_comparison, choice(), theme));
    m_sequence->setFigure(sequenceFigure(m_comparison, choice(), theme));
    // Exported charts are of all tests.
    const DistributionCharts charts =
        choice().test.isEmpty() ? distributionCharts(choice().metric) : DistributionCharts();
    m_boxes->setDraggedChart(charts.spread);
    m_ecdf->setDraggedChart(charts.shares);
    m_sequence->setDraggedChart(charts.requests);
}

}
