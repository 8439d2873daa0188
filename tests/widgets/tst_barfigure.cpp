// SPDX-License-Identifier: Apache-2.0
#include "figure/figureexport.h"
#include "figuresamples.h"

#include <QBuffer>
#include <QDir>
#include <QPainter>
#include <QTest>

#include <algorithm>

using namespace streamgauge;

namespace {

QStringList longNames()
{
    return {QStringLiteral("Summarise a very long legal contract in three sentences for a busy reader"),
            QStringLiteral("Donaudampfschifffahrtsgesellschaftskapitänsmütze"),
            QStringLiteral("x"),
            QStringLiteral("Retrieval augmented question, sixteen documents"),
            QStringLiteral("Tool call with a deeply nested JSON schema"),
            QStringLiteral("Code Generation")};
}

QString described(const SceneText &text)
{
    return QStringLiteral("\"%1\" (%2,%3 %4x%5)")
        .arg(text.lines.join(QLatin1Char('|')))
        .arg(text.rect.x())
        .arg(text.rect.y())
        .arg(text.rect.width())
        .arg(text.rect.height());
}

/// What is wrong with the places of a scene's texts; empty where nothing is.
QString textProblem(const FigureScene &scene)
{
    const QRectF all = QRectF({0, 0}, scene.size).adjusted(-0.01, -0.01, 0.01, 0.01);
    for (std::size_t i = 0; i < scene.texts.size(); ++i) {
        if (!all.contains(scene.texts[i].rect))
            return described(scene.texts[i]) + QStringLiteral(" is cut");
        for (std::size_t j = i + 1; j < scene.texts.size(); ++j) {
            const QRectF common = scene.texts[i].rect.intersected(scene.texts[j].rect);
            if (common.width() > 0.5 && common.height() > 0.5)
                return described(scene.texts[i]) + QStringLiteral(" overlaps ") + described(scene.texts[j]);
        }
    }
    return {};
}

/// Height in pixels of the unbroken run of bar colour in the middle of a bar, from its foot up.
int paintedHeight(const QImage &image, const QRectF &bar, const QColor &color)
{
    const int x = static_cast<int>(bar.center().x());
    int height = 0;
    for (int y = static_cast<int>(std::round(bar.bottom())) - 1; y >= 0; --y) {
        const QColor pixel = image.pixelColor(x, y);
        const int distance = std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green())
            + std::abs(pixel.blue() - color.blue());
        if (distance > 60)
            break;
        ++height;
    }
    return height;
}

QImage onImage(const FigureScene &scene, double scale)
{
    QImage image((scene.size * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.scale(scale, scale);
    paintScene(painter, scene);
    return image;
}

void savePicture(const QString &name, const QImage &image)
{
    const QString folder = qEnvironmentVariable("STREAMGAUGE_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(image.save(folder + QLatin1Char('/') + name + QStringLiteral(".png")));
}

}

class TestBarFigure : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void labelsNeverOverlapNorAreCut_data();
    void labelsNeverOverlapNorAreCut();
    void barsAreAsHighAsTheirNumbersInTheDecodedPng();
    void everySeriesHasABarInEveryCategory_data();
    void everySeriesHasABarInEveryCategory();
    void namesInFullAreShownWhereThereIsRoom();
    void aMissingValueIsADashAndAFailedOneACross();
    void withoutValuesItSaysSo();
    void theReferenceLineLiesAtItsValue();
    void simulatedIsSaidInTheFooter();
    void picturesOfEveryState();
};

void TestBarFigure::labelsNeverOverlapNorAreCut_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("seriesCount");
    QTest::addColumn<bool>("longLabels");
    QTest::addColumn<bool>("dashboard");
    for (const int width : {300, 420, 640, 1000, 1440, 2200, 4000})
        for (const int series : {1, 2, 4, 8, 12, 20})
            for (const bool longLabels : {false, true})
                for (const bool dashboard : {false, true})
                    QTest::addRow("%d series, %d px, %s names, %s", series, width, longLabels ? "long" : "usual",
                                  dashboard ? "dashboard" : "export")
                        << width << series << longLabels << dashboard;
}

