// SPDX-License-Identifier: Apache-2.0
#include "figure/charts.h"
#include "figure/interferencefigure.h"

#include <QTest>

using namespace streamgauge;

namespace {

Comparison comparisonOf(int count)
{
    Comparison comparison;
    for (int i = 0; i < count; ++i) {
        SeriesSummary series;
        series.label = QStringLiteral("Some model with a rather long name, quantized to four bits %1").arg(i);
        InterferenceLoss loss;
        loss.ttft = Loss {.percent = 34,
                          .ci95Low = 28,
                          .ci95High = 41,
                          .alone = 15,
                          .together = 15,
                          .valueAlone = 0.3,
                          .valueTogether = 0.402};
        loss.tps = Loss {.percent = 2,
                         .ci95Low = -1,
                         .ci95High = 5,
                         .alone = 15,
                         .together = 15,
                         .valueAlone = 10,
                         .valueTogether = 9.8};
        series.interference = loss;
        comparison.series.push_back(series);
    }
    return comparison;
}

}

class TestDumbbellFigure : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lossesAreWrittenBeside()
    {
        const DumbbellFigure figure = interferenceFigure(comparisonOf(1), Theme::light());
        QCOMPARE(figure.panels.size(), 2u);
        QCOMPARE(figure.panels[0].values[0]->text, QStringLiteral("+34 % (+28 to +41)"));
        QVERIFY(figure.panels[0].values[0]->tone == DumbbellTone::Bad);
        QCOMPARE(figure.panels[1].values[0]->text, QStringLiteral("−2.0 % (−5.0 to +1.0), not shown"));
        QVERIFY(figure.panels[1].values[0]->tone == DumbbellTone::Plain);
    }

    /// Ring and dot lie where the axis says.
    void marksLieAtTheirValues()
    {
        const FigureScene scene = layoutDumbbells(interferenceFigure(comparisonOf(2), Theme::light()), {900, 300},
                                                  dashboardStyle(Theme::light()));
        QCOMPARE(scene.plots.size(), 2u);
        const QRectF plot = scene.plots[0];
        const double top = scene.tops[0];
        std::vector<double> rings;
        for (const SceneMark &mark : scene.marks)
            if (mark.kind == SceneMark::Kind::Ring)
                rings.push_back(mark.rect.center().x());
        QCOMPARE(rings.size(), 4u);
        QVERIFY(std::abs(rings[0] - (plot.left() + 0.3 / top * plot.width())) < 0.01);
    }

    void withoutDataItSaysHowToGetThem()
    {
        const DumbbellFigure figure = interferenceFigure({.series = {SeriesSummary()}, .baseline = {}}, Theme::light());
        QVERIFY(figure.message.contains(u"--order interference"));
        QVERIFY(chartFinding(QStringLiteral("interference"), {.series = {SeriesSummary()}, .baseline = {}}).isEmpty());
        const FigureScene scene = layoutDumbbells(figure, {600, 160}, dashboardStyle(Theme::light()));
        QVERIFY(std::ranges::any_of(scene.texts, [](const SceneText &text) { return text.role == TextRole::Message; }));
    }

    void nothingIsCut_data()
    {
        QTest::addColumn<int>("series");
        QTest::addColumn<QSizeF>("ofSize");
        QTest::addColumn<bool>("isExport");
        QTest::newRow("one, card") << 1 << QSizeF(960, 120) << false;
        QTest::newRow("many, card") << 14 << QSizeF(960, 84 + 14 * 36) << false;
        QTest::newRow("narrow card") << 3 << QSizeF(420, 300) << false;
        QTest::newRow("slide") << 4 << QSizeF(1280, 720) << true;
        QTest::newRow("half a slide") << 4 << QSizeF(640, 720) << true;
        QTest::newRow("many, slide") << 20 << QSizeF(1280, 720) << true;
    }

    void nothingIsCut()
    {
        QFETCH(int, series);
        QFETCH(QSizeF, ofSize);
        QFETCH(bool, isExport);
        const FigureStyle style = isExport ? exportStyle(Theme::light()) : dashboardStyle(Theme::light());
        const FigureScene scene =
            layoutDumbbells(interferenceFigure(comparisonOf(series), Theme::light()), ofSize, style);
        for (std::size_t a = 0; a < scene.texts.size(); ++a) {
            const SceneText &text = scene.texts[a];
            QVERIFY2(QRectF({0, 0}, ofSize).adjusted(-0.5, -0.5, 0.5, 0.5).contains(text.rect),
                     qPrintable(text.lines.join(u' ')));
            for (std::size_t b = a + 1; b < scene.texts.size(); ++b)
                QVERIFY2(!text.rect.adjusted(0, 1.5, 0, -1.5).intersects(scene.texts[b].rect),
                         qPrintable(text.lines.join(u' ') + QStringLiteral(" / ") + scene.texts[b].lines.join(u' ')));
        }
    }
};

QTEST_MAIN(TestDumbbellFigure)

#include "tst_dumbbellfigure.moc"
