// SPDX-License-Identifier: Apache-2.0
#include "chart/livechart.h"
#include "chart/speedtestchart.h"
#include "chart/tokentimeline.h"
#include "figure/axis.h"
#include "figure/livefigure.h"
#include "livesamples.h"

#include <QHelpEvent>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

#include <algorithm>
#include <limits>

using namespace streamgauge;

namespace {

bool overlapping(const FigureScene &scene)
{
    for (std::size_t i = 0; i < scene.texts.size(); ++i)
        for (std::size_t j = i + 1; j < scene.texts.size(); ++j) {
            const QRectF common = scene.texts[i].rect.intersected(scene.texts[j].rect);
            if (common.width() > 0.5 && common.height() > 0.5)
                return true;
        }
    return false;
}

bool allInside(const FigureScene &scene)
{
    const QRectF all = QRectF({0, 0}, scene.size).adjusted(-0.01, -0.01, 0.01, 0.01);
    return std::ranges::all_of(scene.texts, [&](const SceneText &text) { return all.contains(text.rect); });
}

/// What two servers on one GPU said once a second.
LiveSnapshot withTelemetry(LiveSnapshot snapshot)
{
    LiveTelemetry telemetry;
    const auto end = duration_cast<std::chrono::seconds>(snapshot.at).count();
    for (int second = 0; second <= end; ++second)
        for (int endpoint = 0; endpoint < 2; ++endpoint) {
            const bool busy = (second < end / 2) == (endpoint == 0);
            addSample(telemetry,
                      {.endpoint = endpoint,
                       .source = QStringLiteral("metrics"),
                       .at = std::chrono::seconds(second),
                       .values = {{QStringLiteral("running"), busy ? 4 : 0},
                                  {QStringLiteral("waiting"), busy ? second % 7 : 0},
                                  {QStringLiteral("kv_cache_usage"), busy ? 0.1 + 0.004 * (second % 100) : 0}}});
            addSample(telemetry,
                      {.endpoint = endpoint,
                       .source = QStringLiteral("gpu"),
                       .at = std::chrono::seconds(second),
                       .values = {{QStringLiteral("utilization_percent"), 90 + second % 9},
                                  {QStringLiteral("power_w"), 300 + 20 * std::sin(second * 0.3)}}});
        }
    snapshot.telemetry = std::make_shared<LiveTelemetry>(telemetry);
    return snapshot;
}

/// A widget's picture at a scale, on the surface it will lie on; kept where STREAMGAUGE_PICTURES names a folder.
void savePicture(QWidget &widget, const QString &name, double scale)
{
    QImage image((QSizeF(widget.size()) * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(currentTheme().surface);
    widget.render(&image, {}, QRegion(widget.rect()), QWidget::DrawChildren);
    const QString folder = qEnvironmentVariable("STREAMGAUGE_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(image.save(QStringLiteral("%1/%2-%3x.png").arg(folder, name).arg(scale)));
}

}

class TestLiveCharts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decimationKeepsTheSmallestAndTheLargest();
    void idleTimeBeforeAndAfterIsNotDrawn();
    void aGapBreaksTheLine();
    void labelsAtLineEndsNeverOverlap_data();
    void labelsAtLineEndsNeverOverlap();
    void spreadLabelsStayInOrderAndNearTheirLines();
    void everyLineEndsInADotAndItsRate();
    void whoIsAtRestHasItsMeanSaid_data();
    void whoIsAtRestHasItsMeanSaid();
    void stripsShareTheTimeAxis();
    void stripsAreOfWhatHasData();
    void stripsGiveWayToTheLines();
    void simulatedIsSaid();
    void barsArePaleUntilTheirTestIsDone();
    void theTooltipTellsMeanAndCount();
    void theChartIsDescribedInWords();
    void theNewestRowIsAtTheBottom();
    void olderRowsGiveWayWhereThereIsNoRoom();
    void aFailedRequestHasACross();
    void nothingIsPaintedWithoutNewData();
    void picturesOfEveryState();
};

void TestLiveCharts::decimationKeepsTheSmallestAndTheLargest()
{
    std::vector<float> rate(40000, 10);
    rate[12345] = 99;
    rate[23456] = 1;
    const auto stretches = ratePoints(rate, 0.25, 1000);
    QCOMPARE(stretches.size(), std::size_t(1));
    const QPolygonF &points = stretches.front();
    QVERIFY(points.size() <= 1000);
    QVERIFY(points.contains(QPointF(12345 * 0.25, 99)));
    QVERIFY(points.contains(QPointF(23456 * 0.25, 1)));
    for (qsizetype i = 1; i < points.size(); ++i)
        QVERIFY(points[i].x() > points[i - 1].x());
}

void TestLiveCharts::idleTimeBeforeAndAfterIsNotDrawn()
{
    const auto stretches = ratePoints({0, 0, 0, 5, 0, 6, 0, 0, 0}, 1, 1000);
    QCOMPARE(stretches.size(), std::size_t(1));
    QCOMPARE(stretches.front(), QPolygonF({{2, 0}, {3, 5}, {4, 0}, {5, 6}, {6, 0}}));
    QVERIFY(ratePoints({0, 0, 0}, 1, 1000).empty());
    QVERIFY(ratePoints({}, 1, 1000).empty());
}

void TestLiveCharts::aGapBreaksTheLine()
{
    const float gap = std::numeric_limits<float>::quiet_NaN();
    const auto stretches = ratePoints({4, 5, gap, gap, 6, 7}, 1, 1000);
    QCOMPARE(stretches.size(), std::size_t(2));
    QCOMPARE(stretches[0], QPolygonF({{0, 4}, {1, 5}}));
    QCOMPARE(stretches[1], QPolygonF({{4, 6}, {5, 7}}));
}

void TestLiveCharts::labelsAtLineEndsNeverOverlap_data()
{
    QTest::addColumn<int>("endpoints");
    QTest::addColumn<QSizeF>("size");
    for (const int endpoints : {0, 1, 2, 4, 8, 20})
        for (const QSizeF &size : {QSizeF(240, 120), QSizeF(420, 160), QSizeF(860, 220), QSizeF(1280, 800)})
            QTest::addRow("%d endpoints on %.0f x %.0f", endpoints, size.width(), size.height()) << endpoints << size;
}

void TestLiveCharts::labelsAtLineEndsNeverOverlap()
{
    QFETCH(const int, endpoints);
    QFETCH(const QSizeF, size);
    LiveChart chart;
    chart.setSimulated(true);
    chart.resize(size.toSize());
    LiveSnapshot snapshot = sampleSnapshot(endpoints, 80);
    for (LiveEndpoint &endpoint : snapshot.endpoints)
        endpoint.tps = 10; // all at one height: the worst case
    chart.setSnapshot(snapshot);
    QVERIFY(!overlapping(chart.scene()));
    QVERIFY(allInside(chart.scene()));

    TokenTimeline timeline;
    timeline.resize(size.toSize());
    timeline.setSnapshot(snapshot);
    QVERIFY(!overlapping(timeline.scene()));
    QVERIFY(allInside(timeline.scene()));
}

void TestLiveCharts::spreadLabelsStayInOrderAndNearTheirLines()
{
    QCOMPARE(spread({50, 20, 80}, 10, 0, 100), (std::vector<double> {50, 20, 80}));
    QCOMPARE(spread({50, 50}, 10, 0, 100), (std::vector<double> {45, 55}));
    QCOMPARE(spread({99, 98}, 10, 0, 100), (std::vector<double> {100, 90}));
    QCOMPARE(spread({0, 0, 0}, 10, 0, 100), (std::vector<double> {0, 10, 20}));
    QCOMPARE(spread({}, 10, 0, 100), std::vector<double> {});
}

void TestLiveCharts::everyLineEndsInADotAndItsRate()
{
    LiveChart chart;
    chart.resize(860, 220);
    chart.setSnapshot(sampleSnapshot(2));
    const FigureScene &scene = chart.scene();
    QCOMPARE(scene.curves.size(), std::size_t(2));
    QCOMPARE(scene.marks.size(), std::size_t(2));
    for (std::size_t i = 0; i < 2; ++i)
        QVERIFY((scene.marks[i].rect.center() - scene.curves[i].points.last()).manhattanLength() < 1e-6);
    QStringList labels;
    for (const SceneText &text : scene.texts)
        if (text.role == TextRole::Legend)
            labels.append(text.lines);
    QCOMPARE(labels, QStringList({QStringLiteral("Mistral-24B 10.9"), QStringLiteral("Qwen3-32B 7.7")}));
}

void TestLiveCharts::whoIsAtRestHasItsMeanSaid_data()
{
    QTest::addColumn<int>("inFlight");
    QTest::addColumn<bool>("isDone");
    QTest::addColumn<double>("now");
    QTest::addColumn<QString>("said");
    QTest::newRow("measured to the end") << 0 << true << 4.4 << QStringLiteral("Mistral-24B mean 12.5");
    QTest::newRow("waits for its turn") << 0 << false << 0.0 << QStringLiteral("Mistral-24B mean 12.5");
    QTest::newRow("between two requests") << 0 << false << 4.4 << QStringLiteral("Mistral-24B 4.4");
    QTest::newRow("waits for a first token") << 1 << false << 0.0 << QStringLiteral("Mistral-24B 0.0");
}

void TestLiveCharts::whoIsAtRestHasItsMeanSaid()
{
    QFETCH(int, inFlight);
    QFETCH(bool, isDone);
    QFETCH(double, now);
    QFETCH(QString, said);
    LiveSnapshot snapshot = sampleSnapshot(1);
    LiveEndpoint &endpoint = snapshot.endpoints.front();
    endpoint.inFlight = inFlight;
    endpoint.tps = now;
    endpoint.tps_mean = {};
    endpoint.tps_mean.add(12);
    endpoint.tps_mean.add(13);
    if (isDone)
        for (LiveCell &cell : endpoint.cells)
            cell.finished = cell.planned;
    LiveChart chart;
    chart.resize(860, 220);
    chart.setSnapshot(snapshot);
    QStringList texts;
    for (const SceneText &text : chart.scene().texts)
        texts += text.lines;
    QVERIFY2(texts.contains(said), qPrintable(texts.join(u'|')));
    QCOMPARE(chart.accessibleDescription().contains(QStringLiteral("on average")),
             said.contains(QStringLiteral("mean")));
}

void TestLiveCharts::stripsShareTheTimeAxis()
{
    LiveChart chart;
    chart.resize(700, 480);
    chart.setSnapshot(withTelemetry(sampleSnapshot(2)));
    const FigureScene &scene = chart.scene();
    QCOMPARE(scene.plots.size(), std::size_t(6)); // the lines and five strips
    for (std::size_t i = 1; i < scene.plots.size(); ++i) {
        QCOMPARE(scene.plots[i].left(), scene.plots[0].left());
        QCOMPARE(scene.plots[i].right(), scene.plots[0].right());
        QVERIFY(scene.plots[i].top() > scene.plots[i - 1].bottom());
    }
    QVERIFY(!overlapping(scene));
    QVERIFY(allInside(scene));
    // A sample lies below the same moment of the lines: the last one, at the run's end.
    const QRectF &power = scene.plots.back();
    const auto curve = std::ranges::find_if(
        scene.curves, [&](const SceneCurve &c) { return power.adjusted(-1, -1, 1, 1).contains(c.points.last()); });
    QVERIFY(curve != scene.curves.end());
    const double end_s = toSeconds(sampleSnapshot(2).at);
    const TimeAxis axis = timeAxis(end_s, std::clamp(static_cast<int>(power.width() / 90), 1, 8));
    QVERIFY(std::abs(curve->points.last().x() - (power.left() + end_s / axis.end_s * power.width())) < 1);
}

void TestLiveCharts::stripsAreOfWhatHasData()
{
    LiveSnapshot snapshot = sampleSnapshot(1);
    LiveTelemetry telemetry;
    for (int second = 0; second < 10; ++second)
        addSample(telemetry,
                  {.endpoint = 0,
                   .source = QStringLiteral("metrics"),
                   .at = std::chrono::seconds(second),
                   .values = {{QStringLiteral("running"), 2}, {QStringLiteral("waiting"), 0}}});
    snapshot.telemetry = std::make_shared<LiveTelemetry>(telemetry);
    LiveChart chart;
    chart.resize(700, 480);
    chart.setSnapshot(snapshot);
    QCOMPARE(chart.scene().plots.size(), std::size_t(2)); // nothing waited, there is no GPU
    QVERIFY(chart.stripsHeight() > 0);
    chart.clear();
    QCOMPARE(chart.stripsHeight(), 0);
}

void TestLiveCharts::stripsGiveWayToTheLines()
{
    LiveChart chart;
    chart.setSnapshot(withTelemetry(sampleSnapshot(2)));
    for (int height = 60; height < 600; height += 20) {
        chart.resize(500, height);
        const FigureScene &scene = chart.scene();
        QVERIFY(scene.plots.size() == 1 || scene.plots[0].height() >= 72);
        QVERIFY(allInside(scene));
        QVERIFY(!overlapping(scene));
    }
}

void TestLiveCharts::simulatedIsSaid()
{
    LiveChart chart;
    chart.resize(860, 220);
    const auto said = [&] {
        return std::ranges::any_of(chart.scene().texts, [](const SceneText &text) {
            return text.lines.contains(QStringLiteral("Simulated"));
        });
    };
    QVERIFY(!said());
    chart.setSimulated(true);
    QVERIFY(said());
}

void TestLiveCharts::barsArePaleUntilTheirTestIsDone()
{
    SpeedTestChart chart;
    chart.resize(1180, 260);
    chart.setSnapshot(sampleSnapshot(2));
    QCOMPARE(chart.scene().bars.size(), std::size_t(3 * 2 * 4)); // the fifth test has no value yet
    for (const SceneBar &bar : chart.scene().bars)
        QCOMPARE(bar.filling, bar.category == 3);
}

void TestLiveCharts::theTooltipTellsMeanAndCount()
{
    SpeedTestChart chart;
    chart.resize(1180, 260);
    chart.setSnapshot(sampleSnapshot(2));
    const QPoint place = chart.scene().bars.front().rect.center().toPoint();
    QHelpEvent event(QEvent::ToolTip, place, chart.mapToGlobal(place));
    QCoreApplication::sendEvent(&chart, &event);
    QVERIFY(QToolTip::text().contains(QStringLiteral("Mistral-24B · Short Prompt, Short Response")));
    QVERIFY(QToolTip::text().contains(QStringLiteral("0.100 seconds, mean of 3")));
    QToolTip::hideText();
}

void TestLiveCharts::theChartIsDescribedInWords()
{
    SpeedTestChart chart;
    QCOMPARE(chart.accessibleDescription(), QStringLiteral("No data yet"));
    chart.setSnapshot(sampleSnapshot(1));
    QVERIFY(chart.accessibleDescription().contains(QStringLiteral("Mistral-24B: Short Prompt, Short Response 0.100")));
    QVERIFY(chart.accessibleDescription().contains(QStringLiteral("Reasoning Task not measured")));
}

void TestLiveCharts::theNewestRowIsAtTheBottom()
{
    TokenTimeline timeline;
    timeline.resize(640, 140);
    timeline.setSnapshot(sampleSnapshot(2));
    std::vector<std::pair<QString, double>> rows;
    for (const SceneText &text : timeline.scene().texts)
        if (text.role == TextRole::Legend)
            rows.emplace_back(text.lines.first(), text.rect.top());
    QCOMPARE(rows.size(), std::size_t(4));
    QVERIFY(std::ranges::is_sorted(rows, {}, [](const auto &row) { return row.second; }));
    QCOMPARE(rows.front().first, QStringLiteral("Short → short 1/3"));
    QCOMPARE(rows.back().first, QStringLiteral("Code 1/3"));
}

void TestLiveCharts::olderRowsGiveWayWhereThereIsNoRoom()
{
    TokenTimeline timeline;
    timeline.resize(640, 62);
    timeline.setSnapshot(sampleSnapshot(2));
    QStringList rows;
    for (const SceneText &text : timeline.scene().texts)
        if (text.role == TextRole::Legend)
            rows.append(text.lines.first());
    QCOMPARE(rows, QStringList({QStringLiteral("Long → short 3/3"), QStringLiteral("Code 1/3")}));
}

void TestLiveCharts::aFailedRequestHasACross()
{
    TokenTimeline timeline;
    timeline.resize(640, 140);
    timeline.setSnapshot(sampleSnapshot(2));
    const auto &marks = timeline.scene().marks;
    QCOMPARE(std::ranges::count_if(marks, [](const SceneMark &mark) { return mark.kind == SceneMark::Kind::Cross; }),
             1);
}

void TestLiveCharts::nothingIsPaintedWithoutNewData()
{
    struct Counted : LiveChart
    {
        int paints = 0;
        void paintEvent(QPaintEvent *event) override
        {
            ++paints;
            LiveChart::paintEvent(event);
        }
    };
    Counted chart;
    chart.resize(400, 200);
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    chart.setSnapshot(sampleSnapshot(1));
    QTRY_VERIFY(chart.paints > 0);
    QCoreApplication::processEvents();
    const int before = chart.paints;
    chart.setSimulated(false); // it is already
    QCoreApplication::processEvents();
    QCOMPARE(chart.paints, before);
    chart.setSnapshot(sampleSnapshot(2));
    QTRY_COMPARE(chart.paints, before + 1);
}

void TestLiveCharts::picturesOfEveryState()
{
    for (const Theme &theme : {Theme::light(), Theme::darkTheme()}) {
        setCurrentTheme(theme);
        const QString mode = theme.dark ? QStringLiteral("dark") : QStringLiteral("light");
        for (const int endpoints : {0, 1, 2, 4, 12}) {
            LiveChart chart;
            chart.resize(860, 220);
            chart.setSimulated(endpoints == 4);
            chart.setSnapshot(sampleSnapshot(endpoints, 700));
            TokenTimeline timeline;
            timeline.resize(660, 110);
            LiveSnapshot snapshot = sampleSnapshot(endpoints, 100);
            if (endpoints == 0)
                snapshot.timeline.clear();
            timeline.setSnapshot(snapshot);
            SpeedTestChart bars;
            bars.resize(1180, 220);
            bars.setSnapshot(sampleSnapshot(endpoints));
            LiveChart strips;
            strips.resize(860, 400);
            strips.setSnapshot(endpoints == 2 ? withTelemetry(sampleSnapshot(2)) : sampleSnapshot(endpoints));
            for (const double scale : {1.0, 2.0}) {
                if (endpoints == 2)
                    savePicture(strips, QStringLiteral("strips-%1").arg(mode), scale);
                savePicture(chart, QStringLiteral("live-%1-%2").arg(endpoints).arg(mode), scale);
                savePicture(timeline, QStringLiteral("timeline-%1-%2").arg(endpoints).arg(mode), scale);
                savePicture(bars, QStringLiteral("livebars-%1-%2").arg(endpoints).arg(mode), scale);
            }
        }
    }
    setCurrentTheme(Theme::light());
}

QTEST_MAIN(TestLiveCharts)
#include "tst_livecharts.moc"
