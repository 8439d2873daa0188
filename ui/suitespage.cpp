// SPDX-License-Identifier: Apache-2.0
#include "suitespage.h"

#include "controls/buttons.h"
#include "controls/card.h"
#include "controls/labels.h"
#include "controls/notice.h"
#include "controls/page.h"
#include "controls/spacing.h"
#include "reveal.h"
#include "suites/suiteeditor.h"
#include "suites/suitefacts.h"
#include "suites/suitelist.h"
#include "suites/testsview.h"
#include "suitestore.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QTabWidget>

namespace streamgauge {

SuitesPage::SuitesPage(AppServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_list(new SuiteList(this))
    , m_title(headingLabel({}, this))
    , m_description(bodyLabel({}, this))
    , m_facts(noteLabel({}, this))
    , m_duplicate(primaryButton(tr("Duplicate to edit"), this))
    , m_remove(dangerButton(tr("Move to trash"), this))
    , m_tabs(new QTabWidget(this))
    , m_tests(new TestsView(this))
    , m_editor(new SuiteEditor(this))
    , m_message(new Notice(this))
{
    QVBoxLayout *column = makePage(this);
    column->addWidget(headingLabel(tr("Suites"), this));
    m_message->setClosable(true);
    column->addWidget(m_message);
    auto *row = new QHBoxLayout;
    row->setSpacing(spacing::medium);
    row->addWidget(createList());
    row->addWidget(createDetails(), 1);
    column->addLayout(row, 1);

    connect(m_list, &SuiteList::chosen, this, &SuitesPage::showCurrent);
    connect(m_duplicate, &QPushButton::clicked, this, &SuitesPage::duplicate);
    connect(m_remove, &QPushButton::clicked, this, &SuitesPage::remove);
    connect(m_editor, &SuiteEditor::saveRequested, this, &SuitesPage::saveEdits);
    connect(m_message, &Notice::actionTriggered, this, &SuitesPage::loadFile);
    connect(&services.suites, &SuiteStore::changed, this, &SuitesPage::fillList);
    fillList();
}

SuitesPage::~SuitesPage()
{
    saveEdits();
}

QWidget *SuitesPage::createList()
{
    auto *card = new Card(this);
    constexpr int listWidth = 208;
    card->setFixedWidth(listWidth);
    card->body()->setContentsMargins(spacing::small, spacing::small, spacing::small, spacing::small);
    auto *folder = quietButton(tr("Open the folder"), card);
    connect(folder, &QPushButton::clicked, this, [this] { openFile(m_services.suites.folder()); });
    card->body()->addWidget(m_list, 1);
    card->body()->addWidget(folder, 0, Qt::AlignLeft);
    return card;
}

QWidget *SuitesPage::createDetails()
{
    auto *card = new Card(this);
    m_duplicate->setObjectName(QStringLiteral("duplicateSuite"));
    auto *top = new QHBoxLayout;
    top->setSpacing(spacing::small);
    top->addWidget(m_title, 1);
    top->addWidget(m_remove);
    top->addWidget(m_duplicate);
    m_tabs->addTab(m_tests, tr("Tests"));
    m_tabs->addTab(m_editor, tr("YAML"));
    card->body()->addLayout(top);
    card->body()->addWidget(m_description);
    card->body()->addWidget(m_facts);
    card->body()->addWidget(m_tabs, 1);
    return card;
}

void SuitesPage::select(const QString &id)
{
    m_list->select(id);
}

QString SuitesPage::current() const
{
    return m_list->currentId();
}

bool SuitesPage::saveEdits()
{
    if (!m_editor->isModified())
        return true;
    const QString before = std::exchange(m_fileText, m_editor->text());
    m_editor->setModified(false); // first, because saving brings the list up to date, and that looks here
    const auto saved = m_services.suites.save(m_shown, m_editor->text());
    if (!saved) {
        m_fileText = before;
        m_editor->setModified(true);
        report(saved.error());
        return false;
    }
    m_message->hide();
    return true;
}

void SuitesPage::hideEvent(QHideEvent *event)
{
    saveEdits();
    QWidget::hideEvent(event);
}

void SuitesPage::fillList()
{
    m_list->setEntries(m_services.suites.entries());
    showCurrent();
}

void SuitesPage::showCurrent()
{
    const QString id = current();
    if (id != m_shown && !saveEdits()) {
        const QSignalBlocker blocker(m_list);
        return select(m_shown);
    }
    if (const SuiteEntry *entry = m_services.suites.find(id))
        showSuite(*entry);
}

void SuitesPage::showSuite(const SuiteEntry &entry)
{
    m_title->setText(entry.title);
    streamgauge::showText(m_description, entry.suite ? entry.suite->description : QString());
    streamgauge::showText(m_facts, entry.suite ? factsLine(*entry.suite) : QString());
    m_tests->setTests(entry.suite ? entry.suite->tests : std::vector<Test>());
    m_duplicate->setText(entry.bundled ? tr("Duplicate to edit") : tr("Duplicate"));
    m_remove->setVisible(!entry.bundled);
    showText(entry);
    if (!entry.suite)
        m_tabs->setCurrentWidget(m_editor);
}

/// Text being edited is never replaced by what is in the file; a change of the file is told.
void SuitesPage::showText(const SuiteEntry &entry)
{
    const auto text = m_services.suites.text(entry.id);
    if (!text)
        return report(text.error());
    const bool other = std::exchange(m_shown, entry.id) != entry.id;
    if (!other && *text == m_fileText)
        return;
    if (!other && m_editor->isModified()) {
        m_message->say(Notice::Level::Warning,
                       tr("%1 was changed by another program. Saving replaces that change.").arg(entry.id));
        return m_message->setAction(tr("Load the file"));
    }
    m_fileText = *text;
    m_message->hide();
    m_editor->setText(*text, entry.bundled ? entry.title : entry.id, entry.bundled);
}

void SuitesPage::loadFile()
{
    m_editor->setModified(false);
    showCurrent();
}

void SuitesPage::duplicate()
{
    saveEdits();
    const auto copy = m_services.suites.duplicate(current());
    if (!copy)
        return report(copy.error());
    select(*copy);
    m_tabs->setCurrentWidget(m_editor);
    m_editor->setFocus();
}

void SuitesPage::remove()
{
    saveEdits();
    if (const auto removed = m_services.suites.moveToTrash(current()); !removed)
        report(removed.error());
}

void SuitesPage::report(const Error &error)
{
    m_message->say(Notice::Level::Error, error.toString());
    m_message->setAction({});
}

}
