// SPDX-License-Identifier: Apache-2.0
#include "figure/figureexport.h"
#include "figure/figureseries.h"
#include "figuresamples.h"

#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>
#include <QTest>

#include <set>

using namespace streamgauge;

class TestFigureExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDeviceThatCannotBeWrittenIsAnError_data();
    void aDeviceThatCannotBeWrittenIsAnError();
    void aSceneWithoutBackgroundIsTransparent();
    void theClipboardGetsThePicture();
    void formatsAreKnownByTheirNames();
    void twentySeriesLookDifferent();
    void testNamesAreShortenedOnlyWhereTheyAreKnown_data();
    void testNamesAreShortenedOnlyWhereTheyAreKnown();
};

void TestFigureExport::aDeviceThatCannotBeWrittenIsAnError_data()
{
    QTest::addColumn<PictureFormat>("format");
    QTest::newRow("PNG") << PictureFormat::Png;
    QTest::newRow("SVG") << PictureFormat::Svg;
    QTest::newRow("PDF") << PictureFormat::Pdf;
}

void TestFigureExport::aDeviceThatCannotBeWrittenIsAnError()
{
    QFETCH(const PictureFormat, format);
    const PictureSize size;
    const Theme theme = Theme::light();
    QByteArray content("as it was");
    QBuffer buffer(&content);
    QVERIFY(buffer.open(QIODevice::ReadOnly));
    const auto written =
        writePicture(buffer, format, layoutForExport(classicFigure(theme), size, theme), size, QStringLiteral("x"));
    QVERIFY(!written.has_value());
    QVERIFY(written.error().message.contains(QLatin1String("could not be written")));
    QCOMPARE(content, QByteArray("as it was"));
}

void TestFigureExport::aSceneWithoutBackgroundIsTransparent()
{
    const PictureSize size;
    const Theme theme = Theme::light();
    FigureScene scene = layoutForExport(classicFigure(theme), size, theme);
    scene.background = QColor();
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QVERIFY(writePng(buffer, scene, size).has_value());
    QCOMPARE(QImage::fromData(buffer.data()).pixelColor(2, 2).alpha(), 0);
}

void TestFigureExport::theClipboardGetsThePicture()
{
    const PictureSize size;
    const Theme theme = Theme::light();
    copyToClipboard(layoutForExport(classicFigure(theme), size, theme), size);
    QCOMPARE(QGuiApplication::clipboard()->image().size(), size.pixels);
}

void TestFigureExport::formatsAreKnownByTheirNames()
{
    QCOMPARE(pictureFormat(QStringLiteral("a.png")).value(), PictureFormat::Png);
    QCOMPARE(pictureFormat(QStringLiteral("a.b.SVG")).value(), PictureFormat::Svg);
    QCOMPARE(pictureFormat(QStringLiteral("/x y/a.Pdf")).value(), PictureFormat::Pdf);
    QVERIFY(!pictureFormat(QStringLiteral("png")).has_value());
    QVERIFY(!pictureFormat(QStringLiteral("a.jpeg")).has_value());
}

void TestFigureExport::twentySeriesLookDifferent()
{
    const Theme theme = Theme::light();
    QStringList labels;
    for (int i = 0; i < 20; ++i)
        labels.append(QStringLiteral("Mistral-24B of run %1").arg(i));
    std::set<std::pair<QRgb, int>> looks;
    for (const FigureSeries &series : figureSeries(labels, theme)) {
        QVERIFY(series.paint.variant <= 2);
        looks.emplace(series.paint.color.rgb(), series.paint.variant);
    }
    QCOMPARE(looks.size(), std::size_t(20));
}

void TestFigureExport::testNamesAreShortenedOnlyWhereTheyAreKnown_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("shortened");
    QTest::newRow("lengths") << QStringLiteral("Short Prompt, Long Response") << QStringLiteral("Short →\u00A0long");
    QTest::newRow("code") << QStringLiteral("Code Generation") << QStringLiteral("Code");
    QTest::newRow("reasoning") << QStringLiteral("Reasoning Task") << QStringLiteral("Reasoning");
    QTest::newRow("anyone's own") << QStringLiteral("Tool call, nested") << QStringLiteral("Tool call, nested");
    QTest::newRow("none") << QString() << QString();
}

void TestFigureExport::testNamesAreShortenedOnlyWhereTheyAreKnown()
{
    QFETCH(const QString, name);
    QFETCH(const QString, shortened);
    QCOMPARE(shortTestName(name), shortened);
}

QTEST_MAIN(TestFigureExport)
#include "tst_figureexport.moc"
