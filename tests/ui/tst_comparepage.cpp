// SPDX-License-Identifier: Apache-2.0
#include "chart/speedtestchart.h"
#include "checks/checkrow.h"
#include "checks/checkstrip.h"
#include "compare/compareview.h"
#include "compare/exportdialog.h"
#include "comparefixture.h"
#include "table/datatable.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>

namespace streamgauge {

namespace {

/// Where the dialog's file is named.
QLineEdit *fileOf(const QDialog &dialog)
{
    for (QLineEdit *edit : dialog.findChildren<QLineEdit *>())
        if (edit->accessibleName() == u"File")
            return edit;
    qFatal("the dialog has no place for a file");
}

struct Fixture : CompareFixture
{
    bool ready(std::size_t count)
    {
        return eventually(
            [&] { return page.series().comparison().series.size() == count && !page.series().reading(); });
    }
    const TableData &overall()
    {
        for (const DataTable *table : page.findChildren<DataTable *>())
            if (table->accessibleName() == u"Averages over all tests")
                return table->table();
        qFatal("there is no table of averages");
    }
    bool drop(const std::vector<SeriesReference> &references, const QPoint &at)
    {
        const std::unique_ptr<QMimeData> data = toMimeData(references);
        QDragEnterEvent enter(at, Qt::CopyAction, data.get(), Qt::LeftButton, {});
        QApplication::sendEvent(tray(), &enter);
        QDropEvent drop(at, Qt::CopyAction, data.get(), Qt::LeftButton, {});
        QApplication::sendEvent(tray(), &drop);
        return enter.isAccepted() && drop.isAccepted();
    }
};

}

class TestComparePage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void aDroppedRunAddsAllItsSeries()
    {
        Fixture fixture;
        QVERIFY(fixture.drop({{fixture.two, std::nullopt}}, {2, 16}));
        QVERIFY(fixture.ready(2));
        QCOMPARE(fixture.labels(), (QStringList {mistral, qwen}));
        QCOMPARE(fixture.tray()->count(), 2u);
        QVERIFY(fixture.tray()->chip(0)->data().baseline);
        QVERIFY(fixture.page.findChild<SpeedTestChart *>()->isVisible());
    }

    void aSingleModelIsDroppedWhereItIsWanted()
    {
        Fixture fixture;
        fixture.page.openRuns({fixture.one});
        QVERIFY(fixture.ready(1));
        QVERIFY(fixture.drop({{fixture.two, 1}}, {2, 16}));
        QVERIFY(fixture.ready(2));
        QCOMPARE(fixture.labels(), (QStringList {qwen, llama}));
        QVERIFY(fixture.drop({{fixture.two, 1}}, {2, 16})); // is there already
        QVERIFY(fixture.ready(2));
    }

    void theBaselineDecidesTheDifferences()
    {
        Fixture fixture;
        fixture.page.openRuns({fixture.two});
        QVERIFY(fixture.ready(2));
        constexpr int ttft = 0;
        constexpr int tps = 2;
        QCOMPARE(fixture.overall().rows[0].cells[tps].note, QString());
        QVERIFY(fixture.overall().rows[1].cells[tps].note.endsWith(QStringLiteral("slower")));
        QVERIFY(fixture.overall().rows[1].cells[tps].tone == Tone::Bad);
        // No difference of TTFT is shown: its size makes no claim.
        QCOMPARE(fixture.overall().rows[1].cells[ttft].note, QStringLiteral("+39 %"));
        QVERIFY(fixture.overall().rows[1].cells[ttft].tone == Tone::Neutral);
        SeriesChip *second = fixture.tray()->chip(1);
        QTest::mouseClick(second, Qt::LeftButton, {}, second->starRect().center());
        QVERIFY(fixture.overall().rows[0].cells[tps].note.endsWith(QStringLiteral("faster")));
        QCOMPARE(fixture.overall().rows[1].cells[tps].note, QString());
        QCOMPARE(fixture.overall().rows[1].titleNote, QStringLiteral("baseline"));
    }

