// SPDX-License-Identifier: Apache-2.0
#include "appsettings.h"
#include "compare/exportdialog.h"
#include "comparepage.h"
#include "eventually.h"
#include "mainwindow.h"
#include "models/seriesreference.h"
#include "navigation.h"
#include "runpage.h"
#include "simulator/simulator.h"
#include "testwindow.h"
#include "theme/theme.h"
#include "tray/seriestray.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QImage>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace streamgauge;

namespace {

/// The longest vertical run of @p color among the pixel columns from @p left on: the tallest bar.
int tallestBar(const QImage &image, int left, const QColor &color)
{
    int tallest = 0;
    for (int x = left; x < image.width(); ++x) {
        int run = 0;
        for (int y = 0; y < image.height(); ++y) {
            run = image.pixelColor(x, y) == color ? run + 1 : 0;
            tallest = std::max(tallest, run);
        }
    }
    return tallest;
}

double highestTps(const SeriesSummary &series)
{
    double highest = 0;
    for (const TestSummary &test : series.tests)
        highest = std::max(highest, test.warm.at(Metric::Tps).mean);
    return highest;
}

void drop(QWidget &target, const std::vector<SeriesReference> &references)
{
    const std::unique_ptr<QMimeData> data = toMimeData(references);
    QDragEnterEvent enter({4, 16}, Qt::CopyAction, data.get(), Qt::LeftButton, {});
    QApplication::sendEvent(&target, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent dropped({4, 16}, Qt::CopyAction, data.get(), Qt::LeftButton, {});
    QApplication::sendEvent(&target, &dropped);
    QVERIFY(dropped.isAccepted());
}

}

class TestDashboard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { QFile::remove(AppSettings::path()); }

    void fromRunSuiteToTheExportedPicture()
    {
        TestServices test;
        test.endpoints.addForSession({*simulatedEndpoint(QStringLiteral("mistral-24b"), 200),
                                      *simulatedEndpoint(QStringLiteral("qwen3-32b"), 200)});
        MainWindow window(test.services);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));

        // Run Suite, and watch.
        QSignalSpy saved(window.findChild<RunPage *>(), &RunPage::runSaved);
        int snapshots = 0;
        connect(&test.controller, &RunController::snapshotChanged, this, [&] { ++snapshots; });
        QTest::keyClick(&window, Qt::Key_R, Qt::ControlModifier);
        QVERIFY(eventually([&] { return !saved.isEmpty(); }));
        QVERIFY(snapshots > 1);

        // The run is in the library by itself.
        const QString path = saved.first().first().toString();
        QVERIFY(eventually([&] {
            const auto entries = test.library.entries();
            return entries.size() == 1 && entries.front().path == path && entries.front().complete;
        }));

        // Drag it onto Compare.
        QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
        QVERIFY(window.page() == MainWindow::Page::Compare);
        auto *compare = window.findChild<ComparePage *>();
        drop(*compare, {{path, std::nullopt}});
        QVERIFY(eventually([&] { return compare->series().comparison().series.size() == 2; }));

        // Export, and measure the bars of the decoded picture.
        QTest::keyClick(&window, Qt::Key_E, Qt::ControlModifier);
        auto *dialog = compare->findChild<ExportDialog *>();
        QVERIFY(dialog);
        const QString picture = test.folder.filePath(QStringLiteral("slide.png"));
        auto edits = dialog->findChildren<QLineEdit *>();
        edits.erase(std::remove_if(edits.begin(), edits.end(),
                                   [](const QLineEdit *edit) { return edit->accessibleName() != u"File"; }),
                    edits.end());
        QCOMPARE(edits.size(), 1);
        edits.first()->setText(picture);
        for (QPushButton *button : dialog->findChildren<QPushButton *>())
            if (button->text().startsWith(QStringLiteral("Export")))
                QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(eventually([&] { return QFile::exists(picture); }));

        const QImage image(picture);
        QCOMPARE(image.size(), QSize(2250, 750));
        const auto &series = compare->series().comparison().series;
        const Theme theme = Theme::light();
        const int tpsPanel = image.width() * 2 / 3;
        const int first = tallestBar(image, tpsPanel, seriesColor(theme, series[0].label));
        const int second = tallestBar(image, tpsPanel, seriesColor(theme, series[1].label));
        QVERIFY2(first > 100 && second > 100, qPrintable(QStringLiteral("%1 %2").arg(first).arg(second)));
        const double expected = highestTps(series[0]) / highestTps(series[1]);
        QVERIFY2(std::abs(double(first) / second / expected - 1) < 0.015,
                 qPrintable(QStringLiteral("%1 / %2 px, expected ratio %3").arg(first).arg(second).arg(expected)));
    }
};

QTEST_MAIN(TestDashboard)

#include "tst_dashboard.moc"
