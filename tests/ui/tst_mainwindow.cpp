// SPDX-License-Identifier: Apache-2.0
#include "appsettings.h"
#include "mainwindow.h"
#include "shortcutsdialog.h"
#include "testwindow.h"

#include <QFile>
#include <QPushButton>
#include <QTest>

namespace streamgauge {

using Page = MainWindow::Page;

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QFile::remove(AppSettings::path());
        m_services = std::make_unique<TestServices>();
        m_window = std::make_unique<MainWindow>(m_services->services);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void cleanup()
    {
        m_window.reset();
        m_services.reset();
    }

    void everyPageHasItsShortcut_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<Page>("page");
        QTest::newRow("Ctrl+1 is Run") << Qt::Key_1 << Page::Run;
        QTest::newRow("Ctrl+2 is Compare") << Qt::Key_2 << Page::Compare;
        QTest::newRow("Ctrl+3 is Saved runs") << Qt::Key_3 << Page::SavedRuns;
        QTest::newRow("Ctrl+4 is Endpoints") << Qt::Key_4 << Page::Endpoints;
        QTest::newRow("Ctrl+5 is Suites") << Qt::Key_5 << Page::Suites;
        QTest::newRow("Ctrl+comma is Settings") << Qt::Key_Comma << Page::Settings;
    }

    void everyPageHasItsShortcut()
    {
        QFETCH(Qt::Key, key);
        QFETCH(Page, page);
        m_window->showPage(page == Page::Run ? Page::Settings : Page::Run);

        QTest::keyClick(m_window.get(), key, Qt::ControlModifier);

        QCOMPARE(m_window->page(), page);
    }

    void theArrowKeysWalkThroughTheNavigation()
    {
        m_window->showPage(Page::Run);
        navigationButton(QStringLiteral("Run"))->setFocus();

        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);

        QCOMPARE(m_window->page(), Page::Compare);
    }

    void theOverviewShowsEveryPagesShortcut()
    {
        QTest::keyClick(m_window.get(), Qt::Key_F1);

        const auto *dialog = m_window->findChild<ShortcutsDialog *>();
        QVERIFY(dialog);
        QStringList texts;
        for (const QLabel *label : dialog->findChildren<QLabel *>())
            texts << label->text();
        for (const char *expected : {"Run", "Ctrl+1", "Settings", "Ctrl+,", "Ctrl+Q"})
            QVERIFY2(texts.contains(QLatin1String(expected)), expected);
    }

    void theWindowGetsAsSmallAsASmallScreen()
    {
        m_window->resize(1024, 700);

        QCOMPARE(m_window->size(), QSize(1024, 700));
    }

    void thePageIsRememberedForTheNextStart()
    {
        m_window->showPage(Page::Suites);
        m_window->close();

        const MainWindow next(m_services->services);

        QCOMPARE(next.page(), Page::Suites);
    }

private:
    QPushButton *navigationButton(const QString &text) const
    {
        for (auto *button : m_window->findChildren<QPushButton *>())
            if (button->text() == text && button->isCheckable())
                return button;
        return nullptr;
    }

    std::unique_ptr<TestServices> m_services;
    std::unique_ptr<MainWindow> m_window;
};

}

int main(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    streamgauge::TestMainWindow test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_mainwindow.moc"
