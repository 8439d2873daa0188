// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/endpoint.h"

#include <QDialog>

class QTabWidget;

namespace streamgauge {

class ConnectionForm;
class ConnectionTest;
class DeploymentForm;
class RequestForm;
class SimulatorHost;
class TelemetryForm;

/// Edits one endpoint. Accepted only when everything in it is valid.
class EndpointDialog : public QDialog
{
    Q_OBJECT

public:
    EndpointDialog(const Endpoint &endpoint, SimulatorHost &simulators, QWidget *parent = nullptr);

    Endpoint endpoint() const;

    void accept() override;

private:
    void test();
    bool validate();

    const Endpoint m_original;
    SimulatorHost &m_simulators;
    QTabWidget *m_tabs;
    ConnectionForm *m_connection;
    RequestForm *m_requests;
    DeploymentForm *m_deployment;
    TelemetryForm *m_telemetry;
    ConnectionTest *m_test;
};

}
