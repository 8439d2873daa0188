// SPDX-License-Identifier: Apache-2.0
#include "chart/chunkrows.h"
#include "chart/xychart.h"
#include "compare/interferencepanel.h"
#include "compare/sweeppanel.h"
#include "compare/telemetrypanel.h"
#include "compare/timelinepanel.h"
#include "controls/segmentedcontrol.h"
#include "runrecords.h"
#include "table/datatable.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QTest>

using namespace streamgauge;

namespace {

Comparison twoSeries()
{
    Run run = cleanRun(4);
    addTest(run, QStringLiteral("Second"), {300ms, 310ms, 320ms});
    Comparison comparison {.series = {summarizeSeries(run, 0), summarizeSeries(run, 0)}, .baseline = {}};
    comparison.series[1].label = QStringLiteral("Another");
    return comparison;
}

Comparison swept(bool hasSlo)
{
    Run run = cleanRun(4);
    if (hasSlo)
        run.header.suite.tests[0].settings.slo.ttft = 300ms;
    Stage stage = run.header.stages.back();
    stage.concurrency = 4;
    run.header.stages.push_back(stage);
    RequestRecord record = run.requests.back();
    record.stage = 2;
    run.requests.push_back(record);
    return {.series = {summarizeSeries(run, 0)}, .baseline = {}};
}

template<typename Widget>
Widget *named(const QWidget &parent, const QString &name)
{
    for (Widget *widget : parent.findChildren<Widget *>())
        if (widget->accessibleName() == name)
            return widget;
    qFatal("no widget of that name");
}

}

class TestComparePanels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRequestIsChosenByKeyboard()
    {
        TimelinePanel panel;
        panel.resize(1000, 900);
        panel.setComparison(twoSeries());
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        auto *test = named<QComboBox>(panel, QStringLiteral("Test of Another"));
        auto *request = named<QComboBox>(panel, QStringLiteral("Request of Another"));
        QCOMPARE(test->count(), 2);
        QVERIFY2(request->currentText().endsWith(u", median"), qPrintable(request->currentText()));
        auto *chart = panel.findChild<XyChart *>();
        const qreal before = chart->scene().curves.at(1).points.last().x();
        const int index = request->currentIndex();
        test->setFocus();
        QTest::keyClick(test, Qt::Key_Down);
        QCOMPARE(test->currentText(), QStringLiteral("Second"));
        QCOMPARE(request->count(), 3);
        QTest::keyClick(request, Qt::Key_Down);
        QVERIFY(request->currentIndex() != index || chart->scene().curves.at(1).points.last().x() != before);
        QCOMPARE(chart->scene().curves.size(), 2u);
    }

    void choicesStayWhenTheComparisonChanges()
    {
        TimelinePanel panel;
        panel.setComparison(twoSeries());
        named<QComboBox>(panel, QStringLiteral("Test of Another"))->setCurrentIndex(1);
        panel.findChildren<QCheckBox *>().first()->setChecked(false);
        Comparison fewer = twoSeries();
        fewer.series.push_back(fewer.series.front());
        fewer.series.back().label = QStringLiteral("Third");
        panel.setComparison(fewer);
        QCOMPARE(named<QComboBox>(panel, QStringLiteral("Test of Another"))->currentText(), QStringLiteral("Second"));
        QVERIFY(!panel.findChildren<QCheckBox *>().first()->isChecked());
        QCOMPARE(panel.findChildren<QCheckBox *>().size(), 3);
        panel.resize(1000, 900);
        QCOMPARE(panel.findChild<XyChart *>()->scene().curves.size(), 2u);
    }

    void withoutTimesThePanelSaysWhy()
    {
        TimelinePanel panel;
        panel.resize(1000, 900);
        panel.setComparison({.series = {SeriesSummary()}, .baseline = {}});
        const auto &texts = panel.findChild<XyChart *>()->scene().texts;
        QVERIFY(std::ranges::any_of(texts, [](const SceneText &text) { return text.role == TextRole::Message; }));
        QVERIFY(named<ChunkRows>(panel, QStringLiteral("Chunk by chunk"))->parentWidget()->isHidden());
    }

    void goodputIsShownWhereSlosAre()
    {
        SweepPanel panel;
        QVERIFY(panel.setComparison(swept(false)));
        auto *goodput = named<XyChart>(panel, QStringLiteral("Goodput against load"));
        QVERIFY(goodput->parentWidget()->isHidden());
        QVERIFY(std::ranges::any_of(panel.findChildren<QLabel *>(), [](const QLabel *label) {
            return label->text().contains(u"slo: {ttft: 300ms") && !label->isHidden();
        }));
        QVERIFY(panel.setComparison(swept(true)));
        QVERIFY(!goodput->parentWidget()->isHidden());
        QVERIFY(!panel.setComparison({.series = {SeriesSummary()}, .baseline = {}}));
    }

    void thePercentileIsChosen()
    {
        SweepPanel panel;
        panel.resize(1000, 1400);
        panel.setComparison(swept(true));
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        auto *chart = named<XyChart>(panel, QStringLiteral("TTFT against load"));
        const auto title = [&] {
            const auto &texts = chart->scene().texts;
            const auto found = std::ranges::find(texts, TextRole::AxisTitle, &SceneText::role);
            return found->lines.join(u' ');
        };
        QCOMPARE(title(), QStringLiteral("TTFT, 95th percentile (s)"));
        panel.findChild<SegmentedControl *>()->setCurrentIndex(0);
        QCOMPARE(title(), QStringLiteral("TTFT, median (s)"));
    }

    void energyIsInTheTable()
    {
        Comparison comparison = twoSeries();
        comparison.series[0].energy = EnergySummary {.joules = 300, .joulesPerToken = 2.5};
        comparison.series[1].energy = EnergySummary {.joules = 300, .shared = true, .joulesPerToken = {}};
        const TableData table = serverAndGpuTable(comparison, {Qt::blue, Qt::red});
        QCOMPARE(table.columns.at(0).title, QStringLiteral("Energy per token"));
        QCOMPARE(table.rows.at(0).cells.at(0).value, QStringLiteral("2.50"));
        QCOMPARE(table.rows.at(1).cells.at(0).value, QStringLiteral("–"));
        QCOMPARE(table.rows.at(1).titleNote, QStringLiteral("GPU shared"));
        QCOMPARE(table.rows.at(1).cells.size(), table.columns.size());
        QVERIFY(serverAndGpuTable(twoSeries(), {Qt::blue, Qt::red}).rows.empty());
    }

    void interferenceHidesItsTableWithoutData()
    {
        InterferencePanel panel;
        panel.setComparison(twoSeries(), {Qt::blue, Qt::red});
        QVERIFY(panel.findChild<DataTable *>()->parentWidget()->isHidden());
    }
};

QTEST_MAIN(TestComparePanels)

#include "tst_comparepanels.moc"
