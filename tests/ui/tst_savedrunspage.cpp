// SPDX-License-Identifier: Apache-2.0
#include "controls/notice.h"
#include "controls/remarklist.h"
#include "eventually.h"
#include "runfile/runlibrary.h"
#include "runfile/runreader.h"
#include "runfiles.h"
#include "savedruns/rundetails.h"
#include "savedruns/runlibraryview.h"
#include "savedrunspage.h"

#include <QApplication>
#include <QDir>
#include <QDragEnterEvent>
#include <QFile>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

namespace streamgauge {

namespace {

const QString llama = QStringLiteral("Llama-70B");
const QString mistral = QStringLiteral("Mistral-24B");
const QString qwen = QStringLiteral("Qwen3-32B");

/// A page on a real folder with a run of one model, one of two, and a file that is none.
struct Fixture
{
    // Beside the user's data folder, so that the trash is on the same file system.
    QTemporaryDir dir {QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
                       + QStringLiteral("/XXXXXX")};
    QString one = dir.filePath(QStringLiteral("one.run.jsonl"));
    QString two = dir.filePath(QStringLiteral("two.run.jsonl"));
    QString broken = dir.filePath(QStringLiteral("broken.run.jsonl"));
    std::unique_ptr<RunLibrary> library;
    std::unique_ptr<SavedRunsPage> page;

    Fixture()
    {
        writeRunFile(one, referenceRunOf({llama}, QStringLiteral("Llama alone")));
        writeRunFile(two, referenceRunOf({mistral, qwen}, QStringLiteral("Dual mode")));
        QFile file(broken);
        if (file.open(QIODevice::WriteOnly))
            file.write("this is no run\n");
        file.close();
        library = std::make_unique<RunLibrary>(dir.path());
        page = std::make_unique<SavedRunsPage>(*library);
        page->resize(1092, 760);
        page->show();
        page->activateWindow();
    }

    RunLibraryView *view() const { return page->findChild<RunLibraryView *>(); }
    bool filled() const
    {
        return eventually([this] { return view()->model()->rowCount() == 3; });
    }
    QModelIndex row(const QString &title) const
    {
        const QAbstractItemModel *model = view()->model();
        for (int i = 0; i < model->rowCount(); ++i)
            if (model->index(i, 0).data().toString() == title)
                return model->index(i, 0);
        return {};
    }
    void select(const QModelIndex &index) const
    {
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, view()->visualRect(index).center());
    }
    Notice *notice() const { return page->findChild<Notice *>(); }
};

}

class TestSavedRunsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QVERIFY(QDir().mkpath(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)));
    }

    void searchShowsWhatHoldsEveryWord()
    {
        const Fixture fixture;
        QVERIFY(fixture.filled());
        QVERIFY(QTest::qWaitForWindowActive(fixture.page.get()));
        QTest::keySequence(fixture.page.get(), QKeySequence::Find);
        auto *search = fixture.page->findChild<QLineEdit *>();
        QTRY_VERIFY(search->hasFocus());
        QTest::keyClicks(search, QStringLiteral("qwen"));
        QCOMPARE(fixture.view()->model()->rowCount(), 1);
        QCOMPARE(fixture.view()->model()->index(0, 0).data().toString(), QStringLiteral("Dual mode"));
        QTest::keyClicks(search, QStringLiteral("zzz"));
        QVERIFY(!fixture.view()->isVisible());
    }

    void renamingInPlaceWritesTheFile()
    {
        const Fixture fixture;
        QVERIFY(fixture.filled());
        fixture.select(fixture.row(QStringLiteral("Llama alone")));
        QTest::keyClick(fixture.view(), Qt::Key_F2);
        auto *editor = fixture.view()->viewport()->findChild<QLineEdit *>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("Before the fan"));
        QTest::keyClick(editor, Qt::Key_Return);
        QVERIFY(eventually([&] { return fixture.row(QStringLiteral("Before the fan")).isValid(); }));
        const auto run = readRun(fixture.one);
        QVERIFY(run);
        QCOMPARE(run->header.title, QStringLiteral("Before the fan"));
        QCOMPARE(run->requests.size(), 15u);
    }

    void whatCameUpDuringTheRunIsAmongItsDetails()
    {
        const Fixture fixture;
        Run run = referenceRunOf({llama, mistral}, QStringLiteral("With remarks"));
        run.clientRemarks = {
            {.endpoint = 1, .at = {}, .message = QStringLiteral("requests go without stream_options")}};
        Calibration calibration;
        calibration.streams = 4;
        run.samples.push_back(sampleOf(calibration));
        if (!run.end)
            run.end.emplace();
        run.end->notes = {QStringLiteral("Llama-70B: /metrics answered HTTP 404")};
        QVERIFY(writeRunFile(fixture.dir.filePath(QStringLiteral("three.run.jsonl")), run));
        QVERIFY(eventually([&] { return fixture.row(QStringLiteral("With remarks")).isValid(); }));
        fixture.select(fixture.row(QStringLiteral("With remarks")));
        auto *remarks = fixture.page->findChild<RemarkList *>();
        QVERIFY(remarks->isVisible());
        QCOMPARE(remarks->remarks(),
                 QStringList({QStringLiteral("Mistral-24B: requests go without stream_options."),
                              QStringLiteral("By the calibration, %1.").arg(sentenceOf(calibration)),
                              QStringLiteral("Llama-70B: /metrics answered HTTP 404.")}));
        fixture.select(fixture.row(QStringLiteral("Llama alone")));
        QVERIFY(!remarks->isVisible());
    }

    void notesAreSavedAndFound()
    {
        const Fixture fixture;
        QVERIFY(fixture.filled());
        fixture.select(fixture.row(QStringLiteral("Dual mode")));
        auto *details = fixture.page->findChild<RunDetails *>();
        QTest::keyClicks(details->notesEditor(), QStringLiteral("window open"));
        details->saveNotes();
        QCOMPARE(readRun(fixture.two)->header.notes, QStringLiteral("window open"));
        QTest::keyClicks(fixture.page->findChild<QLineEdit *>(), QStringLiteral("window"));
        QCOMPARE(fixture.view()->model()->rowCount(), 1);
    }

    void deletingAsksNothingAndCanBeUndone()
    {
        const Fixture fixture;
        QVERIFY(fixture.filled());
        fixture.select(fixture.row(QStringLiteral("Dual mode")));
        QTest::keyClick(fixture.view(), Qt::Key_Delete);
        QVERIFY(!QFile::exists(fixture.two));
        QVERIFY(!fixture.row(QStringLiteral("Dual mode")).isValid());
        QVERIFY(fixture.notice()->isVisible());
        QVERIFY(fixture.notice()->text().contains(QStringLiteral("Dual mode")));
        QTest::mouseClick(fixture.notice()->findChild<QPushButton *>(), Qt::LeftButton);
        QVERIFY(QFile::exists(fixture.two));
        QVERIFY(eventually([&] { return fixture.row(QStringLiteral("Dual mode")).isValid(); }));
        QVERIFY(!fixture.notice()->isVisible());
    }

    void enterAndDoubleClickOpenInCompare()
    {
        const Fixture fixture;
        QVERIFY(fixture.filled());
        std::vector<SeriesReference> opened;
        connect(fixture.page.get(), &SavedRunsPage::openRequested, fixture.page.get(),
                [&](const std::vector<SeriesReference> &series) { opened = series; });
        fixture.select(fixture.row(QStringLiteral("Llama alone")));
        QTest::keyClick(fixture.view(), Qt::Key_Return);
        QCOMPARE(opened, (std::vector<SeriesReference> {{fixture.one, std::nullopt}}));

        const QModelIndex dual = fixture.row(QStringLiteral("Dual mode"));
        fixture.view()->expand(dual);
        const QRect qwenRow = fixture.view()->visualRect(fixture.view()->model()->index(1, 0, dual));
        QTest::mouseClick(fixture.view()->viewport(), Qt::LeftButton, {}, qwenRow.center());
        QTest::mouseDClick(fixture.view()->viewport(), Qt::LeftButton, {}, qwenRow.center());
        QCOMPARE(opened, (std::vector<SeriesReference> {{fixture.two, 1}}));
    }

    void anUnreadableFileIsShownWithItsProblem()
    {
        const Fixture fixture;
        QVERIFY(fixture.filled());
        QVERIFY(eventually([&] {
            const auto entries = fixture.library->entries();
            return std::ranges::any_of(entries, [](const RunEntry &entry) { return !entry.problem.isEmpty(); });
        }));
        const QModelIndex row = fixture.row(QString());
        QVERIFY(row.isValid());
        fixture.select(row);
        QVERIFY(fixture.view()->selectedReferences().empty());
        QCOMPARE(fixture.view()->selectedPaths(), QStringList {fixture.broken});
    }

    void filesOfTheFileManagerAreCopiedIn()
    {
        const Fixture fixture;
        QVERIFY(fixture.filled());
        const QTemporaryDir elsewhere;
        const QString path = elsewhere.filePath(QStringLiteral("mail.run.jsonl"));
        QVERIFY(writeRunFile(path, referenceRunOf({qwen}, QStringLiteral("From a colleague"))));
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter({400, 400}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(fixture.page.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({400, 400}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(fixture.page.get(), &drop);
        QVERIFY(eventually([&] { return fixture.row(QStringLiteral("From a colleague")).isValid(); }));
        QVERIFY(QFile::exists(fixture.dir.filePath(QStringLiteral("mail.run.jsonl"))));
        QVERIFY(QFile::exists(path));
    }

    void anEmptyLibraryLeadsToRun()
    {
        const QTemporaryDir dir;
        RunLibrary library(dir.path());
        SavedRunsPage page(library);
        page.show();
        QSignalSpy run(&page, &SavedRunsPage::runRequested);
        for (QPushButton *button : page.findChildren<QPushButton *>())
            if (button->isVisible() && button->text() == QStringLiteral("Go to Run"))
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(run.size(), 1);
    }
};

}

QTEST_MAIN(streamgauge::TestSavedRunsPage)

#include "tst_savedrunspage.moc"
