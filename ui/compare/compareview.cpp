// SPDX-License-Identifier: Apache-2.0
#include "compare/compareview.h"

#include "chart/speedtestchart.h"
#include "checks/checkstrip.h"
#include "compare/comparisonnotices.h"
#include "compare/comparisontables.h"
#include "compare/distributionpanel.h"
#include "compare/interferencepanel.h"
#include "compare/judgement.h"
#include "compare/picturedrag.h"
#include "compare/recommendationcard.h"
#include "compare/rooflinepanel.h"
#include "compare/sweep.h"
#include "compare/sweeppanel.h"
#include "compare/telemetrypanel.h"
#include "compare/timelinepanel.h"
#include "controls/card.h"
#include "controls/labels.h"
#include "controls/notice.h"
#include "controls/segmentedcontrol.h"
#include "controls/spacing.h"
#include "figure/figureseries.h"
#include "table/datatable.h"

#include <QCheckBox>
#include <QDrag>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QImage>
#include <QPixmap>
#include <QVBoxLayout>

#include <algorithm>

namespace streamgauge {

namespace {

constexpr int chartHeight = 276;

std::vector<QColor> colorsOf(const Comparison &comparison)
{
    std::vector<QColor> colors;
    for (const FigureSeries &series : figureSeries(comparison, currentTheme()))
        colors.push_back(series.paint.color);
    return colors;
}

Card *tableCard(const QString &title, DataTable *table, QWidget *parent)
{
    auto *card = new Card(title, {}, parent);
    table->setAccessibleName(title);
    card->body()->addWidget(table);
    return card;
}

}

CompareView::CompareView(QWidget *parent)
    : QWidget(parent)
    , m_choice(new SegmentedControl({tr("Overview"), tr("Distributions"), tr("Timelines"), tr("Sweeps"),
                                     tr("Interference"), tr("Server and GPU"), tr("Limits")},
                                    this))
    , m_chart(new SpeedTestChart(this))
    , m_checks(new CheckStrip(this))
    , m_recommendations(new RecommendationCard(this))
    , m_notices(new QGridLayout)
    , m_overall(new DataTable(this))
    , m_perTest(new DataTable(this))
    , m_expected(new DataTable(this))
    , m_legend(noteLabel(tr("Bold: best. Green and red: shown to be better and worse than the baseline, by a "
                            "permutation test corrected for all of these comparisons and a 95 % interval; grey: no "
                            "difference shown. More in each cell's tool tip."),
                         this))
    , m_distributions(new DistributionPanel(this))
    , m_sweeps(new SweepPanel(this))
    , m_interference(new InterferencePanel(this))
    , m_telemetry(new TelemetryPanel(this))
    , m_timelines(new TimelinePanel(this))
    , m_roofline(new RooflinePanel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::medium);
    column->addWidget(makeFinding());
    column->addWidget(m_choice, 0, Qt::AlignLeft);
    m_views = {makeOverview(), m_distributions, m_timelines, m_sweeps, m_interference, m_telemetry, m_roofline};
    m_choice->setSegmentToolTip(TimelineView, tr("Tokens of single requests over time"));
    m_choice->setSegmentToolTip(SweepView, tr("Tests at several levels of load"));
    m_choice->setSegmentToolTip(InterferenceView, tr("Each endpoint alone against all together"));
    for (QWidget *view : std::as_const(m_views))
        column->addWidget(view);
    column->addStretch();
    m_chart->setDraggedChart(QStringLiteral("speed-test"));
    for (FigureView *figure : findChildren<FigureView *>())
        connect(figure, &FigureView::dragStarted, this, &CompareView::drag);
    connect(m_choice, &SegmentedControl::currentIndexChanged, this, &CompareView::showView);
    showView(OverviewView);
}

QWidget *CompareView::makeOverview()
{
    auto *overview = new QWidget(this);
    m_chart->setMinimumHeight(chartHeight);
    m_notices->setSpacing(spacing::small);
    auto *column = new QVBoxLayout(overview);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::medium);
    column->addWidget(m_chart);
    column->addWidget(m_checks);
    column->addWidget(m_recommendations);
    column->addLayout(m_notices);
    column->addWidget(tableCard(tr("Averages over all tests"), m_overall, overview));
    m_expectedCard = tableCard(tr("Expected against actual"), m_expected, overview);
    column->addWidget(m_expectedCard);
    Card *perTest = tableCard(tr("Test by test"), m_perTest, overview);
    perTest->body()->addWidget(m_legend);
    column->addWidget(perTest);
    return overview;
}

