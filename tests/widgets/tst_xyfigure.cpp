// SPDX-License-Identifier: Apache-2.0
#include "figure/xyfigure.h"
#include "figure/xyscale.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace streamgauge;

namespace {

XyFigure figureOf(const std::vector<QPointF> &points, bool isLog = false)
{
    XyFigure figure;
    figure.x = {.title = QStringLiteral("concurrency"), .isLog = isLog};
    figure.y = {.title = QStringLiteral("TPS (tokens/s)"), .isLog = isLog};
    figure.series.push_back(
        {.label = QStringLiteral("A"), .paint = {Qt::blue}, .form = XyForm::LineWithDots, .points = points});
    return figure;
}

FigureStyle slideStyle() // fonts need the application
{
    return exportStyle(Theme::light());
}

constexpr QSizeF size(900, 500);

/// Texts overlap where their rectangles do.
QString overlap(const FigureScene &scene)
{
    for (std::size_t a = 0; a < scene.texts.size(); ++a)
        for (std::size_t b = a + 1; b < scene.texts.size(); ++b)
            if (scene.texts[a].rect.intersects(scene.texts[b].rect))
                return scene.texts[a].lines.join(u' ') + QStringLiteral(" / ") + scene.texts[b].lines.join(u' ');
    return {};
}

QString cut(const FigureScene &scene)
{
    for (const SceneText &text : scene.texts)
        if (!QRectF({0, 0}, scene.size).adjusted(-0.5, -0.5, 0.5, 0.5).contains(text.rect))
            return text.lines.join(u' ');
    return {};
}

}