void TestBarFigure::labelsNeverOverlapNorAreCut()
{
    QFETCH(const int, width);
    QFETCH(const int, seriesCount);
    QFETCH(const bool, longLabels);
    QFETCH(const bool, dashboard);
    const Theme theme = Theme::light();
    BarFigure figure = sampleFigure(theme, seriesCount, longLabels ? longNames() : speedTestNames(),
                                    longLabels ? QStringLiteral("a-model-with-a-long-name-Instruct-2506-NVFP4")
                                               : QStringLiteral("Model"));
    figure.finding =
        QStringLiteral("GPT-OSS-20B decodes 3.3× as fast as Mistral-24B; time to first token: no difference shown");
    figure.simulated = true;
    if (seriesCount == 1)
        figure.panels[0].reference = {0.3, QStringLiteral("Mistral-24B baseline (0.300s)")};
    FigureStyle style = dashboard ? dashboardStyle(theme) : exportStyle(theme);
    style.legendRow = true;
    for (const int height : {130, 240, 480, 900}) {
        const FigureScene scene = layoutBarFigure(figure, QSizeF(width, height), style);
        const QString problem = textProblem(scene);
        QVERIFY2(problem.isEmpty(), qPrintable(QStringLiteral("height %1: %2").arg(height).arg(problem)));
        for (const SceneBar &bar : scene.bars)
            QVERIFY(QRectF({0, 0}, scene.size).contains(bar.rect));
    }
}

void TestBarFigure::barsAreAsHighAsTheirNumbersInTheDecodedPng()
{
    const Theme theme = Theme::light();
    const PictureSize size;
    FigureStyle style = exportStyle(theme);
    style.pixel = devicePixel(size);
    BarFigure figure = classicFigure(theme);
    figure.panels[0].reference.reset(); // its line would cross the bars
    figure.panels[2].reference.reset();
    const FigureScene scene = layoutBarFigure(figure, logicalSize(size), style);
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QVERIFY(writePng(buffer, scene, size).has_value());
    const QImage image = QImage::fromData(buffer.data(), "png");
    QCOMPARE(image.size(), QSize(2250, 750));
    QCOMPARE(qRound(image.dotsPerMeterX() * 0.0254), 150);

    QCOMPARE(scene.bars.size(), std::size_t(15));
    const double scale = 1 / devicePixel(size);
    for (const SceneBar &bar : scene.bars) {
        const auto panel = static_cast<std::size_t>(bar.panel);
        const double expected = bar.value / scene.tops[panel] * scene.plots[panel].height() * scale;
        const QRectF pixels(bar.rect.topLeft() * scale, bar.rect.size() * scale);
        const int painted = paintedHeight(image, pixels, bar.paint.color);
        QVERIFY2(std::abs(painted - expected) <= 1,
                 qPrintable(QStringLiteral("%1 instead of %2").arg(painted).arg(expected)));
    }
}

void TestBarFigure::everySeriesHasABarInEveryCategory_data()
{
    QTest::addColumn<int>("seriesCount");
    QTest::newRow("one series") << 1;
    QTest::newRow("two series") << 2;
    QTest::newRow("twenty series") << 20;
}

void TestBarFigure::everySeriesHasABarInEveryCategory()
{
    QFETCH(const int, seriesCount);
    const Theme theme = Theme::light();
    const FigureScene scene =
        layoutBarFigure(sampleFigure(theme, seriesCount, speedTestNames()), {1440, 480}, exportStyle(theme));
    QCOMPARE(scene.bars.size(), static_cast<std::size_t>(3 * 5 * seriesCount));
    for (std::size_t i = 1; i < scene.bars.size(); ++i) {
        const SceneBar &before = scene.bars[i - 1];
        const SceneBar &bar = scene.bars[i];
        if (before.panel == bar.panel)
            QVERIFY2(bar.rect.left() >= before.rect.right() - 1e-6, "bars overlap");
        QVERIFY(bar.rect.width() >= 2);
    }
}

void TestBarFigure::namesInFullAreShownWhereThereIsRoom()
{
    const Theme theme = Theme::light();
    const FigureScene scene = layoutBarFigure(classicFigure(theme), {1440, 480}, exportStyle(theme));
    QStringList names;
    for (const SceneText &text : scene.texts)
        if (text.role == TextRole::Category)
            names.append(text.lines.join(QLatin1Char(' ')));
    QCOMPARE(names, speedTestNames() + speedTestNames() + speedTestNames());
}

void TestBarFigure::aMissingValueIsADashAndAFailedOneACross()
{
    const Theme theme = Theme::light();
    BarFigure figure = sampleFigure(theme, 2, speedTestNames());
    figure.panels[1].values[0][2].value.reset();
    figure.panels[1].values[1][3] = {.value = {}, .failed = 2, .interval = {}};
    const FigureScene scene = layoutBarFigure(figure, {1440, 480}, exportStyle(theme));
    QCOMPARE(scene.bars.size(), std::size_t(28));
    const auto marks = [&](SceneMark::Kind kind) {
        return std::ranges::count_if(scene.marks, [&](const SceneMark &mark) { return mark.kind == kind; });
    };
    QCOMPARE(marks(SceneMark::Kind::Dash), 1);
    QCOMPARE(marks(SceneMark::Kind::Cross), 1);
    for (const SceneMark &mark : scene.marks)
        if (mark.kind == SceneMark::Kind::Dash || mark.kind == SceneMark::Kind::Cross)
            QVERIFY(scene.plots[1].contains(mark.rect));
}

