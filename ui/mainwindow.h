// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "appservices.h"

#include <QMainWindow>

#include <vector>

class QScrollArea;
class QStackedWidget;

namespace streamgauge {

class ComparePage;
class EndpointsPage;
class Navigation;
class RunPage;
class SavedRunsPage;
class SettingsPage;
class SuitesPage;
struct SeriesReference;

/// The pages and the wires between them. Holds no run state.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    enum class Page { Run, Compare, SavedRuns, Endpoints, Suites, Settings };
    Q_ENUM(Page)

    explicit MainWindow(AppServices &services, QWidget *parent = nullptr);

    Page page() const;
    void showPage(Page page);
    void openRuns(const QStringList &paths); ///< in Compare
    void compare(const std::vector<SeriesReference> &series);

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void addPages();
    void addPage(const QString &title, const QKeySequence &shortcut, QWidget *page);
    void connectPages();
    void addActions();
    void restoreState();

    AppServices &m_services;
    Navigation *m_navigation;
    QStackedWidget *m_pages;
    RunPage *m_runPage;
    ComparePage *m_comparePage;
    SavedRunsPage *m_savedRunsPage;
    EndpointsPage *m_endpointsPage;
    SuitesPage *m_suitesPage;
    SettingsPage *m_settingsPage;
};

}