void CompareView::drag(const QString &chart)
{
    std::unique_ptr<QMimeData> picture = draggedPicture(m_comparison, chart, m_dragged);
    if (!picture)
        return;
    constexpr QSize preview(240, 135);
    auto *drag = new QDrag(this);
    const auto image = qvariant_cast<QImage>(picture->imageData());
    drag->setPixmap(QPixmap::fromImage(image.scaled(preview, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
    drag->setMimeData(picture.release());
    drag->exec(Qt::CopyAction);
}

void CompareView::showView(int view)
{
    if (!m_comparison.series.empty() && std::exchange(m_stale[static_cast<std::size_t>(view)], false))
        updateView(view);
    for (int i = 0; i < static_cast<int>(m_views.size()); ++i)
        m_views[i]->setVisible(i == view);
}

QWidget *CompareView::makeFinding()
{
    auto *top = new QWidget(this);
    m_finding = headingLabel({}, top);
    m_finding->setWordWrap(true);
    m_finding->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_conditions = mutedLabel({}, top);
    m_conditions->setWordWrap(true);
    m_conditions->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_withCold = new QCheckBox(tr("With cold requests"), top);
    m_withCold->setToolTip(tr("Mix the first request to each endpoint into the averages"));
    auto *grid = new QGridLayout(top);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(2);
    grid->setHorizontalSpacing(spacing::large);
    grid->addWidget(m_finding, 0, 0, 1, 2);
    grid->addWidget(m_conditions, 1, 0);
    grid->addWidget(m_withCold, 1, 1, Qt::AlignTop | Qt::AlignRight);
    grid->setColumnStretch(0, 1);
    connect(m_withCold, &QCheckBox::toggled, this,
            [this](bool with) { Q_EMIT coldChanged(with ? ColdRequests::Included : ColdRequests::Apart); });
    return top;
}

void CompareView::setComparison(const Comparison &comparison)
{
    m_comparison = comparison;
    m_conditions->setText(conditions(comparison));
    const QSignalBlocker quiet(m_withCold);
    m_withCold->setChecked(comparison.cold == ColdRequests::Included);
    m_withCold->setVisible(
        std::ranges::any_of(comparison.series, [](const SeriesSummary &series) { return !series.cold.empty(); }));
    m_chart->setComparison(comparison);
    m_legend->setVisible(comparison.series.size() > 1);
    m_checks->setFindings(checksBeyondNotices(comparison));
    showNotices();
    const bool hasSweeps = !sweepsOf(comparison).empty();
    m_choice->setSegmentEnabled(SweepView, hasSweeps);
    if (!hasSweeps && m_choice->currentIndex() == SweepView)
        m_choice->setCurrentIndex(OverviewView);
    m_stale.fill(true);
    judgeAnew();
    showView(m_choice->currentIndex());
}

/// Of many series what the statistics say comes later; until then the figures stand without it.
void CompareView::judgeAnew()
{
    const int generation = ++m_generation;
    if (isJudgedAtOnce(m_comparison))
        return show(judge(m_comparison));
    m_judges.clear(); // what has not begun is not wanted any more
    show({.tested = {}, .finding = tr("Working out what can be said of these series…"), .recommendations = {}});
    m_judges.start([this, generation, comparison = m_comparison] {
        Judgement judgement = judge(comparison);
        QMetaObject::invokeMethod(
            this,
            [this, generation, result = std::move(judgement)] {
                if (generation == m_generation)
                    show(result);
            },
            Qt::QueuedConnection);
    });
}

void CompareView::show(const Judgement &judgement)
{
    m_tested = judgement.tested;
    m_finding->setText(judgement.finding);
    m_recommendations->setRecommendations(judgement.recommendations);
    showTables();
}

void CompareView::showNotices()
{
    const std::vector<ComparisonNotice> notices = comparisonNotices(m_comparison);
    while (m_noticeWidgets.size() < static_cast<qsizetype>(notices.size()))
        m_noticeWidgets.append(new Notice(this));
    for (Notice *notice : std::as_const(m_noticeWidgets)) {
        m_notices->removeWidget(notice);
        notice->hide();
    }
    const auto count = static_cast<int>(notices.size());
    for (int i = 0; i < count; ++i) {
        const ComparisonNotice &said = notices[static_cast<std::size_t>(i)];
        Notice *notice = m_noticeWidgets[i];
        const bool alone = i == count - 1 && i % 2 == 0;
        m_notices->addWidget(notice, i / 2, i % 2, 1, alone ? 2 : 1);
        notice->say(said.warning ? Notice::Level::Warning : Notice::Level::Info, said.text, said.title);
    }
    m_notices->setColumnStretch(0, 1);
    m_notices->setColumnStretch(1, count > 1 ? 1 : 0);
}

void CompareView::showTables()
{
    const std::vector<QColor> colors = colorsOf(m_comparison);
    m_overall->setTable(overallTable(m_comparison, m_tested, colors));
    m_perTest->setTable(perTestTable(m_comparison, m_tested, colors));
    const TableData expected = expectedTable(m_comparison, colors);
    m_expectedCard->setVisible(!expected.rows.empty());
    m_expected->setTable(expected);
}

void CompareView::updateView(int view)
{
    const std::vector<QColor> colors = colorsOf(m_comparison);
    switch (view) {
    case DistributionView:
        return m_distributions->setComparison(m_comparison);
    case TimelineView:
        return m_timelines->setComparison(m_comparison);
    case SweepView:
        m_sweeps->setComparison(m_comparison);
        return;
    case InterferenceView:
        m_interference->setComparison(m_comparison, colors);
        return;
    case TelemetryView:
        m_telemetry->setComparison(m_comparison, colors);
        return;
    case LimitsView:
        m_roofline->setComparison(m_comparison, colors);
        return;
    default:
        return;
    }
}

QString CompareView::tablesAsTsv() const
{
    return toTsv(m_overall->table()) + QLatin1Char('\n') + toTsv(m_perTest->table());
}

QString CompareView::tablesAsHtml() const
{
    return toHtml(m_overall->table()) + QStringLiteral("<p></p>\n") + toHtml(m_perTest->table());
}

bool CompareView::event(QEvent *event)
{
    if (event->type() == QEvent::StyleChange && !m_comparison.series.empty()) {
        showTables();
        m_stale.fill(true);
        showView(m_choice->currentIndex());
    }
    return QWidget::event(event);
}

}
