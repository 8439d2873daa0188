// SPDX-License-Identifier: Apache-2.0
#include "figure/charts.h"
#include "figure/deck.h"
#include "figure/telemetryfigure.h"
#include "figure/tokenfigure.h"

#include <QTest>

using namespace streamgauge;

namespace {

std::shared_ptr<const TelemetryTracks> tracks(double power, double end_s)
{
    TelemetryTracks made;
    for (double at = 0; at <= end_s; ++at) {
        made.points[std::size_t(Track::GpuPower)].emplace_back(at, power);
        made.points[std::size_t(Track::KvCacheUsage)].emplace_back(at, 20 + at);
        made.points[std::size_t(Track::Waiting)].emplace_back(at, 0);
    }
    return std::make_shared<const TelemetryTracks>(made);
}

std::shared_ptr<const RequestTimelines> timelines(TokenEvidence evidence)
{
    RequestTimelines made;
    for (int i = 0; i < 3; ++i) {
        RequestTimeline one {.repetition = i,
                             .level = {},
                             .ttft_s = 0.3,
                             .totalTime_s = 4.0 + i,
                             .outputTokens = 51,
                             .evidence = evidence,
                             .chunkGaps_us = std::vector<std::uint32_t>(50, 50'000)};
        one.chunkGaps_us[20] = 900'000;
        made.requests.push_back(one);
    }
    return std::make_shared<const RequestTimelines>(made);
}

Comparison comparisonOf(int count, const QString &name = QStringLiteral("Model"))
{
    Comparison comparison;
    for (int i = 0; i < count; ++i) {
        SeriesSummary series;
        series.label = QStringLiteral("%1 %2").arg(name).arg(i);
        TestSummary test;
        test.name = QStringLiteral("T");
        series.tests = {test};
        series.telemetry = tracks(50 + i, 30 + i);
        series.timelines = timelines(i == 1 ? TokenEvidence::Characters : TokenEvidence::Usage);
        comparison.series.push_back(series);
    }
    return comparison;
}

FigureStyle style(bool isExport)
{
    return isExport ? exportStyle(Theme::light()) : dashboardStyle(Theme::light());
}

}

class TestCompareViews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stripsShareTheTimeOfTheLongestRun()
    {
        const TelemetryFigure figure = telemetryFigure(comparisonOf(2), Theme::light());
        QCOMPARE(figure.end_s, 31.0);
        QCOMPARE(figure.strips.size(), 2u); // nothing ever waited
        QCOMPARE(figure.strips[0].title, QStringLiteral("KV cache in use (%)"));
        QCOMPARE(figure.strips[0].top, 100.0);
        QCOMPARE(figure.strips[1].lines.size(), 2u);
        const FigureScene scene = layoutTelemetry(figure, {900, 300}, style(false));
        QCOMPARE(scene.plots.size(), 2u);
        QCOMPARE(scene.plots[0].left(), scene.plots[1].left());
        QCOMPARE(scene.plots[0].width(), scene.plots[1].width());
        QCOMPARE(scene.curves.size(), 4u);
        QVERIFY(std::abs(scene.curves[1].points.last().x() - scene.plots[0].right()) < 0.01);
        QVERIFY(scene.curves[0].points.last().x() < scene.plots[0].right() - 10);
    }

    void theMouseFindsTheValuesOfATime()
    {
        const TelemetryFigure figure = telemetryFigure(comparisonOf(2), Theme::light());
        const FigureScene scene = layoutTelemetry(figure, {900, 300}, style(false));
        const QRectF plot = scene.plots[1];
        const QString said = telemetryAt(figure, scene, {plot.left() + plot.width() * 10.5 / 31, plot.center().y()});
        QVERIFY2(said.contains(u"Model 0: 50 W") && said.contains(u"Model 1: 51 W"), qPrintable(said));
        QVERIFY(telemetryAt(figure, scene, {0, 0}).isEmpty());
    }

    void withoutSamplesItSaysHowToGetThem()
    {
        const TelemetryFigure figure = telemetryFigure({.series = {SeriesSummary()}, .baseline = {}}, Theme::light());
        QVERIFY(figure.strips.empty());
        QVERIFY(figure.message.contains(u"/metrics"));
    }

    void aRequestIsALineWithItsFirstTokenAndItsGaps()
    {
        const Comparison comparison = comparisonOf(1);
        const XyFigure figure = tokenFigure(comparison, usualPicks(comparison), {}, Theme::light());
        QCOMPARE(figure.series.size(), 3u);
        QCOMPARE(figure.series[0].points.front(), QPointF(0, 0));
        QCOMPARE(figure.series[0].points.back().y(), 51.0);
        QCOMPARE(figure.series[1].pointLabels, QStringList {QStringLiteral("TTFT 300 ms")});
        QCOMPARE(figure.series[1].points, (std::vector<QPointF> {{0.3, 1}}));
        QCOMPARE(figure.series[2].pointLabels, QStringList {QStringLiteral("900 ms")});
        QVERIFY(figure.note.contains(u"gap above 250 ms"));
        QCOMPARE(tokenFigure(comparison, usualPicks(comparison), 1.0, Theme::light()).series.size(), 2u);
        const TimelineFigure chunks = chunkFigure(comparison, usualPicks(comparison), Theme::light());
        QCOMPARE(chunks.rows.at(0).chunks_s.size(), 51u);
        QCOMPARE(chunks.rows.at(0).end_s, std::optional(5.0)); // the median
    }

    void guessesAreSaid()
    {
        const Comparison comparison = comparisonOf(3);
        QCOMPARE(guessNote(comparison, usualPicks(comparison)),
                 QStringLiteral("guessed from characters or chunks: Model 1"));
        QVERIFY(tokenFigure(comparison, usualPicks(comparison), {}, Theme::light()).note.contains(u"guessed"));
    }

    void nothingIsCut_data()
    {
        QTest::addColumn<QString>("chart");
        QTest::addColumn<int>("series");
        QTest::addColumn<QSizeF>("ofSize");
        QTest::addColumn<bool>("isExport");
        for (const char *chart : {"server-gpu", "timelines"}) {
            const QString id = QString::fromLatin1(chart);
            QTest::addRow("%s, card", chart) << id << 2 << QSizeF(960, 320) << false;
            QTest::addRow("%s, many in a card", chart) << id << 14 << QSizeF(960, 320) << false;
            QTest::addRow("%s, slide", chart) << id << 3 << QSizeF(1280, 720) << true;
            QTest::addRow("%s, many on a slide", chart) << id << 14 << QSizeF(1280, 720) << true;
        }
    }

    void nothingIsCut()
    {
        QFETCH(QString, chart);
        QFETCH(int, series);
        QFETCH(QSizeF, ofSize);
        QFETCH(bool, isExport);
        const Comparison comparison =
            comparisonOf(series, QStringLiteral("Some model with a rather long name, quantized to four bits"));
        const FigureScene scene = layoutChart(
            chart, comparison, {.finding = chartFinding(chart, comparison), .footer = {}}, ofSize, style(isExport));
        QVERIFY(!scene.curves.empty());
        for (std::size_t a = 0; a < scene.texts.size(); ++a) {
            const SceneText &text = scene.texts[a];
            QVERIFY2(QRectF({0, 0}, ofSize).adjusted(-0.5, -0.5, 0.5, 0.5).contains(text.rect),
                     qPrintable(text.lines.join(u' ')));
            for (std::size_t b = a + 1; b < scene.texts.size(); ++b)
                QVERIFY2(!text.rect.adjusted(0, 1.5, 0, -1.5).intersects(scene.texts[b].rect),
                         qPrintable(text.lines.join(u' ') + QStringLiteral(" / ") + scene.texts[b].lines.join(u' ')));
        }
    }

    void decksHaveTheirPages()
    {
        const std::vector<DeckPage> pages = deckPages(comparisonOf(2));
        for (const char *chart : {"server-gpu", "timelines"})
            QVERIFY2(std::ranges::count(pages, QString::fromLatin1(chart), &DeckPage::chart) == 1, chart);
    }
};

QTEST_MAIN(TestCompareViews)

#include "tst_compareviews.moc"
