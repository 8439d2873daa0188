// SPDX-License-Identifier: Apache-2.0
#include "savedruns/rundetails.h"

#include "analysis/checkfindings.h"
#include "controls/buttons.h"
#include "controls/labels.h"
#include "controls/remarklist.h"
#include "controls/spacing.h"
#include "report/runremarks.h"
#include "savedruns/runtext.h"

#include <QEvent>
#include <QFileInfo>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

constexpr int panelWidth = 264;

QString facts(const RunEntry &entry)
{
    if (!entry.problem.isEmpty())
        return entry.problem;
    QStringList lines;
    if (entry.started.isValid())
        lines << QLocale().toString(entry.started.toLocalTime(), QStringLiteral("d MMMM yyyy, HH:mm"));
    if (const QString note = runNote(entry); !note.isEmpty())
        lines << note;
    int completed = 0;
    for (const SeriesSummary &series : entry.series)
        completed += series.completed;
    lines << RunDetails::tr("%1 completed requests").arg(completed);
    if (const QString checks = checksNote(checkFindings(entry.series)); !checks.isEmpty())
        lines << checks;
    lines << (entry.bundled ? RunDetails::tr("Comes with Streamgauge; stays as it is.")
                            : QFileInfo(entry.path).fileName());
    return lines.join(QLatin1Char('\n'));
}

}

RunDetails::RunDetails(QWidget *parent)
    : Card(parent)
    , m_title(titleLabel({}, this))
    , m_facts(noteLabel({}, this))
    , m_remarks(new RemarkList(tr("During the run"), this))
    , m_notesTitle(titleLabel(tr("Notes"), this))
    , m_notes(new QPlainTextEdit(this))
    , m_compare(primaryButton(tr("Open in Compare"), this))
    , m_rename(secondaryButton(tr("Rename"), this))
    , m_reveal(secondaryButton(tr("Show in folder"), this))
    , m_delete(dangerButton(tr("Move to trash"), this))
{
    setFixedWidth(panelWidth);
    m_title->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_notes->setPlaceholderText(tr("What was special about this run"));
    m_notes->setAccessibleName(tr("Notes"));
    m_notes->setTabChangesFocus(true);
    m_notes->installEventFilter(this);
    m_rename->setToolTip(tr("Rename  (F2)"));
    m_delete->setToolTip(tr("Move to trash  (Del)"));
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(800); // a pause in typing
    connect(m_notes, &QPlainTextEdit::textChanged, &m_saveTimer, qOverload<>(&QTimer::start));
    connect(&m_saveTimer, &QTimer::timeout, this, &RunDetails::saveNotes);
    connect(m_compare, &QPushButton::clicked, this, &RunDetails::compareRequested);
    connect(m_rename, &QPushButton::clicked, this, &RunDetails::renameRequested);
    connect(m_reveal, &QPushButton::clicked, this, &RunDetails::revealRequested);
    connect(m_delete, &QPushButton::clicked, this, &RunDetails::deleteRequested);

    body()->addWidget(m_title);
    body()->addWidget(m_facts);
    body()->addWidget(m_remarks);
    body()->addSpacing(spacing::tight);
    body()->addWidget(m_notesTitle);
    body()->addWidget(m_notes, 1);
    body()->addStretch();
    for (QPushButton *button : {m_compare, m_rename, m_reveal, m_delete})
        body()->addWidget(button);
    show(nullptr, 0);
}

void RunDetails::show(const RunEntry *entry, int selected)
{
    const QString path = entry ? entry->path : QString();
    if (path != m_path)
        saveNotes();
    const bool typing = path == m_path && m_notes->toPlainText() != m_savedNotes;
    m_path = path;
    m_title->setText(entry              ? runTitle(*entry)
                         : selected > 1 ? tr("%1 runs selected").arg(selected)
                                        : tr("No run selected"));
    m_facts->setText(entry ? facts(*entry)
                         : selected > 1
                         ? tr("Open them in Compare side by side, or drag them there.")
                         : tr("Select a run to see its notes. Drag it onto Compare, or double click it."));
    if (!typing) {
        m_savedNotes = entry ? entry->notes : QString();
        const QSignalBlocker quiet(m_notes);
        m_notes->setPlainText(m_savedNotes);
    }
    m_remarks->setRemarks(entry ? runRemarks(entry->series) : QStringList());
    const bool readable = entry && entry->problem.isEmpty();
    m_notes->setVisible(readable);
    m_notesTitle->setVisible(readable);
    const bool mine = !entry || !entry->bundled;
    m_notes->setReadOnly(!mine);
    setButtons(readable || selected > 1, entry && mine, selected > 0 && mine);
    m_rename->setVisible(readable && mine);
}

void RunDetails::setButtons(bool readable, bool one, bool any)
{
    m_compare->setVisible(readable);
    m_reveal->setVisible(one);
    m_delete->setVisible(any);
}

void RunDetails::saveNotes()
{
    m_saveTimer.stop();
    const QString notes = m_notes->toPlainText();
    if (m_path.isEmpty() || notes == m_savedNotes)
        return;
    m_savedNotes = notes;
    Q_EMIT notesEdited(m_path, notes);
}

bool RunDetails::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_notes && event->type() == QEvent::FocusOut)
        saveNotes();
    return Card::eventFilter(watched, event);
}

}
