// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "controls/card.h"
#include "endpoint/endpoint.h"

class QLabel;

namespace streamgauge {

class FormGrid;
struct EndpointStatus;

/// The deployment's facts in one line: "vLLM 0.12 · NVFP4 · 15 GB weights · dual mode"; empty where none is known.
QString deploymentLine(const Endpoint &endpoint);

/// The chosen endpoint in full: what the table has no room for.
class EndpointDetails : public Card
{
    Q_OBJECT

public:
    explicit EndpointDetails(QWidget *parent = nullptr);

    void setEndpoint(const Endpoint &endpoint, const EndpointStatus &status);

private:
    QLabel *addRow(const QString &what);
    void show(QLabel *value, const QString &text);

    FormGrid *m_form;
    QLabel *m_state;
    QLabel *m_model;
    QLabel *m_key;
    QLabel *m_deployment;
};

}
