// SPDX-License-Identifier: Apache-2.0
#include "endpointdialog.h"

#include "controls/buttons.h"
#include "controls/labels.h"
#include "controls/page.h"
#include "controls/spacing.h"
#include "endpoints/connectionform.h"
#include "endpoints/connectiontest.h"
#include "endpoints/deploymentform.h"
#include "endpoints/probelines.h"
#include "endpoints/requestform.h"
#include "endpoints/telemetryform.h"
#include "simulator/simulatorhost.h"

#include <QHBoxLayout>
#include <QTabWidget>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

constexpr QSize dialogSize {720, 620};
constexpr int testHeight = 148; // seven lines: the dialog does not grow when they come

}

EndpointDialog::EndpointDialog(const Endpoint &endpoint, SimulatorHost &simulators, QWidget *parent)
    : QDialog(parent)
    , m_original(endpoint)
    , m_simulators(simulators)
    , m_tabs(new QTabWidget(this))
    , m_connection(new ConnectionForm(this))
    , m_requests(new RequestForm(this))
    , m_deployment(new DeploymentForm(this))
    , m_telemetry(new TelemetryForm(this))
    , m_test(new ConnectionTest(this))
{
    const bool isNew = endpoint.label.isEmpty();
    setWindowTitle(isNew ? tr("Add endpoint") : tr("Edit endpoint"));
    resize(dialogSize);
    m_tabs->addTab(m_connection, tr("Connection"));
    m_tabs->addTab(m_requests, tr("Requests"));
    m_tabs->addTab(m_deployment, tr("Deployment"));
    m_tabs->addTab(m_telemetry, tr("Telemetry"));
    m_test->setMinimumHeight(testHeight);

    auto *save = primaryButton(tr("Save"), this);
    save->setObjectName(QStringLiteral("save"));
    save->setDefault(true);
    auto *cancel = secondaryButton(tr("Cancel"), this);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(spacing::small);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(save);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::page, spacing::page, spacing::page, spacing::large);
    column->setSpacing(spacing::medium);
    column->addWidget(headingLabel(isNew ? tr("Add endpoint") : endpoint.label, this));
    column->addWidget(m_tabs, 1);
    column->addWidget(hairline(this));
    column->addWidget(m_test);
    column->addLayout(buttons);

    m_connection->setEndpoint(endpoint);
    m_requests->setEndpoint(endpoint);
    m_deployment->setEndpoint(endpoint);
    m_telemetry->setEndpoint(endpoint);
    connect(save, &QPushButton::clicked, this, &EndpointDialog::accept);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_test, &ConnectionTest::requested, this, &EndpointDialog::test);
    connect(m_test, &ConnectionTest::finished, this,
            [this](const ProbeResult &result) { m_connection->setModels(result.models); });
}

Endpoint EndpointDialog::endpoint() const
{
    Endpoint result = m_original;
    m_connection->writeTo(result);
    m_requests->writeTo(result);
    m_deployment->writeTo(result);
    m_telemetry->writeTo(result);
    return result;
}

void EndpointDialog::accept()
{
    if (validate())
        QDialog::accept();
}

void EndpointDialog::test()
{
    Endpoint tested = endpoint();
    if (tested.simulation) {
        const auto url = m_simulators.urlFor(*tested.simulation);
        if (!url)
            return m_test->showLines({{ProbeLine::Kind::Bad, url.error().toString()}});
        tested.url = *url;
    } else if (tested.url.isEmpty()) {
        return m_test->showLines({{ProbeLine::Kind::Bad, tr("Enter the server's URL first.")}});
    }
    m_test->start(tested);
}

bool EndpointDialog::validate()
{
    const bool connectionValid = m_connection->validate();
    const bool requestsValid = m_requests->validate();
    const bool telemetryValid = m_telemetry->validate();
    if (!connectionValid)
        m_tabs->setCurrentWidget(m_connection);
    else if (!requestsValid)
        m_tabs->setCurrentWidget(m_requests);
    else if (!telemetryValid)
        m_tabs->setCurrentWidget(m_telemetry);
    return connectionValid && requestsValid && telemetryValid;
}

}
