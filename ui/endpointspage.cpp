// SPDX-License-Identifier: Apache-2.0
#include "endpointspage.h"

#include "controls/buttons.h"
#include "controls/card.h"
#include "controls/elidedlabel.h"
#include "controls/emptystate.h"
#include "controls/labels.h"
#include "controls/notice.h"
#include "controls/page.h"
#include "controls/spacing.h"
#include "endpoint/endpointsfile.h"
#include "endpointdialog.h"
#include "endpointmonitor.h"
#include "endpoints/endpointdetails.h"
#include "endpoints/endpointsmodel.h"
#include "endpoints/endpointtable.h"
#include "endpoints/simulatedmenu.h"
#include "endpointstore.h"
#include "reveal.h"

#include <QAction>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QStackedLayout>

namespace streamgauge {

namespace {

const QString yamlFilter = QStringLiteral("YAML (*.yaml *.yml)");

}

EndpointsPage::EndpointsPage(AppServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_model(new EndpointsModel(services.endpoints, services.monitor, this))
    , m_table(new EndpointTable(m_model, this))
    , m_details(new EndpointDetails(this))
    , m_problem(new Notice(this))
    , m_message(new Notice(this))
{
    QVBoxLayout *column = makePage(this);
    column->addWidget(createHeader());
    column->addWidget(m_problem);
    column->addWidget(m_message);
    column->addWidget(createTable(), 1);
    column->addWidget(m_details);
    column->addWidget(createFooter());
    m_message->setClosable(true);
    m_problem->setAction(tr("Open the file"));
    connect(m_problem, &Notice::actionTriggered, this, [this] { openFile(m_services.endpoints.path()); });
    connect(m_message, &Notice::actionTriggered, this, &EndpointsPage::undoRemove);
    connect(&services.endpoints, &EndpointStore::problemChanged, this, &EndpointsPage::showProblem);
    connect(m_model, &QAbstractItemModel::modelReset, this, &EndpointsPage::update);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &EndpointsPage::update);
    connect(&services.monitor, &EndpointMonitor::statusChanged, this, &EndpointsPage::showDetails);
    showProblem();
    update();
}

QWidget *EndpointsPage::createHeader()
{
    auto *header = new QWidget(this);
    auto *simulated = secondaryButton(tr("Add simulated"), header);
    simulated->setProperty("menu", true);
    auto *menu = new SimulatedMenu(simulated);
    simulated->setMenu(menu);
    connect(menu, &SimulatedMenu::chosen, this,
            [this](const Endpoint &endpoint) { report(m_services.endpoints.append({endpoint})); });
    auto *add = primaryButton(tr("Add endpoint"), header);
    add->setObjectName(QStringLiteral("addEndpoint"));
    addShortcut(add, Qt::CTRL | Qt::Key_N, tr("Add an endpoint"));
    connect(add, &QPushButton::clicked, this, &EndpointsPage::addEndpoint);

    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::small);
    row->addWidget(headingLabel(tr("Endpoints"), header), 1);
    row->addWidget(simulated);
    row->addWidget(add);
    return header;
}

QWidget *EndpointsPage::createTable()
{
    auto *card = new Card(this);
    card->body()->setContentsMargins(1, spacing::tight, 1, 1);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) { edit(index.row()); });

    m_empty = new EmptyState(tr("No endpoints"), {}, tr("Add endpoint"), card);
    connect(m_empty, &EmptyState::actionTriggered, this, &EndpointsPage::addEndpoint);
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    card->body()->addLayout(m_stack);
    return card;
}

QWidget *EndpointsPage::createFooter()
{
    auto *footer = new QWidget(this);
    m_edit = secondaryButton(tr("Edit…"), footer);
    m_duplicate = secondaryButton(tr("Duplicate"), footer);
    m_remove = dangerButton(tr("Remove"), footer);
    m_remove->setObjectName(QStringLiteral("removeEndpoint"));
    auto *check = quietButton(tr("Check again"), footer);
    addShortcut(m_edit, Qt::Key_F2, tr("Edit the endpoint"));
    addShortcut(m_duplicate, Qt::CTRL | Qt::Key_D, tr("Duplicate the endpoint"));
    addShortcut(m_remove, Qt::Key_Delete, tr("Remove the endpoint; can be undone"));
    addShortcut(check, Qt::Key_F5, tr("Ask every server again"));
    auto *file = secondaryButton(tr("File"), footer);
    file->setProperty("menu", true);
    auto *menu = new QMenu(file);
    menu->addAction(tr("Import…"), this, &EndpointsPage::browseForImport);
    menu->addAction(tr("Export…"), this, &EndpointsPage::browseForExport);
    menu->addSeparator();
    menu->addAction(tr("Show endpoints.yaml"), this, [this] { revealFile(m_services.endpoints.path()); });
    file->setMenu(menu);
    auto *path = new ElidedLabel(m_services.endpoints.path(), footer);
    path->setElideMode(Qt::ElideMiddle);
    path->setProperty("role", QStringLiteral("note"));
    path->setAlignment(Qt::AlignRight | Qt::AlignVCenter);

    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::small);
    for (QWidget *widget : {m_edit, m_duplicate, m_remove, check})
        row->addWidget(widget);
    row->addWidget(path, 1);
    row->addWidget(file);
    connect(m_edit, &QPushButton::clicked, this, [this] { edit(currentRow()); });
    connect(m_duplicate, &QPushButton::clicked, this, &EndpointsPage::duplicate);
    connect(m_remove, &QPushButton::clicked, this, &EndpointsPage::remove);
    connect(check, &QPushButton::clicked, &m_services.monitor, &EndpointMonitor::checkAll);
    return footer;
}

