// SPDX-License-Identifier: Apache-2.0
#include "eventually.h"
#include "suitespage.h"
#include "testwindow.h"

#include <QFile>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

namespace streamgauge {

class TestSuitesPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_services = std::make_unique<TestServices>();
        m_page = std::make_unique<SuitesPage>(m_services->services);
        m_page->resize(1000, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }

    void cleanup()
    {
        m_page.reset();
        m_services.reset();
    }

    void aBundledSuiteIsShownFirstAndCannotBeTypedInto()
    {
        QCOMPARE(m_page->current(), QStringLiteral("speed-test"));
        QVERIFY(editor()->isReadOnly());
    }

    void aDuplicateIsTheUsersAndCanBeEdited()
    {
        const QString copy = duplicate();

        QVERIFY(QFile::exists(copy));
        QVERIFY(!editor()->isReadOnly());
        QVERIFY(editor()->isVisible());
    }

    void textThatIsNotValidIsNotLostWhenAnotherSuiteIsChosen()
    {
        const QString copy = duplicate();
        editor()->moveCursor(QTextCursor::Start);
        QTest::keyClicks(editor(), QStringLiteral("nonsense: 1 "));

        m_page->select(QStringLiteral("speed-test"));

        QFile file(copy);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith("nonsense: 1 "));
        m_page->select(copy);
        QVERIFY(editor()->toPlainText().startsWith(QLatin1String("nonsense: 1 ")));
    }

    void textIsNotLostWhenTheWindowCloses()
    {
        const QString copy = duplicate();
        editor()->moveCursor(QTextCursor::Start);
        QTest::keyClicks(editor(), QStringLiteral("# mine"));

        m_page->close();

        QFile file(copy);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith("# mine"));
    }

    void textBeingEditedIsNotReplacedByAChangeOfTheFile()
    {
        const QString copy = duplicate();
        editor()->moveCursor(QTextCursor::Start);
        QTest::keyClicks(editor(), QStringLiteral("# mine"));
        const auto before = m_services->suites.find(copy)->title;
        QFile file(copy);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("suite: Other\ntests:\n  - {name: A, prompt: Hello, max_tokens: 5}\n");
        file.close();

        QVERIFY(eventually([&] { return m_services->suites.find(copy)->title != before; }));

        QVERIFY(editor()->toPlainText().startsWith(QLatin1String("# mine")));
    }

private:
    QString duplicate()
    {
        QTest::mouseClick(m_page->findChild<QPushButton *>(QStringLiteral("duplicateSuite")), Qt::LeftButton);
        return m_page->current();
    }

    QPlainTextEdit *editor() const { return m_page->findChild<QPlainTextEdit *>(QStringLiteral("suiteText")); }

    std::unique_ptr<TestServices> m_services;
    std::unique_ptr<SuitesPage> m_page;
};

}

int main(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    streamgauge::TestSuitesPage test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_suitespage.moc"
