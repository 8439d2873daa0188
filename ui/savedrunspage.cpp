// SPDX-License-Identifier: Apache-2.0
#include "savedrunspage.h"

#include "controls/buttons.h"
#include "controls/card.h"
#include "controls/emptystate.h"
#include "controls/labels.h"
#include "controls/notice.h"
#include "controls/page.h"
#include "controls/spacing.h"
#include "savedruns/reveal.h"
#include "savedruns/rundetails.h"
#include "savedruns/runlibraryview.h"
#include "savedruns/runtext.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMimeData>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

enum Side { EmptySide, ListSide };
constexpr int searchWidth = 280;

}

SavedRunsPage::SavedRunsPage(RunLibrary &library, QWidget *parent)
    : QWidget(parent)
    , m_library(library)
    , m_notice(new Notice(this))
    , m_stack(new QStackedWidget(this))
{
    setAcceptDrops(true);
    m_filter.setSourceModel(&m_model);
    m_notice->setClosable(true);
    auto *empty = new EmptyState(tr("No saved runs yet"),
                                 tr("Every run is saved here when it ends. Run the suite, or drop run files "
                                    "(*.run.jsonl) of somebody else."),
                                 tr("Go to Run"), this);
    m_stack->addWidget(empty);
    QVBoxLayout *column = makePage(this);
    column->addWidget(makeHeader());
    column->addWidget(m_notice);
    m_stack->addWidget(makeList());
    column->addWidget(m_stack, 1);

    connect(empty, &EmptyState::actionTriggered, this, &SavedRunsPage::runRequested);
    connect(m_notice, &Notice::actionTriggered, this, &SavedRunsPage::restoreDeleted);
    connect(&m_library, &RunLibrary::entriesChanged, this, &SavedRunsPage::refresh);
    connectView();
    refresh();
}

QWidget *SavedRunsPage::makeHeader()
{
    auto *header = new QWidget(this);
    m_count = mutedLabel({}, header);
    m_search = new QLineEdit(header);
    m_search->setPlaceholderText(tr("Search title, model, suite, notes"));
    m_search->setAccessibleName(tr("Search saved runs"));
    m_search->setToolTip(tr("Search  (Ctrl+F)"));
    m_search->setClearButtonEnabled(true);
    m_search->setFixedWidth(searchWidth);
    QPushButton *add = secondaryButton(tr("Add files…"), header);
    add->setToolTip(tr("Copy run files into the library; dropping them here does the same"));

    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::medium);
    row->addWidget(headingLabel(tr("Saved runs"), header));
    row->addWidget(m_count);
    row->addStretch();
    row->addWidget(m_search);
    row->addWidget(add);

    connect(add, &QPushButton::clicked, this, &SavedRunsPage::browseForFiles);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter.setSearch(text);
        showMatching();
    });
    auto *find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, this, [this] {
        m_search->setFocus();
        m_search->selectAll();
    });
    return header;
}

QWidget *SavedRunsPage::makeList()
{
    auto *side = new QWidget(this);
    auto *card = new Card(side);
    m_view = new RunLibraryView(m_model, m_filter, card);
    m_noMatch = mutedLabel(tr("No run matches the search."), card);
    m_noMatch->setAlignment(Qt::AlignCenter);
    card->body()->setContentsMargins(spacing::tight, spacing::tight, spacing::tight, spacing::tight);
    card->body()->addWidget(m_view, 1);
    card->body()->addWidget(m_noMatch, 1);
    m_details = new RunDetails(side);
    auto *row = new QHBoxLayout(side);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::large);
    row->addWidget(card, 1);
    row->addWidget(m_details);
    return side;
}

void SavedRunsPage::connectView()
{
    connect(&m_model, &RunLibraryModel::renameRequested, this, [this](const QString &path, const QString &title) {
        if (const auto renamed = m_library.rename(path, title); !renamed)
            fail(tr("Not renamed."), renamed.error().toString());
    });
    connect(m_details, &RunDetails::notesEdited, this, [this](const QString &path, const QString &notes) {
        if (const auto saved = m_library.setNotes(path, notes); !saved)
            fail(tr("Notes not saved."), saved.error().toString());
    });
    const auto reveal = [this] {
        if (const QStringList paths = m_view->selectedPaths(); !paths.isEmpty())
            revealInFileManager(paths.first());
    };
    connect(m_view, &RunLibraryView::selectionEdited, this, &SavedRunsPage::showSelection);
    connect(m_view, &RunLibraryView::openRequested, this, &SavedRunsPage::openSelected);
    connect(m_view, &RunLibraryView::deleteRequested, this, &SavedRunsPage::deleteSelected);
    connect(m_view, &RunLibraryView::revealRequested, this, reveal);
    connect(m_details, &RunDetails::compareRequested, this, &SavedRunsPage::openSelected);
    connect(m_details, &RunDetails::renameRequested, m_view, &RunLibraryView::renameCurrent);
    connect(m_details, &RunDetails::deleteRequested, this, &SavedRunsPage::deleteSelected);
    connect(m_details, &RunDetails::revealRequested, this, reveal);
}

