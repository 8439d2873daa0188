// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/compareseries.h"

#include <QStringList>
#include <QWidget>

class QPushButton;
class QStackedWidget;

namespace streamgauge {

class CompareView;
class ComparisonFiles;
class Notice;
class RecentRuns;
class RunLibrary;
class SeriesTray;
struct PictureOptions;

/// Series side by side.
class ComparePage : public QWidget
{
    Q_OBJECT

public:
    explicit ComparePage(RunLibrary &library, QWidget *parent = nullptr);

    /// Adds the run files' series to the tray; a comparison's file replaces what is there.
    void openRuns(const QStringList &paths);
    void addSeries(const std::vector<SeriesReference> &series);
    const CompareSeries &series() const { return m_series; }

    void copyPicture();
    void copyForSheet();
    void copyAsMarkdown();
    void openExportDialog();

Q_SIGNALS:
    void savedRunsRequested(); ///< go where runs are chosen

protected:
    bool event(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QWidget *makeTop();
    QPushButton *makeAddButton();
    void makeCopyMenu();
    void connectTray();
    void refresh();
    void showTray(const Comparison &comparison);
    void showName();
    void sayWhatIsSaved(const QStringList &paths);
    void fail(const QString &title, const QString &problem);
    void save(const QString &path, const PictureOptions &options);

    RunLibrary &m_library;
    CompareSeries m_series;
    SeriesTray *m_tray;
    Notice *m_notice;
    QStackedWidget *m_stack;
    RecentRuns *m_recent;
    CompareView *m_view;
    ComparisonFiles *m_files;
    QPushButton *m_comparison; ///< opens and saves it; has its name
    QPushButton *m_copy;
    QPushButton *m_export;
    QString m_saved; ///< the picture the notice speaks of
};

}
