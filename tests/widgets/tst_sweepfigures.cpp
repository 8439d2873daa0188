// SPDX-License-Identifier: Apache-2.0
#include "figure/charts.h"
#include "figure/sweepfigures.h"

#include <QTest>

using namespace streamgauge;

namespace {

StageSummary stageOf(int concurrency, double p95_s, std::optional<double> goodShare)
{
    StageSummary stage;
    stage.concurrency = concurrency;
    stage.load.outputTokensPerSecond = 40.0 * concurrency;
    stage.load.requestsPerSecond = 0.4 * concurrency;
    if (goodShare)
        stage.load.goodput = *goodShare * 0.4 * concurrency;
    stage.load.goodShare = goodShare;
    Statistics latency;
    latency.median = p95_s / 2;
    latency.p95 = p95_s;
    latency.p99 = 2 * p95_s;
    stage.warm[Metric::Ttft] = latency;
    stage.warm[Metric::TotalTime] = latency;
    stage.tpot_s = Percentiles {.p50 = p95_s / 20, .p95 = p95_s / 10, .p99 = p95_s / 5};
    stage.completed = 10;
    return stage;
}

SeriesSummary seriesOf(const QString &label, const Slo &slo, std::vector<std::optional<double>> shares)
{
    SeriesSummary series;
    series.label = label;
    TestSummary test;
    test.name = QStringLiteral("T");
    test.slo = slo;
    series.tests = {test};
    int concurrency = 1;
    for (const auto &share : shares) {
        series.stages.push_back(stageOf(concurrency, 0.1 * concurrency, share));
        concurrency *= 2;
    }
    return series;
}

constexpr Slo usual {.ttft = 300ms, .tpot = 50ms, .e2e = 10s};

Comparison oneSeries()
{
    return {.series = {seriesOf(QStringLiteral("A"), usual, {1.0, 0.96, 0.3})}, .baseline = {}};
}

XyFigure figureOf(const Comparison &comparison, SweepView view, LatencyPercentile percentile = LatencyPercentile::P95)
{
    return sweepFigure(comparison, view, {}, Theme::light(), percentile);
}

}

class TestSweepFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slosAreLinesOfTheirOwnLatency()
    {
        const XyFigure ttft = figureOf(oneSeries(), SweepView::Ttft);
        QCOMPARE(ttft.guides.size(), 1u);
        QCOMPARE(ttft.guides[0].across, std::optional(0.3));
        QCOMPARE(ttft.guides[0].label, QStringLiteral("SLO 300 ms"));
        QCOMPARE(figureOf(oneSeries(), SweepView::Pareto).guides.at(0).across, std::optional(0.3));
        const XyFigure tpot = figureOf(oneSeries(), SweepView::Tpot);
        QCOMPARE(tpot.guides.at(0).across, std::optional(50.0));
        QCOMPARE(tpot.series[0].points[1].y(), 20.0); // ms
    }

    void anSloFarAboveIsSaidInstead()
    {
        const XyFigure total = figureOf(oneSeries(), SweepView::TotalTime);
        QVERIFY(total.guides.empty());
        QVERIFY2(total.note.contains(u"SLO 10 s, above the chart"), qPrintable(total.note));
    }

    void levelsThatMissAreRings_data()
    {
        QTest::addColumn<int>("percentile");
        QTest::addColumn<QList<bool>>("hollow");
        QTest::newRow("median") << int(LatencyPercentile::P50) << QList<bool> {false, false, true};
        QTest::newRow("p95") << int(LatencyPercentile::P95) << QList<bool> {false, false, true};
        QTest::newRow("p99") << int(LatencyPercentile::P99) << QList<bool> {false, true, true};
    }

    void levelsThatMissAreRings()
    {
        QFETCH(int, percentile);
        QFETCH(QList<bool>, hollow);
        const XyFigure figure = figureOf(oneSeries(), SweepView::Ttft, LatencyPercentile(percentile));
        QCOMPARE(QList<bool>(figure.series[0].hollow.begin(), figure.series[0].hollow.end()), hollow);
        const FigureScene scene = layoutXyFigure(figure, {700, 420}, exportStyle(Theme::light()));
        const auto rings = std::ranges::count(scene.marks, SceneMark::Kind::Ring, &SceneMark::kind);
        QCOMPARE(rings, hollow.count(true));
        QVERIFY(figure.note.contains(u"○"));
    }

    void goodputIsBesideAllRequests()
    {
        const XyFigure figure = figureOf(oneSeries(), SweepView::Goodput);
        QCOMPARE(figure.series.size(), 2u);
        QCOMPARE(figure.series[0].points[2].y(), 1.6);
        QVERIFY(figure.series[0].label.isEmpty());
        QVERIFY(std::abs(figure.series[1].points[2].y() - 0.48) < 1e-9);
        const XyFigure share = figureOf(oneSeries(), SweepView::WithinSlo);
        QCOMPARE(share.series[0].points[1].y(), 96.0);
        QCOMPARE(share.y.most, std::optional(100.0));
    }

    void withoutSlosThereAreNoLinesButAHint()
    {
        const Comparison comparison {.series = {seriesOf(QStringLiteral("A"), {}, {{}, {}, {}})}, .baseline = {}};
        const XyFigure ttft = figureOf(comparison, SweepView::Ttft);
        QVERIFY(ttft.guides.empty() && ttft.note.isEmpty() && ttft.message.isEmpty());
        QVERIFY(std::ranges::none_of(ttft.series[0].hollow, std::identity()));
        QCOMPARE(figureOf(comparison, SweepView::Goodput).message, howToStateSlos());
        QVERIFY(howToStateSlos().contains(u"slo: {ttft: 300ms"));
    }

    void differentSlosAreNamedByWhoseTheyAre()
    {
        Slo stricter = usual;
        stricter.ttft = 200ms;
        const Comparison comparison {.series = {seriesOf(QStringLiteral("A"), usual, {1.0, 1.0}),
                                                seriesOf(QStringLiteral("B"), stricter, {1.0, 0.5}),
                                                seriesOf(QStringLiteral("C"), usual, {1.0, 0.5})},
                                     .baseline = {}};
        const XyFigure figure = figureOf(comparison, SweepView::Ttft);
        QCOMPARE(figure.guides.size(), 2u);
        QCOMPARE(figure.guides[0].label, QStringLiteral("SLO 200 ms: B"));
        QCOMPARE(figure.guides[1].label, QStringLiteral("SLO 300 ms: A, C"));
    }

    void latenciesThatGrowByFactorsAreLogarithmic()
    {
        Comparison comparison = oneSeries();
        QVERIFY(!figureOf(comparison, SweepView::Ttft).y.isLog);
        comparison.series[0].stages[2].warm[Metric::Ttft].p95 = 20;
        QVERIFY(figureOf(comparison, SweepView::Ttft).y.isLog);
        QVERIFY(!figureOf(comparison, SweepView::Goodput).y.isLog);
    }

    /// Many series with long names, in little room: nothing leaves the picture, no text lies on another.
    void nothingIsCut_data()
    {
        QTest::addColumn<QString>("chart");
        for (const char *chart :
             {"sweep-ttft", "sweep-goodput", "sweep-within-slo", "sweep-tpot", "sweep-total-time", "pareto"})
            QTest::newRow(chart) << QString::fromLatin1(chart);
    }

    void nothingIsCut()
    {
        QFETCH(QString, chart);
        Comparison comparison;
        for (int i = 0; i < 12; ++i) {
            Slo slo = usual;
            slo.ttft = (200 + 50 * (i % 3)) * 1ms;
            comparison.series.push_back(
                seriesOf(QStringLiteral("Some model with a long name, quantized to four bits %1").arg(i), slo,
                         {1.0, 0.97, 0.2}));
        }
        for (const QSizeF size : {QSizeF(520, 300), QSizeF(1280, 720)}) {
            const FigureScene scene =
                layoutChart(chart, comparison, {.finding = chartFinding(chart, comparison), .footer = {}}, size,
                            exportStyle(Theme::light()));
            for (std::size_t a = 0; a < scene.texts.size(); ++a) {
                const SceneText &text = scene.texts[a];
                QVERIFY2(QRectF({0, 0}, size).adjusted(-0.5, -0.5, 0.5, 0.5).contains(text.rect),
                         qPrintable(text.lines.join(u' ')));
                for (std::size_t b = a + 1; b < scene.texts.size(); ++b)
                    QVERIFY2(
                        !text.rect.intersects(scene.texts[b].rect),
                        qPrintable(text.lines.join(u' ') + QStringLiteral(" / ") + scene.texts[b].lines.join(u' ')));
            }
        }
    }

    void theChartsTitleSaysWhatWasWithin()
    {
        QCOMPARE(chartFinding(QStringLiteral("sweep-goodput"), oneSeries()),
                 QStringLiteral("95 % of requests within TTFT 300 ms, TPOT 50 ms, Total Time 10 s: A up to 2 at once"));
        QVERIFY(findChart(QStringLiteral("sweep-tpot")));
    }
};

QTEST_MAIN(TestSweepFigures)

#include "tst_sweepfigures.moc"
