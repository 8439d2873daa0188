// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "controls/card.h"
#include "runfile/runlibrary.h"

#include <QTimer>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace streamgauge {

class RemarkList;

/// The selected run beside the list: its facts, its notes, and what can be done with it.
class RunDetails : public Card
{
    Q_OBJECT

public:
    explicit RunDetails(QWidget *parent = nullptr);

    /// Null where not exactly one run is selected; @p selected says how many are.
    void show(const RunEntry *entry, int selected);
    /// Hands in notes that have been typed but not yet been saved.
    void saveNotes();
    QPlainTextEdit *notesEditor() const { return m_notes; }

Q_SIGNALS:
    void notesEdited(const QString &path, const QString &notes);
    void compareRequested();
    void renameRequested();
    void revealRequested();
    void deleteRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setButtons(bool readable, bool one, bool any);

    QString m_path;
    QString m_savedNotes;
    QTimer m_saveTimer;
    QLabel *m_title;
    QLabel *m_facts;
    RemarkList *m_remarks; ///< what came up during the run
    QLabel *m_notesTitle;
    QPlainTextEdit *m_notes;
    QPushButton *m_compare;
    QPushButton *m_rename;
    QPushButton *m_reveal;
    QPushButton *m_delete;
};

}
