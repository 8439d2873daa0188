// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/runlibraryfilter.h"
#include "models/runlibrarymodel.h"

#include <QStringList>
#include <QWidget>

class QLabel;
class QLineEdit;
class QStackedWidget;

namespace streamgauge {

class Notice;
class RunDetails;
class RunLibraryView;

/// The library of saved runs.
class SavedRunsPage : public QWidget
{
    Q_OBJECT

public:
    explicit SavedRunsPage(RunLibrary &library, QWidget *parent = nullptr);

Q_SIGNALS:
    void openRequested(const std::vector<streamgauge::SeriesReference> &series); ///< in Compare
    void runRequested();                                                         ///< go where a run is started

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeHeader();
    QWidget *makeList();
    void connectView();
    void refresh();
    void selectFirst();
    void showSelection();
    void showMatching();
    void openSelected();
    void deleteSelected();
    void restoreDeleted();
    void browseForFiles();
    void addFiles(const QStringList &paths);
    void fail(const QString &title, const QString &problem);

    RunLibrary &m_library;
    RunLibraryModel m_model;
    RunLibraryFilter m_filter;
    QLineEdit *m_search = nullptr;
    QLabel *m_count = nullptr;
    Notice *m_notice;
    QStackedWidget *m_stack;
    RunLibraryView *m_view = nullptr;
    RunDetails *m_details = nullptr;
    QLabel *m_noMatch = nullptr;
    QString m_selectedAtFirst;
    QStringList m_deleted; ///< what Undo brings back
};

}
