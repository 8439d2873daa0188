// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "figure/figureexport.h"
#include "figure/speedtestfigure.h"
#include "referenceruns.h"
#include "runfile/runreader.h"
#include "runfile/runwriter.h"

#include <QFile>
#include <QImage>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>

using namespace streamgauge;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Pixels of about this colour in a column.
int pixelsOf(const QImage &image, int x, const QColor &color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        const QColor pixel = image.pixelColor(x, y);
        if (std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green())
                + std::abs(pixel.blue() - color.blue())
            < 40)
            ++count;
    }
    return count;
}

bool hasColor(const QImage &image, const QColor &color)
{
    for (int x = 0; x < image.width(); ++x)
        if (pixelsOf(image, x, color) > 0)
            return true;
    return false;
}

}

class TestExportCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void oneSeriesAgainstABaselineIsBlueOrangeAndGreen();
    void severalSeriesAreGroupedInTheirColours();
    void barsOfTheFileAreTheRunsNumbers();
    void theBaselineMayBeNamedByItsFile();
    void coldRequestsAreMixedInOnlyWhereAsked();
    void svgIsWellFormedAndHoldsTheTexts();
    void pdfCanBeOpened();
    void darkIsDark();
    void sizeAndDpiAreThoseAskedFor();
    void wrongUsageWritesNothing_data();
    void wrongUsageWritesNothing();
    void unreadableRunIsWrongUsage();
    void aRunWithoutAnswersHasNothingToDraw();

private:
    ExportArguments arguments(const QString &to) const;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString save(const Run &run, const QString &name);

    QTemporaryDir m_folder;
    QString m_llama;
    QString m_mistral;
};

void TestExportCommand::initTestCase()
{
    m_llama = save(referenceRun(QStringLiteral("Llama-70B")), QStringLiteral("llama.run.jsonl"));
    m_mistral = save(referenceRun(QStringLiteral("Mistral-24B")), QStringLiteral("mistral.run.jsonl"));
}

QString TestExportCommand::save(const Run &run, const QString &name)
{
    auto writer = RunWriter::create(path(name), run.header);
    if (!writer)
        qFatal("%s", qPrintable(writer.error().toString()));
    for (const RequestRecord &record : run.requests)
        (*writer)->push(record);
    if (const auto finished = (*writer)->finish({}); !finished)
        qFatal("%s", qPrintable(finished.error().toString()));
    return path(name);
}

ExportArguments TestExportCommand::arguments(const QString &to) const
{
    ExportArguments arguments;
    arguments.runs = {m_llama, m_mistral};
    arguments.to = path(to);
    return arguments;
}

void TestExportCommand::oneSeriesAgainstABaselineIsBlueOrangeAndGreen()
{
    ExportArguments asked = arguments(QStringLiteral("one.png"));
    asked.baseline = QStringLiteral("Mistral-24B");
    QCOMPARE(exportCommand(asked), int(AllWell));
    const QImage image(asked.to);
    QCOMPARE(image.size(), QSize(2250, 750));
    for (const QRgb color : {0x4682B4U, 0xFF8C00U, 0x228B22U, 0xDD1111U})
        QVERIFY(hasColor(image, QColor(color)));
    QVERIFY(!hasColor(image, QColor(0x0072B2)));
}

void TestExportCommand::severalSeriesAreGroupedInTheirColours()
{
    const ExportArguments asked = arguments(QStringLiteral("two.PNG"));
    QCOMPARE(exportCommand(asked), int(AllWell));
    const QImage image(asked.to);
    const Theme theme = Theme::light();
    QVERIFY(hasColor(image, seriesColor(theme, QStringLiteral("Llama-70B"))));
    QVERIFY(hasColor(image, seriesColor(theme, QStringLiteral("Mistral-24B"))));
    QVERIFY(!hasColor(image, QColor(0xFF8C00)));
}

