// SPDX-License-Identifier: Apache-2.0
#include "compare/timelinepanel.h"

#include "chart/chunkrows.h"
#include "chart/xychart.h"
#include "controls/card.h"
#include "controls/labels.h"
#include "controls/spacing.h"
#include "figure/tokenfigure.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace streamgauge {

namespace {

constexpr int chartHeight = 320;
constexpr int chunkRowHeight = 22;
constexpr std::array thresholds_s {0.05, 0.1, 0.2, 0.5, 1.0, 2.0};

QString keyOf(const SeriesSummary &series)
{
    return series.runId + QLatin1Char('/') + series.label;
}

QComboBox *shrinkingBox(const QString &name, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setAccessibleName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(14);
    return box;
}

}

TimelinePanel::TimelinePanel(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_choicesCard(new Card(tr("Requests"), {}, this))
    , m_threshold(new QComboBox(this))
    , m_tokens(new XyChart(this))
    , m_chunks(new ChunkRows(this))
    , m_chunksCard(new Card(tr("Chunk by chunk"), {}, this))
{
    m_threshold->setAccessibleName(tr("Gaps that are marked"));
    m_threshold->addItem(tr("Gaps five times the usual"));
    for (const double threshold : thresholds_s)
        m_threshold->addItem(tr("Gaps above %1 s").arg(threshold), threshold);
    auto *tokens = new Card(tr("Tokens received"), {}, this);
    m_tokens->setMinimumHeight(chartHeight);
    m_tokens->setAccessibleName(tr("Tokens received"));
    tokens->body()->addWidget(m_threshold, 0, Qt::AlignLeft);
    tokens->body()->addWidget(m_tokens, 1);
    m_note = noteLabel(tr("Steeper is faster; a flat stretch is a pause. Tokens are spread evenly over the "
                          "chunks, as a server tells only their sum."),
                       tokens);
    tokens->body()->addWidget(m_note);
    m_chunks->setAccessibleName(tr("Chunk by chunk"));
    m_chunksCard->body()->addWidget(m_chunks);
    m_chunksCard->body()->addWidget(
        noteLabel(tr("Grey: waiting for the first token; then a tick for each chunk."), m_chunksCard));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(spacing::medium);
    m_column->addWidget(m_choicesCard);
    m_column->addWidget(tokens);
    m_column->addWidget(m_chunksCard);
    connect(m_threshold, &QComboBox::currentIndexChanged, this, &TimelinePanel::draw);
}

void TimelinePanel::setComparison(const Comparison &comparison)
{
    const std::map<QString, Kept> kept = keptChoices();
    m_comparison = comparison;
    m_choices.clear();
    delete m_rows;
    m_rows = new QWidget(m_choicesCard);
    m_grid = new QGridLayout(m_rows);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(spacing::medium);
    m_grid->setVerticalSpacing(spacing::small);
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, 2);
    m_grid->setColumnStretch(2, 2);
    m_choicesCard->body()->addWidget(m_rows);
    const QString test = firstCommonTest(m_comparison);
    for (std::size_t i = 0; i < m_comparison.series.size(); ++i)
        if (m_comparison.series[i].timelines)
            addChoice(i, test);
    for (const Choice &choice : m_choices)
        if (const auto before = kept.find(keyOf(m_comparison.series[choice.series])); before != kept.end())
            restore(choice, before->second);
    m_choicesCard->setVisible(!m_choices.empty());
    constexpr std::size_t fewChoices = 4; // more would push the picture out of sight
    m_column->removeWidget(m_choicesCard);
    m_column->insertWidget(m_choices.size() > fewChoices ? m_column->count() : 0, m_choicesCard);
    draw();
}

std::map<QString, TimelinePanel::Kept> TimelinePanel::keptChoices() const
{
    std::map<QString, Kept> kept;
    for (const Choice &choice : m_choices)
        kept[keyOf(m_comparison.series[choice.series])] = {.shown = choice.shown->isChecked(),
                                                           .test = choice.test->currentText(),
                                                           .request = choice.request->currentText()};
    return kept;
}

