// SPDX-License-Identifier: Apache-2.0
#include "compare/rooflinepanel.h"

#include "chart/xychart.h"
#include "controls/card.h"
#include "controls/labels.h"
#include "controls/spacing.h"
#include "figure/rooflinefigure.h"
#include "report/rooflinetable.h"
#include "table/datatable.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

constexpr int chartHeight = 340;

/// Rows in the order of @p series, with their colours.
TableData tableData(const ReportTable &report, const std::vector<std::size_t> &series,
                    const std::vector<QColor> &colors)
{
    TableData data {.corner = report.header.first(), .columns = {}, .rows = {}};
    for (qsizetype column = 1; column < report.header.size(); ++column)
        data.columns.push_back(
            {.title = report.header[column].section(QStringLiteral(" ("), 0, 0),
             .unit = report.header[column].section(u'(', 1, 1).chopped(report.header[column].contains(u'(') ? 1 : 0)});
    for (std::size_t row = 0; row < report.rows.size(); ++row) {
        TableRow added {.title = report.rows[row].first(), .titleNote = {}, .color = colors[series[row]], .cells = {}};
        for (qsizetype column = 1; column < report.rows[row].size(); ++column)
            added.cells.push_back({.value = report.rows[row][column], .note = {}, .shortNote = {}, .toolTip = {}});
        data.rows.push_back(added);
    }
    return data;
}

template<typename Items>
std::vector<std::size_t> indexes(const Items &items)
{
    std::vector<std::size_t> all;
    for (const auto &item : items)
        all.push_back(item.series);
    return all;
}

QDoubleSpinBox *numberBox(double value, double most, const QString &suffix, QWidget *parent)
{
    auto *box = new QDoubleSpinBox(parent);
    box->setRange(0.1, most);
    box->setDecimals(1);
    box->setValue(value);
    box->setSuffix(suffix);
    box->setMinimumWidth(120);
    return box;
}

}

RooflinePanel::RooflinePanel(QWidget *parent)
    : QWidget(parent)
    , m_chart(new XyChart(this))
    , m_table(new DataTable(this))
    , m_sentences(bodyLabel({}, this))
    , m_prefillCard(new Card(tr("Prefill against what the compute allows"), {}, this))
    , m_prefill(new DataTable(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::medium);
    auto *picture = new Card(tr("Decoding against what the memory allows"), {}, this);
    m_chart->setDraggedChart(QStringLiteral("limits"));
    m_chart->setMinimumHeight(chartHeight);
    m_chart->setAccessibleName(tr("TPS against GB read per token"));
    m_sentences->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_table->setAccessibleName(tr("Decoding against what the memory allows"));
    m_prefill->setAccessibleName(tr("Prefill against what the compute allows"));
    picture->body()->addWidget(m_chart);
    picture->body()->addWidget(m_sentences);
    picture->body()->addWidget(m_table);
    picture->body()->addWidget(noteLabel(
        tr("Each token of a stream reads the active weights once, so TPS of one stream is at most bandwidth / "
           "GB read per token. KV cache counts where the deployment says how large it is."),
        this));
    m_prefillCard->body()->addWidget(m_prefill);
    column->addWidget(picture);
    column->addWidget(makeWhatIf());
    column->addWidget(m_prefillCard);
}

Card *RooflinePanel::makeWhatIf()
{
    constexpr double most = 100'000;
    m_whatIfCard = new Card(tr("What if"), {}, this);
    m_hardware = new QComboBox(m_whatIfCard);
    m_today = new QComboBox(m_whatIfCard);
    m_gbPerToken = numberBox(8, most, tr(" GB"), m_whatIfCard);
    m_goal = numberBox(20, most, tr(" tokens/s"), m_whatIfCard);
    m_predicted = bodyLabel({}, m_whatIfCard);
    m_need = bodyLabel({}, m_whatIfCard);
    m_hardware->setAccessibleName(tr("Hardware"));
    m_today->setAccessibleName(tr("Model with a goal"));
    m_gbPerToken->setAccessibleName(tr("GB read per token of another model"));
    m_goal->setAccessibleName(tr("TPS as a goal"));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(spacing::small);
    grid->setVerticalSpacing(spacing::small);
    const auto addRow = [&](int row, const QString &title, QWidget *choice, QWidget *number, QWidget *answer) {
        grid->addWidget(mutedLabel(title, m_whatIfCard), row, 0);
        grid->addWidget(choice, row, 1);
        grid->addWidget(number, row, 2);
        grid->addWidget(answer, row, 3);
    };
    addRow(0, tr("Another model on"), m_hardware, m_gbPerToken, m_predicted);
    addRow(1, tr("A goal for"), m_today, m_goal, m_need);
    grid->setColumnStretch(3, 1);
    m_whatIfCard->body()->addLayout(grid);
    connect(m_hardware, &QComboBox::currentIndexChanged, this, &RooflinePanel::predict);
    connect(m_today, &QComboBox::currentIndexChanged, this, &RooflinePanel::predict);
    connect(m_gbPerToken, &QDoubleSpinBox::valueChanged, this, &RooflinePanel::predict);
    connect(m_goal, &QDoubleSpinBox::valueChanged, this, &RooflinePanel::predict);
    return m_whatIfCard;
}

void RooflinePanel::setComparison(const Comparison &comparison, const std::vector<QColor> &colors)
{
    m_comparison = comparison;
    m_roofline = roofline(comparison.series, knownHardware());
    m_chart->setFigure(rooflineFigure(comparison, m_roofline, currentTheme()));
    showText(m_sentences, rooflineSentences(comparison, m_roofline).join(u'\n'));
    m_table->setTable(tableData(rooflineTable(comparison, m_roofline), indexes(m_roofline.series), colors));
    m_table->setVisible(!m_roofline.series.empty());
    const std::vector<PrefillLimit> prefill = prefillLimits(comparison.series, knownHardware());
    m_prefill->setTable(tableData(prefillTable(comparison, prefill), indexes(prefill), colors));
    m_prefillCard->setVisible(!prefill.empty());
    m_whatIfCard->setVisible(!m_roofline.series.empty());
    fillChoices();
    predict();
}

/// What was chosen stays chosen.
void RooflinePanel::fillChoices()
{
    const auto fill = [](QComboBox *box, const QStringList &texts) {
        const QSignalBlocker quiet(box);
        const QString chosen = box->currentText();
        box->clear();
        box->addItems(texts);
        box->setCurrentIndex(std::max(0, box->findText(chosen)));
    };
    QStringList hardware;
    for (const EffectiveBandwidth &effective : m_roofline.effective)
        hardware.append(effective.hardware.hardware.name);
    QStringList series;
    for (const RooflineSeries &one : m_roofline.series)
        series.append(m_comparison.series[one.series].label);
    fill(m_hardware, hardware);
    fill(m_today, series);
}

void RooflinePanel::predict()
{
    const auto hardware = static_cast<std::size_t>(m_hardware->currentIndex());
    if (hardware < m_roofline.effective.size())
        m_predicted->setText(
            inWords(predictedTps(m_roofline.effective[hardware], m_gbPerToken->value()), m_gbPerToken->value()));
    const auto today = static_cast<std::size_t>(m_today->currentIndex());
    if (today < m_roofline.series.size())
        m_need->setText(inWords(needFor(m_goal->value(), m_roofline.series[today]), m_goal->value()));
}

}