    void reorderingAndRemovingByKeyboard()
    {
        Fixture fixture;
        fixture.page.openRuns({fixture.two, fixture.one});
        QVERIFY(fixture.ready(3));
        QTest::keyClick(fixture.tray()->chip(2), Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(fixture.labels(), (QStringList {mistral, llama, qwen}));
        QTest::keyClick(fixture.tray()->chip(0), Qt::Key_Delete);
        QCOMPARE(fixture.labels(), (QStringList {llama, qwen}));
        QVERIFY(fixture.tray()->chip(0)->data().baseline);
    }

    void seriesOfTheSameNameAreToldApart()
    {
        Fixture fixture;
        const QString again = fixture.dir.filePath(QStringLiteral("again.run.jsonl"));
        QVERIFY(writeRunFile(again, referenceRunOf({llama}, QStringLiteral("With flash attention"))));
        fixture.page.openRuns({fixture.one, again});
        QVERIFY(fixture.ready(2));
        QCOMPARE(fixture.labels(),
                 (QStringList {QStringLiteral("Llama-70B (Llama alone)"),
                               QStringLiteral("Llama-70B (With flash attention)")}));
        QVERIFY(fixture.tray()->chip(0)->data().color != fixture.tray()->chip(1)->data().color);
    }

    void coldRequestsCanBeMixedIn()
    {
        Fixture fixture;
        fixture.page.openRuns({fixture.one});
        QVERIFY(fixture.ready(1));
        const QString apart = fixture.overall().rows[0].cells[0].value;
        auto *with = fixture.page.findChild<QCheckBox *>();
        QVERIFY(with->isVisible());
        with->click();
        QCOMPARE(fixture.overall().rows[0].cells[0].value, QStringLiteral("0.541")); // as published
        QVERIFY(apart.toDouble() < 0.4);
    }

    void failedRequestsAndGuessedTokensAreSaid()
    {
        Fixture fixture;
        Run run = referenceRunOf({mistral}, QStringLiteral("Flaky"));
        failLastRequest(run, 0);
        const QString path = fixture.dir.filePath(QStringLiteral("flaky.run.jsonl"));
        QVERIFY(writeRunFile(path, run));
        fixture.page.openRuns({path});
        QVERIFY(fixture.ready(1));
        QStringList said;
        for (const CheckRow *row : fixture.page.findChild<CheckStrip *>()->rows())
            if (row->isVisible())
                said << row->accessibleName();
        QVERIFY(said.join(QLatin1Char('\n'))
                    .contains(QStringLiteral("Failed: Failures. Mistral-24B: 1 of 15 requests failed")));
        QVERIFY(said.join(QLatin1Char('\n')).contains(QStringLiteral("not counted by the server")));
    }

    void anUnreadableFileIsSaidAndStaysRemovable()
    {
        Fixture fixture;
        const QString path = fixture.dir.filePath(QStringLiteral("notes.run.jsonl"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("shopping list\n");
        file.close();
        fixture.page.openRuns({path, fixture.one});
        QVERIFY(fixture.ready(1));
        QVERIFY(fixture.notice()->isVisible());
        QVERIFY(fixture.notice()->text().contains(path));
        QCOMPARE(fixture.tray()->chip(0)->data().state, ChipData::State::Failed);
        QTest::keyClick(fixture.tray()->chip(0), Qt::Key_Delete);
        QCOMPARE(fixture.tray()->count(), 1u);
    }

    void copyPutsThePictureOnTheClipboard()
    {
        Fixture fixture;
        fixture.page.openRuns({fixture.two});
        QVERIFY(fixture.ready(2));
        QVERIFY(QTest::qWaitForWindowActive(&fixture.page));
        QTest::keySequence(&fixture.page, QKeySequence::Copy);
        QCOMPARE(QGuiApplication::clipboard()->image().size(), QSize(2250, 750));
    }

    void copiedTablesKeepTheirCells()
    {
        Fixture fixture;
        fixture.page.openRuns({fixture.two});
        QVERIFY(fixture.ready(2));
        fixture.page.copyForSheet();
        const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
        QCOMPARE(lines[0].count(QLatin1Char('\t')), lines[1].count(QLatin1Char('\t')));
        QCOMPARE(lines[1].section(QLatin1Char('\t'), 0, 0), mistral);
        fixture.page.copyAsMarkdown();
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("| ")));
    }

    void exportWritesAPictureOfTheSizeAskedFor()
    {
        Fixture fixture;
        fixture.page.openRuns({fixture.two});
        QVERIFY(fixture.ready(2));
        QVERIFY(QTest::qWaitForWindowActive(&fixture.page));
        QTest::keyClick(&fixture.page, Qt::Key_E, Qt::ControlModifier);
        auto *dialog = fixture.page.findChild<ExportDialog *>();
        QVERIFY(dialog);
        const QString path = fixture.dir.filePath(QStringLiteral("out.png"));
        fileOf(*dialog)->setText(path);
        for (QPushButton *button : dialog->findChildren<QPushButton *>())
            if (button->text() == QStringLiteral("Export"))
                QTest::mouseClick(button, Qt::LeftButton);
        const QImage image(path);
        QCOMPARE(image.size(), QSize(2250, 750));
        QCOMPARE(image.pixelColor(5, 5), QColor(Qt::white));
        QVERIFY(fixture.notice()->text().contains(path));
    }

    void oneSeriesAgainstAnotherRunIsDrawnAgainstALine()
    {
        Fixture fixture;
        fixture.page.openRuns({fixture.one});
        QVERIFY(fixture.ready(1));
        fixture.page.addSeries({{fixture.two, 0}});
        QVERIFY(fixture.ready(2));
        const Comparison comparison = fixture.page.series().comparison();
        const FigureScene line = pictureScene(comparison, defaultOptions(comparison));
        QCOMPARE(line.bars.size(), 15u);
        const FigureScene grouped = pictureScene(comparison, PictureOptions {});
        QCOMPARE(grouped.bars.size(), 30u);
    }

    void anImpossiblePlaceIsSaidBeforeExporting()
    {
        Fixture fixture;
        fixture.page.openRuns({fixture.one});
        QVERIFY(fixture.ready(1));
        fixture.page.openExportDialog();
        auto *dialog = fixture.page.findChild<ExportDialog *>();
        auto *path = fileOf(*dialog);
        QPushButton *start = nullptr;
        for (QPushButton *button : dialog->findChildren<QPushButton *>())
            if (button->isDefault())
                start = button;
        QVERIFY(start->isEnabled());
        path->setText(QStringLiteral("/no/such/folder/out.png"));
        QVERIFY(!start->isEnabled());
        path->setText(fixture.dir.filePath(QStringLiteral("out.gif")));
        QVERIFY(!start->isEnabled());
    }

    void anEmptyTrayOffersTheLatestRuns()
    {
        Fixture fixture;
        QVERIFY(eventually([&] { return fixture.library.entries().size() == 2; }));
        QPushButton *latest = nullptr;
        QVERIFY(eventually([&] {
            for (QPushButton *button : fixture.page.findChildren<QPushButton *>())
                if (button->isVisible() && button->accessibleName().startsWith(QStringLiteral("Dual mode")))
                    latest = button;
            return latest != nullptr;
        }));
        QTest::mouseClick(latest, Qt::LeftButton);
        QVERIFY(fixture.ready(2));
        QVERIFY(!fixture.page.findChild<CompareView *>()->isHidden());
    }
};

}

QTEST_MAIN(streamgauge::TestComparePage)

#include "tst_comparepage.moc"
