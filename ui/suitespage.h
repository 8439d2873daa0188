// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "appservices.h"
#include "base/error.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTabWidget;

namespace streamgauge {

class Notice;
class SuiteEditor;
class SuiteList;
class TestsView;
struct SuiteEntry;

/// Bundled suites and the user's own: what they ask of a model, and their YAML.
class SuitesPage : public QWidget
{
    Q_OBJECT

public:
    explicit SuitesPage(AppServices &services, QWidget *parent = nullptr);
    ~SuitesPage() override;

    void select(const QString &id);
    QString current() const; ///< id of the suite shown
    bool saveEdits();        ///< so that no text is lost; false where the file cannot be written

protected:
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *createList();
    QWidget *createDetails();
    void fillList();
    void showCurrent();
    void showSuite(const SuiteEntry &entry);
    void showText(const SuiteEntry &entry);
    void loadFile();
    void duplicate();
    void remove();
    void report(const Error &error);

    AppServices &m_services;
    SuiteList *m_list;
    QLabel *m_title;
    QLabel *m_description;
    QLabel *m_facts;
    QPushButton *m_duplicate;
    QPushButton *m_remove;
    QTabWidget *m_tabs;
    TestsView *m_tests;
    SuiteEditor *m_editor;
    Notice *m_message;
    QString m_shown;
    QString m_fileText; ///< of the suite shown, as last read or written
};

}
