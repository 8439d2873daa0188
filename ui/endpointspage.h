// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "appservices.h"
#include "base/error.h"
#include "endpoint/endpoint.h"

#include <QWidget>

#include <optional>

class QPushButton;
class QStackedLayout;

namespace streamgauge {

class EndpointDetails;
class EmptyState;
class EndpointsModel;
class EndpointTable;
class Notice;

/// Servers and models that can be measured: endpoints.yaml, edited here or in any editor.
class EndpointsPage : public QWidget
{
    Q_OBJECT

public:
    explicit EndpointsPage(AppServices &services, QWidget *parent = nullptr);

    void addEndpoint();
    /// Adds the endpoints of a YAML file.
    void importFile(const QString &path);
    void exportFile(const QString &path);

private:
    QWidget *createHeader();
    QWidget *createTable();
    QWidget *createFooter();
    void edit(int row);
    void duplicate();
    void remove();
    void undoRemove();
    void browseForImport();
    void browseForExport();
    void update();
    void showDetails();
    void showProblem();
    void report(const Expected<void> &result);
    int currentRow() const;

    AppServices &m_services;
    EndpointsModel *m_model;
    EndpointTable *m_table;
    QStackedLayout *m_stack;
    EmptyState *m_empty = nullptr;
    EndpointDetails *m_details;
    Notice *m_problem;
    Notice *m_message;
    QPushButton *m_edit;
    QPushButton *m_duplicate;
    QPushButton *m_remove;
    struct Removed
    {
        int index;
        bool saved;
        Endpoint endpoint;
    };
    std::optional<Removed> m_removed;
};

}
