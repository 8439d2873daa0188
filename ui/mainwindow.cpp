// SPDX-License-Identifier: Apache-2.0
#include "mainwindow.h"

#include "appsettings.h"
#include "comparepage.h"
#include "endpointspage.h"
#include "models/seriesreference.h"
#include "navigation.h"
#include "runpage.h"
#include "savedrunspage.h"
#include "settingspage.h"
#include "shortcutsdialog.h"
#include "suitespage.h"

#include <QAction>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMimeData>
#include <QScreen>
#include <QScrollArea>
#include <QStackedWidget>
#include <QUrl>

namespace streamgauge {

namespace {

const QString geometryKey = QStringLiteral("window/geometry");
const QString pageKey = QStringLiteral("window/page");
constexpr QSize smallest {1024, 700};
constexpr QSize initial {1440, 900};

QStringList localFiles(const QMimeData &data)
{
    QStringList paths;
    for (const QUrl &url : data.urls())
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    return paths;
}

}

MainWindow::MainWindow(AppServices &services, QWidget *parent)
    : QMainWindow(parent)
    , m_services(services)
    , m_navigation(new Navigation(this))
    , m_pages(new QStackedWidget(this))
    , m_runPage(new RunPage(services, this))
    , m_comparePage(new ComparePage(services.library, this))
    , m_savedRunsPage(new SavedRunsPage(services.library, this))
    , m_endpointsPage(new EndpointsPage(services, this))
    , m_suitesPage(new SuitesPage(services, this))
    , m_settingsPage(new SettingsPage(services, this))
{
    setWindowTitle(QStringLiteral("Streamgauge"));
    setAcceptDrops(true);
    setMinimumSize(smallest);
    auto *central = new QWidget(this);
    auto *row = new QHBoxLayout(central);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_navigation);
    row->addWidget(m_pages, 1);
    setCentralWidget(central);
    addPages();
    addActions();
    connectPages();
    restoreState();
}

MainWindow::Page MainWindow::page() const
{
    return static_cast<Page>(m_pages->currentIndex());
}

void MainWindow::showPage(Page page)
{
    m_navigation->setCurrent(static_cast<int>(page));
}

void MainWindow::openRuns(const QStringList &paths)
{
    m_comparePage->openRuns(paths);
    showPage(Page::Compare);
}

void MainWindow::compare(const std::vector<SeriesReference> &series)
{
    m_comparePage->addSeries(series);
    showPage(Page::Compare);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    AppSettings settings;
    settings.setValue(geometryKey, saveGeometry());
    settings.setValue(pageKey, m_pages->currentIndex());
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!event->source() && !localFiles(*event->mimeData()).isEmpty()) // our own pictures are no runs
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    openRuns(localFiles(*event->mimeData()));
    event->acceptProposedAction();
}

void MainWindow::addPages()
{
    connect(m_navigation, &Navigation::pageChosen, m_pages, &QStackedWidget::setCurrentIndex);
    addPage(tr("Run"), Qt::CTRL | Qt::Key_1, m_runPage);
    addPage(tr("Compare"), Qt::CTRL | Qt::Key_2, m_comparePage);
    addPage(tr("Saved runs"), Qt::CTRL | Qt::Key_3, m_savedRunsPage);
    addPage(tr("Endpoints"), Qt::CTRL | Qt::Key_4, m_endpointsPage);
    addPage(tr("Suites"), Qt::CTRL | Qt::Key_5, m_suitesPage);
    m_navigation->addSpace();
    addPage(tr("Settings"), Qt::CTRL | Qt::Key_Comma, m_settingsPage);
}

void MainWindow::addPage(const QString &title, const QKeySequence &shortcut, QWidget *page)
{
    auto *area = new QScrollArea(m_pages);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(page);
    m_pages->addWidget(area);

    const int index = m_navigation->addPage(title, shortcut);
    auto *action = new QAction(title, this);
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, [this, index, page] {
        m_navigation->setCurrent(index);
        page->setFocus(Qt::ShortcutFocusReason); // Tab goes on from the page's first control
    });
    addAction(action);
}

void MainWindow::addActions()
{
    auto *shortcuts = new QAction(tr("This overview"), this);
    shortcuts->setShortcuts({QKeySequence(Qt::Key_F1), QKeySequence(Qt::CTRL | Qt::Key_Slash)});
    connect(shortcuts, &QAction::triggered, this, [this] {
        auto *dialog = new ShortcutsDialog(actions(), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    addAction(shortcuts);

    auto *quit = new QAction(tr("Quit"), this);
    quit->setShortcut(Qt::CTRL | Qt::Key_Q);
    connect(quit, &QAction::triggered, this, &QWidget::close);
    addAction(quit);
}

void MainWindow::connectPages()
{
    connect(m_savedRunsPage, &SavedRunsPage::openRequested, this, &MainWindow::compare);
    m_navigation->setAcceptor(static_cast<int>(Page::Compare), hasReferences);
    connect(m_navigation, &Navigation::dataDropped, this,
            [this](int, const QMimeData *dropped) { compare(referencesFrom(*dropped)); });
    connect(m_savedRunsPage, &SavedRunsPage::runRequested, this, [this] { showPage(Page::Run); });
    connect(m_runPage, &RunPage::compareRequested, this, &MainWindow::openRuns);
    connect(m_runPage, &RunPage::savedRunsRequested, this, [this] { showPage(Page::SavedRuns); });
    connect(m_runPage, &RunPage::addEndpointRequested, this, [this] { showPage(Page::Endpoints); });
    connect(m_runPage, &RunPage::suitesRequested, this, [this] { showPage(Page::Suites); });
    connect(m_comparePage, &ComparePage::savedRunsRequested, this, [this] { showPage(Page::SavedRuns); });
}

void MainWindow::restoreState()
{
    const AppSettings settings;
    if (!restoreGeometry(settings.value(geometryKey).toByteArray()))
        resize(initial.boundedTo(screen()->availableSize()));
    m_navigation->setCurrent(settings.value(pageKey, 0).toInt());
    qobject_cast<QScrollArea *>(m_pages->currentWidget())->widget()->setFocus();
}

}