void TestBarFigure::withoutValuesItSaysSo()
{
    const Theme theme = Theme::light();
    const FigureScene scene = layoutBarFigure(sampleFigure(theme, 0, {}), {1200, 300}, dashboardStyle(theme));
    QCOMPARE(scene.bars.size(), std::size_t(0));
    const auto said = std::ranges::count_if(scene.texts, [](const SceneText &text) {
        return text.role == TextRole::Message && text.lines == QStringList {QStringLiteral("No data yet")};
    });
    QCOMPARE(said, 3);
}

void TestBarFigure::theReferenceLineLiesAtItsValue()
{
    const Theme theme = Theme::light();
    const FigureScene scene = layoutBarFigure(classicFigure(theme), {1440, 480}, exportStyle(theme));
    std::vector<double> lengths;
    for (const SceneLine &line : scene.lines) {
        QVERIFY(line.dashed);
        lengths.push_back(line.line.length());
    }
    QCOMPARE(lengths.size(), std::size_t(4)); // two lines, two samples in their legends
    const QLineF ttft = scene.lines[0].line;
    const double value = (scene.plots[0].bottom() - ttft.y1()) / scene.plots[0].height() * scene.tops[0];
    QVERIFY(std::abs(value - 0.138) < 1e-9);
    for (const SceneText &text : scene.texts)
        if (text.role == TextRole::Reference)
            for (const QRectF &plot : scene.plots)
                QVERIFY2(!text.rect.intersects(plot), "a legend hides bars");
}

void TestBarFigure::simulatedIsSaidInTheFooter()
{
    const Theme theme = Theme::light();
    BarFigure figure = classicFigure(theme);
    const auto said = [&] {
        const FigureScene scene = layoutBarFigure(figure, {1440, 480}, exportStyle(theme));
        return std::ranges::any_of(scene.texts, [](const SceneText &text) {
            return text.role == TextRole::Footer && text.lines == QStringList {QStringLiteral("Simulated")};
        });
    };
    QVERIFY(!said());
    figure.simulated = true;
    QVERIFY(said());
}

/// Every state drawn at two scales in both themes; kept as files where STREAMGAUGE_PICTURES names a folder.
void TestBarFigure::picturesOfEveryState()
{
    for (const Theme &theme : {Theme::light(), Theme::darkTheme()}) {
        const QString mode = theme.dark ? QStringLiteral("dark") : QStringLiteral("light");
        BarFigure missing = sampleFigure(theme, 3, speedTestNames());
        missing.simulated = true;
        missing.panels[0].values[1][2].value.reset();
        missing.panels[1].values[0][1] = {.value = {}, .failed = 3, .interval = {}};
        missing.panels[2].values[2][4].failed = 1;
        for (auto &panel : missing.panels)
            for (auto &value : panel.values[2])
                value.filling = true;
        BarFigure two = sampleFigure(theme, 2, speedTestNames());
        two.finding =
            QStringLiteral("Model 1 decodes 1.4× as fast as Model 2; time to first token: no difference shown");
        const std::vector<std::pair<QString, BarFigure>> figures {
            {QStringLiteral("empty"), sampleFigure(theme, 0, {})},
            {QStringLiteral("one"), classicFigure(theme)},
            {QStringLiteral("two"), two},
            {QStringLiteral("four"), sampleFigure(theme, 4, speedTestNames())},
            {QStringLiteral("twelve"), sampleFigure(theme, 12, speedTestNames())},
            {QStringLiteral("twenty"),
             sampleFigure(theme, 20, speedTestNames(), QStringLiteral("some/long-model-name"))},
            {QStringLiteral("longnames"), sampleFigure(theme, 2, longNames())},
            {QStringLiteral("missing"), missing},
        };
        for (auto [name, figure] : figures) {
            const PictureSize size;
            FigureStyle style = exportStyle(theme);
            style.pixel = devicePixel(size);
            const QImage exported = renderImage(layoutBarFigure(figure, logicalSize(size), style), size);
            QCOMPARE(exported.pixelColor(3, 3), theme.surface);
            savePicture(QStringLiteral("export-%1-%2").arg(name, mode), exported);
            figure.finding.clear();
            figure.footer.clear();
            for (const QString &category : figure.categories)
                figure.shortCategories.append(category.left(9));
            for (const double scale : {1.0, 2.0}) {
                FigureStyle small = dashboardStyle(theme);
                small.pixel = 1 / scale;
                savePicture(QStringLiteral("dashboard-%1-%2-%3x").arg(name, mode).arg(scale),
                            onImage(layoutBarFigure(figure, {1180, 260}, small), scale));
            }
        }
    }
}

QTEST_MAIN(TestBarFigure)
#include "tst_barfigure.moc"