void TestExportCommand::barsOfTheFileAreTheRunsNumbers()
{
    ExportArguments asked = arguments(QStringLiteral("bars.png"));
    asked.baseline = QStringLiteral("Mistral-24B");
    QCOMPARE(exportCommand(asked), int(AllWell));
    const QImage image(asked.to);

    // The same picture's geometry, but the heights from the run's own means.
    const auto run = readRun(m_llama);
    QVERIFY(run.has_value());
    const auto means = summarize(*run).front().tests;
    std::vector<SeriesSummary> series = summarize(*run);
    std::ranges::move(summarize(*readRun(m_mistral)), std::back_inserter(series));
    const Comparison comparison {.series = series, .baseline = 1, .cold = ColdRequests::Apart};
    const PictureSize size;
    const FigureScene scene =
        layoutForExport(speedTestFigure(comparison, SpeedTestLook::Classic, Theme::light()), size, Theme::light());
    const double scale = size.dpi / 96.0;
    int measured = 0;
    for (const SceneBar &bar : scene.bars) {
        if (bar.panel != 1) // the panel without a line across its bars
            continue;
        const double mean = means[static_cast<std::size_t>(bar.category)].warm.at(Metric::TotalTime).mean;
        const double expected = mean / scene.tops[1] * scene.plots[1].height() * scale;
        const int painted = pixelsOf(image, static_cast<int>(bar.rect.center().x() * scale), QColor(0xFF8C00));
        QVERIFY2(std::abs(painted - expected) <= 1,
                 qPrintable(QStringLiteral("%1, not %2").arg(painted).arg(expected)));
        ++measured;
    }
    QCOMPARE(measured, 5);
}

void TestExportCommand::theBaselineMayBeNamedByItsFile()
{
    ExportArguments asked = arguments(QStringLiteral("byfile.png"));
    asked.baseline = QStringLiteral("mistral.run.jsonl");
    QCOMPARE(exportCommand(asked), int(AllWell));
    QVERIFY(hasColor(QImage(asked.to), QColor(0xFF8C00)));
}

void TestExportCommand::coldRequestsAreMixedInOnlyWhereAsked()
{
    ExportArguments asked = arguments(QStringLiteral("warm.svg"));
    asked.runs = {m_llama};
    QCOMPARE(exportCommand(asked), int(AllWell));
    QVERIFY(!contentOf(asked.to).contains(">1.278<"));
    asked.to = path(QStringLiteral("cold.svg"));
    asked.withCold = true;
    QCOMPARE(exportCommand(asked), int(AllWell));
    QVERIFY(contentOf(asked.to).contains(">1.278<")); // as published: the cold start in the mean
}

void TestExportCommand::svgIsWellFormedAndHoldsTheTexts()
{
    ExportArguments asked = arguments(QStringLiteral("one.svg"));
    asked.baseline = QStringLiteral("Mistral-24B");
    QCOMPARE(exportCommand(asked), int(AllWell));
    QXmlStreamReader xml(contentOf(asked.to));
    QStringList texts;
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::Characters && !xml.isWhitespace())
            texts.append(xml.text().toString().trimmed());
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    for (const QString &text :
         {QStringLiteral("TTFT by Test"), QStringLiteral("Total Time by Test"), QStringLiteral("TPS by Test"),
          QStringLiteral("Time to First Token (s)"), QStringLiteral("Total Response Time (s)"),
          QStringLiteral("Tokens Per Second"), QStringLiteral("Llama-70B")})
        QVERIFY2(texts.contains(text), qPrintable(text));
    const QString all = texts.join(QLatin1Char('\n'));
    QVERIFY(all.contains(QStringLiteral("Mistral-24B baseline (9.")));
    QVERIFY(all.contains(QStringLiteral(" TPS)")));
    QVERIFY(all.contains(QStringLiteral("Mistral-24B baseline (0.1")));
}