void TimelinePanel::restore(const Choice &choice, const Kept &kept)
{
    const QSignalBlocker quietShown(choice.shown);
    const QSignalBlocker quietTest(choice.test);
    const QSignalBlocker quietRequest(choice.request);
    choice.shown->setChecked(kept.shown);
    const int test = choice.test->findText(kept.test);
    if (test < 0)
        return;
    choice.test->setCurrentIndex(test);
    fillRequests(choice);
    choice.request->setCurrentIndex(std::max(0, choice.request->findText(kept.request)));
}

void TimelinePanel::addChoice(std::size_t series, const QString &usualTest)
{
    const QString &label = m_comparison.series[series].label;
    Choice choice {.series = series,
                   .shown = new QCheckBox(m_rows),
                   .test = shrinkingBox(tr("Test of %1").arg(label), m_rows),
                   .request = shrinkingBox(tr("Request of %1").arg(label), m_rows)};
    QString text = choice.shown->fontMetrics().elidedText(label, Qt::ElideRight, 240);
    choice.shown->setText(text.replace(u'&', QLatin1String("&&")));
    choice.shown->setToolTip(label);
    choice.shown->setChecked(true);
    for (const QString &test : timelineTests(m_comparison.series[series]))
        choice.test->addItem(test);
    choice.test->setCurrentIndex(std::max(0, choice.test->findText(usualTest)));
    fillRequests(choice);
    const auto row = static_cast<int>(m_choices.size());
    m_grid->addWidget(choice.shown, row, 0);
    m_grid->addWidget(choice.test, row, 1);
    m_grid->addWidget(choice.request, row, 2);
    m_choices.push_back(choice);
    connect(choice.shown, &QCheckBox::toggled, this, &TimelinePanel::draw);
    connect(choice.test, &QComboBox::currentIndexChanged, this, [this, choice] {
        fillRequests(choice);
        draw();
    });
    connect(choice.request, &QComboBox::currentIndexChanged, this, &TimelinePanel::draw);
}

void TimelinePanel::fillRequests(const Choice &choice)
{
    const QSignalBlocker quiet(choice.request);
    choice.request->clear();
    const auto requests = timelinesOf(m_comparison.series[choice.series], choice.test->currentText());
    if (requests.empty())
        return;
    const std::size_t median = medianOf(requests);
    for (std::size_t i = 0; i < requests.size(); ++i)
        choice.request->addItem(i == median ? tr("%1, median").arg(nameOf(*requests[i])) : nameOf(*requests[i]));
    choice.request->setCurrentIndex(static_cast<int>(median));
}

std::vector<TimelinePick> TimelinePanel::picks() const
{
    std::vector<TimelinePick> picked;
    for (const Choice &choice : m_choices) {
        const auto requests = timelinesOf(m_comparison.series[choice.series], choice.test->currentText());
        const auto index = static_cast<std::size_t>(choice.request->currentIndex());
        if (choice.shown->isChecked() && index < requests.size())
            picked.push_back({choice.series, requests[index]});
    }
    return picked;
}

void TimelinePanel::draw()
{
    const std::vector<TimelinePick> picked = picks();
    const QVariant threshold = m_threshold->currentData();
    m_threshold->setVisible(!m_choices.empty());
    m_note->setVisible(!picked.empty());
    XyFigure figure = tokenFigure(
        m_comparison, picked, threshold.isValid() ? std::optional(threshold.toDouble()) : std::nullopt, currentTheme());
    if (picked.empty() && !m_choices.empty())
        figure.message = tr("No series is chosen above.");
    m_tokens->setFigure(figure);
    m_chunksCard->setVisible(!picked.empty());
    m_chunks->setFixedHeight(24 + chunkRowHeight * static_cast<int>(picked.size()));
    m_chunks->setFigure(chunkFigure(m_comparison, picked, currentTheme()));
}

}