void EndpointsPage::addEndpoint()
{
    auto *dialog = new EndpointDialog({}, m_services.simulators, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { report(m_services.endpoints.append({dialog->endpoint()})); });
    dialog->open();
}

void EndpointsPage::edit(int row)
{
    if (row < 0)
        return;
    const Endpoint before = m_services.endpoints.endpoints().at(static_cast<std::size_t>(row));
    auto *dialog = new EndpointDialog(before, m_services.simulators, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, label = before.label] {
        // By its label: rows may have moved while the dialog was open.
        const auto &endpoints = m_services.endpoints.endpoints();
        const auto place = std::ranges::find(endpoints, label, &Endpoint::label);
        report(place == endpoints.end()
                   ? m_services.endpoints.append({dialog->endpoint()})
                   : m_services.endpoints.replace(static_cast<int>(place - endpoints.begin()), dialog->endpoint()));
    });
    dialog->open();
}

void EndpointsPage::duplicate()
{
    if (const int row = currentRow(); row >= 0)
        report(m_services.endpoints.append({m_services.endpoints.endpoints().at(static_cast<std::size_t>(row))}));
}

void EndpointsPage::remove()
{
    const int row = currentRow();
    if (row < 0)
        return;
    const Removed removed {row, m_services.endpoints.isSaved(row),
                           m_services.endpoints.endpoints().at(static_cast<std::size_t>(row))};
    const auto result = m_services.endpoints.remove(row);
    report(result);
    if (!result)
        return;
    m_removed = removed;
    m_message->say(Notice::Level::Info, tr("“%1” is removed.").arg(removed.endpoint.label));
    m_message->setAction(tr("Undo"));
}

void EndpointsPage::undoRemove()
{
    if (!m_removed)
        return;
    const Removed removed = *std::exchange(m_removed, {});
    m_message->hide();
    if (removed.saved)
        report(m_services.endpoints.insert(removed.index, removed.endpoint));
    else
        m_services.endpoints.addForSession({removed.endpoint});
}

void EndpointsPage::browseForImport()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Import endpoints"), {}, yamlFilter);
    if (!path.isEmpty())
        importFile(path);
}

void EndpointsPage::browseForExport()
{
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export endpoints"), QStringLiteral("endpoints.yaml"), yamlFilter);
    if (!path.isEmpty())
        exportFile(path);
}

void EndpointsPage::importFile(const QString &path)
{
    const auto loaded = loadEndpoints(path);
    report(loaded ? m_services.endpoints.append(*loaded) : Expected<void>(std::unexpected(loaded.error())));
}

void EndpointsPage::exportFile(const QString &path)
{
    report(saveEndpoints(path, m_services.endpoints.endpoints()));
}

void EndpointsPage::update()
{
    if (currentRow() < 0 && m_model->rowCount() > 0)
        m_table->selectRow(0);
    const bool any = currentRow() >= 0;
    for (QPushButton *button : {m_edit, m_duplicate, m_remove})
        button->setEnabled(any);
    m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
    showDetails();
}

void EndpointsPage::showDetails()
{
    const int row = currentRow();
    m_details->setVisible(row >= 0);
    if (row < 0)
        return;
    const Endpoint &endpoint = m_services.endpoints.endpoints().at(static_cast<std::size_t>(row));
    m_details->setEndpoint(endpoint, m_services.monitor.status(endpoint));
}

void EndpointsPage::showProblem()
{
    const std::optional<Error> &problem = m_services.endpoints.problem();
    m_empty->actionButton()->setVisible(!problem);
    m_empty->setSentence(problem
                             ? tr("They appear as soon as endpoints.yaml is corrected.")
                             : tr("Add the URL of any OpenAI-compatible server, or a simulated model to look around."));
    if (!problem)
        return m_problem->hide();
    m_problem->say(Notice::Level::Error,
                   tr("%1. Until it is corrected, changes made here are not saved and the file stays as it is.")
                       .arg(problem->toString()),
                   tr("endpoints.yaml has an error."));
}

void EndpointsPage::report(const Expected<void> &result)
{
    m_removed.reset();
    m_message->hide();
    if (result)
        return;
    m_message->say(Notice::Level::Error, result.error().toString());
    m_message->setAction({});
}

int EndpointsPage::currentRow() const
{
    return m_table->currentIndex().row();
}

}