void TestExportCommand::pdfCanBeOpened()
{
    const ExportArguments asked = arguments(QStringLiteral("two.pdf"));
    QCOMPARE(exportCommand(asked), int(AllWell));
    QVERIFY(contentOf(asked.to).startsWith("%PDF"));
    const QString opener = QStandardPaths::findExecutable(QStringLiteral("pdftoppm"));
    if (opener.isEmpty())
        QSKIP("pdftoppm (poppler-utils) is not installed: the PDF was not opened");
    QProcess process;
    process.start(opener,
                  {QStringLiteral("-r"), QStringLiteral("150"), QStringLiteral("-png"), QStringLiteral("-singlefile"),
                   asked.to, path(QStringLiteral("page"))});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    const QImage page(path(QStringLiteral("page.png")));
    QVERIFY(std::abs(page.width() - 2250) <= 1 && std::abs(page.height() - 750) <= 1);
    QVERIFY(hasColor(page, seriesColor(Theme::light(), QStringLiteral("Llama-70B"))));
}

void TestExportCommand::darkIsDark()
{
    ExportArguments asked = arguments(QStringLiteral("dark.png"));
    asked.theme = QStringLiteral("dark");
    QCOMPARE(exportCommand(asked), int(AllWell));
    QCOMPARE(QImage(asked.to).pixelColor(2, 2), Theme::darkTheme().surface);
}

void TestExportCommand::sizeAndDpiAreThoseAskedFor()
{
    ExportArguments asked = arguments(QStringLiteral("size.png"));
    asked.size = QStringLiteral("1600x900");
    asked.dpi = 110;
    QCOMPARE(exportCommand(asked), int(AllWell));
    const QImage image(asked.to);
    QCOMPARE(image.size(), QSize(1600, 900));
    QCOMPARE(qRound(image.dotsPerMeterX() * 0.0254), 110);
    asked.size.clear();
    asked.dpi = 96;
    QCOMPARE(exportCommand(asked), int(AllWell));
    QCOMPARE(QImage(asked.to).size(), QSize(1440, 480));
}

void TestExportCommand::wrongUsageWritesNothing_data()
{
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("size");
    QTest::addColumn<int>("dpi");
    QTest::addColumn<QString>("baseline");
    const auto row = [](const char *name, const char *to, const char *size, int dpi, const char *baseline) {
        QTest::newRow(name) << QString::fromUtf8(to) << QString::fromUtf8(size) << dpi << QString::fromUtf8(baseline);
    };
    row("an unknown extension", "w.gif", "", 150, "");
    row("no extension", "w", "", 150, "");
    row("a folder that does not exist", "none/w.png", "", 150, "");
    row("a size that is none", "w.png", "large", 150, "");
    row("half a size", "w.png", "800x", 150, "");
    row("a negative size", "w.png", "-800x600", 150, "");
    row("nothing to see", "w.png", "20x10", 150, "");
    row("more than a machine holds", "w.png", "999999x999999", 150, "");
    row("too many pixels in all", "w.png", "20000x20000", 150, "");
    row("a stamp at a high resolution", "w.png", "400x200", 1200, "");
    row("a baseline that is not there", "w.png", "", 150, "GPT-5");
}

void TestExportCommand::wrongUsageWritesNothing()
{
    QFETCH(const QString, to);
    QFETCH(const QString, size);
    QFETCH(const int, dpi);
    QFETCH(const QString, baseline);
    ExportArguments asked = arguments(to);
    asked.size = size;
    asked.dpi = dpi;
    asked.baseline = baseline;
    QCOMPARE(exportCommand(asked), int(WrongUsage));
    QVERIFY(!QFile::exists(asked.to));
}

void TestExportCommand::unreadableRunIsWrongUsage()
{
    ExportArguments asked = arguments(QStringLiteral("w.png"));
    asked.runs.append(path(QStringLiteral("none.run.jsonl")));
    QCOMPARE(exportCommand(asked), int(WrongUsage));
    QVERIFY(!QFile::exists(asked.to));
}

void TestExportCommand::aRunWithoutAnswersHasNothingToDraw()
{
    Run run = referenceRun(QStringLiteral("Llama-70B"));
    run.requests.clear();
    ExportArguments asked = arguments(QStringLiteral("w.png"));
    asked.runs = {save(run, QStringLiteral("empty.run.jsonl"))};
    QCOMPARE(exportCommand(asked), int(NotMet));
    QVERIFY(!QFile::exists(asked.to));
}

QTEST_MAIN(TestExportCommand)
#include "tst_exportcommand.moc"
