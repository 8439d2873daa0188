// SPDX-License-Identifier: Apache-2.0
#include "eventually.h"
#include "suites/suiteeditor.h"
#include "suites/suitefacts.h"
#include "suites/testsmodel.h"
#include "suitestore.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace streamgauge {

namespace {

const QString speedTest = QStringLiteral("speed-test");

}

class TestSuiteStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void theBundledSpeedTestIsFirst()
    {
        const SuiteStore store(m_folder->path());

        QCOMPARE(store.entries().front().id, speedTest);
        QVERIFY(store.entries().front().bundled);
        QCOMPARE(store.entries().front().suite->tests.size(), 5u);
    }

    void aCopyIsAValidSuiteUnderAFreeNameAndATitleOfItsOwn()
    {
        SuiteStore store(m_folder->path());

        const auto first = store.duplicate(speedTest);
        const auto second = store.duplicate(speedTest);

        QVERIFY(first && second);
        QVERIFY(*first != *second);
        const SuiteEntry *copy = store.find(*first);
        QVERIFY(copy && copy->suite);
        QCOMPARE(copy->title, QStringLiteral("Speed test copy"));
        QVERIFY(!copy->bundled);
    }

    void aSuiteWithAnErrorIsListedWithItsLine()
    {
        SuiteStore store(m_folder->path());
        const QString path = m_folder->filePath(QStringLiteral("mine.yaml"));

        QVERIFY(store.save(path, QStringLiteral("suite: Mine\nrepetitions: many\ntests: []\n")));

        const SuiteEntry *entry = store.find(path);
        QVERIFY(entry && entry->problem);
        QCOMPARE(entry->problem->line, 2);
        QVERIFY(store.text(path)->contains(QLatin1String("many")));
    }

    void aFilePutIntoTheFolderAppears()
    {
        SuiteStore store(m_folder->path());
        const auto before = store.entries().size();
        QFile file(m_folder->filePath(QStringLiteral("mine.yaml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("suite: Mine\ntests:\n  - {name: A, prompt: Hello, max_tokens: 5}\n");
        file.close();

        QVERIFY(eventually([&] { return store.entries().size() == before + 1; }));

        QCOMPARE(store.entries().back().title, QStringLiteral("Mine"));
    }

    void theEditorSaysTheLineOfAnErrorWhileTyping()
    {
        SuiteEditor editor;
        editor.setText(QStringLiteral("suite: Mine\ntests:\n  - {name: A, prompt: Hello, max_tokens: 5}\n"),
                       QStringLiteral("mine.yaml"), false);
        QCOMPARE(editor.problem(), QString());
        auto *edit = editor.findChild<QPlainTextEdit *>();

        edit->moveCursor(QTextCursor::Start);
        QTest::keyClicks(edit, QStringLiteral("colour: red"));
        QTest::keyClick(edit, Qt::Key_Return);

        QVERIFY(eventually([&] { return editor.problem().startsWith(QLatin1String("Line 1:")); }));
        QVERIFY(editor.problem().contains(QLatin1String("colour")));
        QVERIFY(editor.isModified());
        QVERIFY(editor.text().startsWith(QLatin1String("colour: red\nsuite: Mine")));
    }

    void loadsAreSaidInWords_data()
    {
        QTest::addColumn<Load>("load");
        QTest::addColumn<QString>("words");
        QTest::newRow("a closed loop of one") << Load(ClosedLoop {}) << QStringLiteral("one request at a time");
        QTest::newRow("a sweep") << Load(ClosedLoop {{1, 4, 16}}) << QStringLiteral("1, 4, 16 requests at a time");
        QTest::newRow("a rate") << Load(OpenLoop {.rates = {4}, .arrivals = Arrivals::Poisson, .duration = 60s})
                                << QStringLiteral("4 requests a second, Poisson, for 60 s");
    }

    void loadsAreSaidInWords()
    {
        QFETCH(Load, load);
        QTEST(inWords(load), "words");
    }

    void theTestsModelKeepsTheRulesOfModels()
    {
        TestsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);

        model.setTests(SuiteStore(m_folder->path()).entries().front().suite->tests);

        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(model.index(0, TestsModel::MaxTokens).data().toString(), QStringLiteral("100"));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

}

QTEST_MAIN(streamgauge::TestSuiteStore)

#include "tst_suitestore.moc"