void SavedRunsPage::refresh()
{
    m_model.setEntries(m_library.entries());
    m_stack->setCurrentIndex(m_model.rowCount() > 0 ? ListSide : EmptySide);
    showMatching();
    selectFirst();
    showSelection();
}

/// Until somebody selects a run, the first one is.
void SavedRunsPage::selectFirst()
{
    const QStringList selected = m_view->selectedPaths();
    const bool untouched = selected.isEmpty() || selected == QStringList {m_selectedAtFirst};
    if (!untouched || m_filter.rowCount() == 0)
        return;
    m_view->setCurrentIndex(m_filter.index(0, 0));
    m_selectedAtFirst = m_view->selectedPaths().value(0);
}

void SavedRunsPage::showMatching()
{
    const int all = m_model.rowCount();
    const int shown = m_filter.rowCount();
    m_count->setText(all == 0 ? QString() : shown == all ? QString::number(all) : tr("%1 of %2").arg(shown).arg(all));
    m_view->setVisible(shown > 0);
    m_noMatch->setVisible(shown == 0);
}

void SavedRunsPage::showSelection()
{
    const QStringList paths = m_view->selectedPaths();
    const RunEntry *one = paths.size() == 1 ? m_model.entry(m_model.indexOf(paths.first())) : nullptr;
    m_details->show(one, static_cast<int>(paths.size()));
}

void SavedRunsPage::openSelected()
{
    const std::vector<SeriesReference> selected = m_view->selectedReferences();
    if (!selected.empty())
        Q_EMIT openRequested(selected);
}

void SavedRunsPage::deleteSelected()
{
    QStringList deleted;
    QStringList titles;
    for (const QString &path : m_view->selectedPaths()) {
        const QString title = runTitle(*m_model.entry(m_model.indexOf(path)));
        if (const auto moved = m_library.moveToTrash(path); !moved) {
            fail(tr("Not moved to the trash."), moved.error().toString());
            return;
        }
        deleted << path;
        titles << title;
    }
    if (deleted.isEmpty())
        return;
    m_deleted = deleted;
    m_notice->say(Notice::Level::Info,
                  titles.size() == 1 ? tr("“%1” is in the trash.").arg(titles.first())
                                     : tr("%1 runs are in the trash.").arg(titles.size()));
    m_notice->setAction(tr("Undo"));
}

void SavedRunsPage::restoreDeleted()
{
    const QStringList paths = std::exchange(m_deleted, {});
    m_notice->hide();
    for (const QString &path : paths)
        if (const auto restored = m_library.restore(path); !restored)
            fail(tr("Not brought back."), restored.error().toString());
}

void SavedRunsPage::browseForFiles()
{
    auto *dialog = new QFileDialog(this, tr("Add run files"), {}, tr("Run files (*.run.jsonl);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &SavedRunsPage::addFiles);
    dialog->open();
}

void SavedRunsPage::addFiles(const QStringList &paths)
{
    QStringList problems;
    int added = 0;
    for (const QString &path : paths) {
        if (const auto copied = m_library.add(path))
            ++added;
        else
            problems << copied.error().toString();
    }
    if (!problems.isEmpty())
        return fail(tr("Not added."), problems.join(QLatin1Char('\n')));
    m_notice->say(Notice::Level::Good,
                  added == 1 ? tr("The run is in the library now.") : tr("%1 runs are in the library now.").arg(added));
    m_notice->setAction({});
}

void SavedRunsPage::fail(const QString &title, const QString &problem)
{
    m_deleted.clear();
    m_notice->say(Notice::Level::Error, problem, title);
    m_notice->setAction({});
}

void SavedRunsPage::dragEnterEvent(QDragEnterEvent *event)
{
    // Rows of this very page are not to be added to themselves.
    if (!event->source() && hasReferences(*event->mimeData())) {
        event->setDropAction(Qt::CopyAction);
        event->accept();
    }
}

void SavedRunsPage::dropEvent(QDropEvent *event)
{
    QStringList paths;
    for (const SeriesReference &reference : referencesFrom(*event->mimeData()))
        paths << reference.path;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    addFiles(paths);
}

void SavedRunsPage::hideEvent(QHideEvent *event)
{
    m_details->saveNotes();
    QWidget::hideEvent(event);
}

}