class TestXyFigure : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ticks_data()
    {
        QTest::addColumn<bool>("isLog");
        QTest::addColumn<QList<double>>("values");
        QTest::addColumn<int>("intervals");
        QTest::addColumn<QString>("texts");

        QTest::newRow("linear from 0") << false << QList<double> {3, 9} << 5 << QStringLiteral("0 2 4 6 8 10");
        QTest::newRow("logarithmic by 1, 2, 5")
            << true << QList<double> {2.4, 40} << 8 << QStringLiteral("2 5 10 20 50");
        QTest::newRow("below one") << true << QList<double> {0.03, 0.4} << 8 << QStringLiteral("0.02 0.05 0.1 0.2 0.5");
        QTest::newRow("many decades: powers of ten")
            << true << QList<double> {1, 100'000} << 6 << QStringLiteral("1 10 100 1000 10k 100k");
        QTest::newRow("one value on a tick") << true << QList<double> {10} << 8 << QStringLiteral("10 20");
        QTest::newRow("what cannot be drawn does not count")
            << true << QList<double> {0, -5, qQNaN(), 10, 20} << 8 << QStringLiteral("10 20");
        QTest::newRow("nothing") << true << QList<double> {} << 8 << QStringLiteral("1 2");
    }

    void ticks()
    {
        QFETCH(bool, isLog);
        QFETCH(QList<double>, values);
        QFETCH(int, intervals);
        QFETCH(QString, texts);
        const XyScale scale = xyScale({.title = {}, .isLog = isLog}, {values.begin(), values.end()}, intervals);
        QCOMPARE(scale.tickTexts.join(u' '), texts);
    }

    void placesAreProportional()
    {
        const XyScale scale = xyScale({.title = {}, .isLog = true}, {1, 100}, 8);
        QVERIFY(std::abs(scale.place(10).value() - 0.5) < 1e-9);
        QVERIFY(!scale.place(0) && !scale.place(-1) && !scale.place(qQNaN()));
    }

    /// A pixel measure: dots lie where the axis says.
    void dotsLieAtTheirValues()
    {
        const FigureScene scene = layoutXyFigure(figureOf({{0, 0}, {5, 50}, {10, 100}}), size, slideStyle());
        QCOMPARE(scene.marks.size(), 3u);
        const QRectF plot = scene.plots.at(0);
        QVERIFY(QLineF(scene.marks[0].rect.center(), plot.bottomLeft()).length() < 0.01);
        QVERIFY(QLineF(scene.marks[1].rect.center(), plot.center()).length() < 0.01);
        QVERIFY(QLineF(scene.marks[2].rect.center(), plot.topRight()).length() < 0.01);
        QCOMPARE(scene.curves.size(), 1u);
    }

    void stepsGoRightThenUp()
    {
        XyFigure figure = figureOf({{0, 0}, {10, 1}});
        figure.series[0].form = XyForm::Steps;
        const QPolygonF curve = layoutXyFigure(figure, size, slideStyle()).curves.at(0).points;
        QCOMPARE(curve.size(), 3);
        QCOMPARE(curve[1].x(), curve[2].x());
        QCOMPARE(curve[1].y(), curve[0].y());
    }

    void whatHasNoPlaceIsLeftOut()
    {
        const double infinite = std::numeric_limits<double>::infinity();
        const FigureScene scene = layoutXyFigure(
            figureOf({{0, 3}, {1, 10}, {2, qQNaN()}, {infinite, 4}, {10, 20}}, true), size, slideStyle());
        QCOMPARE(scene.marks.size(), 2u);
    }

    void guidesEndAtThePlot()
    {
        XyFigure figure = figureOf({{1, 10}, {10, 100}}, true);
        figure.guides.push_back({.from = {0.001, 100'000}, .to = {1000, 0.1}, .label = QStringLiteral("100 GB/s")});
        const FigureScene scene = layoutXyFigure(figure, size, slideStyle());
        const QRectF plot = scene.plots.at(0).adjusted(-0.01, -0.01, 0.01, 0.01);
        const SceneLine &guide = scene.lines.back();
        QVERIFY(guide.dashed);
        QVERIFY(plot.contains(guide.line.p1()) && plot.contains(guide.line.p2()));
        QVERIFY(
            std::ranges::any_of(scene.texts, [](const SceneText &text) { return text.lines.first() == u"100 GB/s"; }));
    }

    void nothingIsCutOrOverlaps_data()
    {
        QTest::addColumn<QSizeF>("ofSize");
        QTest::newRow("slide") << QSizeF(960, 540);
        QTest::newRow("half a slide") << QSizeF(460, 400);
        QTest::newRow("small") << QSizeF(300, 220);
    }

    void nothingIsCutOrOverlaps()
    {
        QFETCH(QSizeF, ofSize);
        XyFigure figure = figureOf({{2.4, 33}, {15, 9.8}, {15.2, 9.7}, {20, 8.2}, {40, 3.9}}, true);
        figure.finding = QStringLiteral("A long finding about models that decode at different rates on one machine");
        figure.footer = QStringLiteral("NVIDIA DGX Spark · vLLM · n = 60 · tokens by usage · cold requests apart");
        figure.simulated = true;
        for (int i = 0; i < 5; ++i)
            figure.series[0].pointLabels.append(QStringLiteral("A model with a rather long name %1 · 58 %").arg(i));
        figure.series.push_back({.label = QStringLiteral("B"), .paint = {Qt::red}, .points = {{5, 5}}});
        for (const double bandwidth : {273.0, 155.0})
            figure.guides.push_back({.from = {1, bandwidth},
                                     .to = {100, bandwidth / 100},
                                     .label = QStringLiteral("NVIDIA DGX Spark: %1 GB/s").arg(bandwidth)});
        const FigureScene scene = layoutXyFigure(figure, ofSize, slideStyle());
        QCOMPARE(overlap(scene), QString());
        QCOMPARE(cut(scene), QString());
    }

    void thePointUnderTheMouseIsFound()
    {
        const FigureScene scene = layoutXyFigure(figureOf({{0, 0}, {5, 50}, {10, 100}}), size, slideStyle());
        const auto hit = pointNear(scene, scene.plots.at(0).center() + QPointF(3, 3));
        QVERIFY(hit);
        QCOMPARE(hit->point, 1u);
        QVERIFY(!pointNear(scene, scene.plots.at(0).center() + QPointF(60, 3)));
    }

    void aMessageStandsInsteadOfAnEmptyPlot()
    {
        XyFigure figure;
        figure.message = QStringLiteral("Nothing to draw");
        const FigureScene scene = layoutXyFigure(figure, size, slideStyle());
        QVERIFY(scene.plots.empty());
        QCOMPARE(scene.texts.at(0).lines.join(u' '), figure.message);
    }
};

QTEST_MAIN(TestXyFigure)

#include "tst_xyfigure.moc"
