// SPDX-License-Identifier: Apache-2.0
#include "compare/sweeppanel.h"

#include "chart/xychart.h"
#include "controls/card.h"
#include "controls/labels.h"
#include "controls/segmentedcontrol.h"
#include "controls/spacing.h"
#include "figure/charts.h"
#include "metrics/loadsummary.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>

#include <algorithm>

namespace streamgauge {

namespace {

constexpr int chartHeight = 280;

bool needsSlo(SweepView view)
{
    return view == SweepView::Goodput || view == SweepView::WithinSlo;
}

}

SweepPanel::SweepPanel(QWidget *parent)
    : QWidget(parent)
    , m_test(new QComboBox(this))
    , m_percentile(new SegmentedControl({tr("p50"), tr("p95"), tr("p99")}, this))
    , m_slo(mutedLabel({}, this))
{
    struct About
    {
        SweepView view;
        QString title;
        QString note;
    };
    const std::array abouts {
        About {SweepView::Throughput, tr("Throughput against load"),
               tr("“saturated”: beyond it throughput hardly grows, or goodput falls.")},
        About {SweepView::Ttft, tr("TTFT against load"),
               tr("That share of requests waited no longer for its first token.")},
        About {SweepView::Goodput, tr("Goodput against load"),
               tr("Requests a second within every SLO; the faint line counts all that completed.")},
        About {SweepView::WithinSlo, tr("Requests within every SLO"),
               tr("Of all that ended; a failed request is never within.")},
        About {SweepView::Tpot, tr("TPOT against load"), tr("Time per output token, of each request its mean.")},
        About {SweepView::TotalTime, tr("Total Time against load"), tr("From sending to the end of the answer.")},
        About {SweepView::StreamTps, tr("One stream against load"),
               tr("What a reader of one answer sees, on average.")},
        About {SweepView::Pareto, tr("TTFT against throughput"),
               tr("Each point is a level of load; to the right and down is better.")},
    };
    m_slo->setWordWrap(true);
    m_slo->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(spacing::medium);
    grid->addWidget(makeChoices(), 0, 0, 1, 2);
    grid->addWidget(m_slo, 1, 0, 1, 2);
    for (const About &about : abouts) {
        auto *card = new Card(about.title, {}, this);
        auto *chart = new XyChart(card);
        chart->setMinimumHeight(chartHeight);
        chart->setAccessibleName(about.title);
        card->body()->addWidget(chart, 1);
        card->body()->addWidget(noteLabel(about.note, card));
        const auto place = static_cast<int>(m_pictures.size());
        grid->addWidget(card, 2 + place / 2, place % 2);
        m_pictures.push_back({about.view, card, chart});
    }
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    connect(m_test, &QComboBox::currentIndexChanged, this, &SweepPanel::draw);
    connect(m_percentile, &SegmentedControl::currentIndexChanged, this, &SweepPanel::draw);
}

QWidget *SweepPanel::makeChoices()
{
    auto *choices = new QWidget(this);
    m_test->setAccessibleName(tr("Test"));
    m_test->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_percentile->setAccessibleName(tr("Percentile of TTFT, TPOT and Total Time"));
    m_percentile->setCurrentIndex(static_cast<int>(LatencyPercentile::P95));
    auto *row = new QHBoxLayout(choices);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::medium);
    row->addWidget(m_percentile);
    row->addWidget(m_test);
    row->addStretch();
    return choices;
}

LatencyPercentile SweepPanel::percentile() const
{
    return static_cast<LatencyPercentile>(m_percentile->currentIndex());
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
    const QString test = m_test->currentText();
    const std::vector<Sweep> sweeps = sweepsOf(m_comparison);
    const bool hasSlo =
        std::ranges::any_of(sweeps, [&](const Sweep &sweep) { return sweep.test == test && hasObjective(sweep.slo); });
    const QString said = sloFinding(m_comparison, test);
    m_slo->setText(!hasSlo ? howToStateSlos() : said.isEmpty() ? QString() : said + u'.');
    m_slo->setVisible(!m_slo->text().isEmpty());
    // Legends of many series take their height from the plots.
    const int legendHeight = 16 * std::clamp(static_cast<int>(m_comparison.series.size()) / 3 - 1, 0, 5);
    for (const Picture &picture : m_pictures) {
        picture.chart->setMinimumHeight(chartHeight + legendHeight);
        picture.card->setVisible(hasSlo || !needsSlo(picture.view));
        picture.chart->setFigure(sweepFigure(m_comparison, picture.view, test, currentTheme(), percentile()));
        // Exported charts are of the first test, at p95.
        const bool isUsual = m_test->currentIndex() <= 0 && percentile() == LatencyPercentile::P95;
        picture.chart->setDraggedChart(isUsual ? chartName(picture.view) : QString());
    }
}

}
