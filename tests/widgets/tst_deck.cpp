// SPDX-License-Identifier: Apache-2.0
#include "compare/finding.h"
#include "figure/deck.h"
#include "figure/picturesizes.h"
#include "figure/tablefigure.h"
#include "referenceruns.h"
#include "zipreader.h"

#include <QFile>
#include <QImage>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace streamgauge;

namespace {

Comparison reference()
{
    Comparison comparison;
    for (const char *label : {"Llama-70B", "Mistral-24B", "Qwen3-32B"})
        comparison.series.push_back(summarizeSeries(referenceRun(QString::fromLatin1(label)), 0));
    comparison.baseline = 1;
    return comparison;
}

QByteArray deckOf(const Comparison &comparison, DeckFormat format)
{
    const auto made = deckFile(comparison, format);
    if (!made)
        qFatal("%s", qPrintable(made.error().toString()));
    return *made;
}

}

class TestDeck : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

private Q_SLOTS:
    void theFindingComesFirst()
    {
        const Comparison comparison = reference();
        const std::vector<DeckPage> pages = deckPages(comparison);
        QCOMPARE(pages.front().chart, QStringLiteral("speed-test"));
        QCOMPARE(pages.front().title, finding(comparison));
        QVERIFY(std::ranges::any_of(pages, [](const DeckPage &page) { return page.chart == u"limits"; }));
        for (const DeckPage &page : pages) {
            QVERIFY(!page.title.isEmpty());
            QVERIFY2(page.table.rows.size() <= 14, qPrintable(page.title));
            QCOMPARE(page.chart.isEmpty(), !page.table.rows.empty());
        }
    }

    void wideTablesTakeSeveralPages()
    {
        Comparison comparison;
        for (int i = 0; i < 12; ++i) {
            comparison.series.push_back(reference().series[0]);
            comparison.series.back().label = QStringLiteral("%1 of a model with a very long name").arg(i);
        }
        int parts = 0;
        int shown = 0;
        for (const DeckPage &page : deckPages(comparison)) {
            if (!page.title.startsWith(u"Overall averages ("))
                continue;
            ++parts;
            QCOMPARE(page.table.header.first(), QStringLiteral("Metric"));
            shown += int(page.table.header.size()) - 1;
        }
        QVERIFY(parts > 1);
        QCOMPARE(shown, 12);
        const std::vector<DeckPage> few = deckPages(reference());
        QVERIFY(std::ranges::any_of(few, [](const DeckPage &page) { return page.title.startsWith(u"Spread"); }));
    }

    void noLimitsWhereNothingIsKnown()
    {
        Comparison comparison = reference();
        for (SeriesSummary &series : comparison.series)
            series.hardware.clear();
        for (const DeckPage &page : deckPages(comparison))
            QVERIFY(page.chart != u"limits");
    }

    void slidesHavePicturesAndTables()
    {
        const Comparison comparison = reference();
        const QMap<QString, QByteArray> files = unzipped(deckOf(comparison, DeckFormat::Pptx));
        int number = 0;
        for (const DeckPage &page : deckPages(comparison)) {
            ++number;
            const QByteArray slide = files.value(QStringLiteral("ppt/slides/slide%1.xml").arg(number));
            QVERIFY2(slide.contains(page.title.toHtmlEscaped().toUtf8().left(20)), qPrintable(page.title));
            const QByteArray png = files.value(QStringLiteral("ppt/media/image%1.png").arg(number));
            QCOMPARE(!png.isEmpty(), !page.chart.isEmpty());
            QVERIFY(png.isEmpty() || QImage::fromData(png, "PNG").size() == QSize(3600, 1560));
            QCOMPARE(slide.contains("<a:tbl>"), page.chart.isEmpty());
        }
        QVERIFY(!files.contains(QStringLiteral("ppt/slides/slide%1.xml").arg(number + 1)));
    }

    void theReportIsAPdfOfAsManyPages()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("pdfinfo")).isEmpty())
            QSKIP("poppler-utils is not installed");
        const Comparison comparison = reference();
        const QString path = m_folder.filePath(QStringLiteral("a.pdf"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(deckOf(comparison, DeckFormat::Pdf));
        file.close();
        QProcess reader;
        reader.start(QStringLiteral("pdfinfo"), {path});
        QVERIFY(reader.waitForFinished());
        const QByteArray said = reader.readAllStandardOutput();
        QVERIFY2(said.contains("Pages:           " + QByteArray::number(qlonglong(deckPages(comparison).size()))),
                 said.constData());
        QVERIFY2(said.contains("Page size:       960 x 540 pts"), said.constData());
        reader.start(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), path, QStringLiteral("-")});
        QVERIFY(reader.waitForFinished());
        QVERIFY(reader.readAllStandardOutput().contains("Mistral-24B"));
    }

    void theFormatIsThatOfTheName()
    {
        QVERIFY(deckFormat(QStringLiteral("a.PPTX")) == DeckFormat::Pptx);
        QVERIFY(deckFormat(QStringLiteral("a.pdf")) == DeckFormat::Pdf);
        QVERIFY(!deckFormat(QStringLiteral("a.png")));
    }

    void simulatedFiguresSaySo()
    {
        Comparison comparison = reference();
        comparison.series[0].simulated = true;
        const auto files = unzipped(deckOf(comparison, DeckFormat::Pptx));
        for (std::size_t i = 1; i <= deckPages(comparison).size(); ++i)
            QVERIFY(files.value(QStringLiteral("ppt/slides/slide%1.xml").arg(i)).contains("Simulated"));
    }

    void tablesAreNeitherCutNorOverlap_data()
    {
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("rows");
        QTest::newRow("small") << 3 << 2;
        QTest::newRow("many rows") << 4 << 14;
        QTest::newRow("many columns") << 12 << 5;
    }

    void tablesAreNeitherCutNorOverlap()
    {
        QFETCH(int, columns);
        QFETCH(int, rows);
        ReportTable table {.title = QStringLiteral("Averages over all tests"), .header = {}, .rows = {}};
        QStringList row;
        for (int i = 0; i < columns; ++i) {
            table.header.append(i == 0 ? QStringLiteral("Series") : QStringLiteral("Total Time (s) %1").arg(i));
            row.append(i == 0 ? QStringLiteral("A model with quite a long name, NVFP4, eager")
                              : QStringLiteral("%1.138").arg(i));
        }
        table.rows.assign(std::size_t(rows), row);
        FigureStyle style = exportStyle(Theme::light());
        style.margin = 40;
        const FigureScene scene =
            layoutTable(table, QStringLiteral("n = 15 · tokens by usage"), true, {1280, 720}, style);
        for (std::size_t a = 0; a < scene.texts.size(); ++a) {
            QVERIFY2(QRectF(0, 0, 1280, 720).contains(scene.texts[a].rect),
                     qPrintable(scene.texts[a].lines.join(u' ')));
            for (std::size_t b = a + 1; b < scene.texts.size(); ++b)
                QVERIFY2(!scene.texts[a].rect.intersects(scene.texts[b].rect),
                         qPrintable(scene.texts[a].lines.join(u' ') + u'/' + scene.texts[b].lines.join(u' ')));
        }
        // A number is never shortened.
        for (const SceneText &text : scene.texts)
            QVERIFY(!text.lines.join(u' ').contains(u'…') || text.lines.join(u' ').startsWith(QLatin1String("A mo")));
    }

    void namedSizesAreDrawable()
    {
        QCOMPARE(findSize(QStringLiteral("slide"))->pixels, QSize(1920, 1080));
        QCOMPARE(findSize(QStringLiteral("slide-4k"))->pixels, QSize(3840, 2160));
        QCOMPARE(findSize(QStringLiteral("notebook"))->pixels, QSize(2250, 750));
        QVERIFY(!findSize(QStringLiteral("poster")));
        for (const NamedSize &size : namedSizes())
            QVERIFY2(checkSize(size.size), qPrintable(size.id));
    }
};

QTEST_MAIN(TestDeck)

#include "tst_deck.moc"
