// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class QMenu;
class QWidget;

namespace streamgauge {

class CompareSeries;

/// Keeps the comparison on the page in a file of its own: opening, saving, and which file it is.
class ComparisonFiles : public QObject
{
    Q_OBJECT

public:
    /// @p folder: where files are offered and looked for. @p window has the dialogs and takes the shortcuts.
    ComparisonFiles(CompareSeries &series, QString folder, QWidget *window);

    QMenu *menu() const { return m_menu; }
    QString name() const;   ///< "Spark" of Spark.comparison.yaml; empty while there is no file
    bool isChanged() const; ///< since it was opened or saved; false while there is no file

    void open(const QString &path);
    void save();                      ///< asks where, while there is no file
    void saveAs(const QString &path); ///< with the right ending, if it has another

Q_SIGNALS:
    void nameChanged();
    void saved(const QString &path);
    void failed(const QString &title, const QString &problem);

private:
    void fillMenu();
    void clear();
    void saveTo(const QString &path);
    void askWhatToOpen();
    void askWhereToSave();

    CompareSeries &m_series;
    QString m_folder;
    QWidget *m_window;
    QMenu *m_menu;
    QString m_path;
    int m_savedRevision = 0;
};

}
