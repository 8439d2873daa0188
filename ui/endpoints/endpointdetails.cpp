// SPDX-License-Identifier: Apache-2.0
#include "endpoints/endpointdetails.h"

#include "controls/formgrid.h"
#include "controls/labels.h"
#include "controls/spacing.h"
#include "endpointmonitor.h"
#include "endpoints/probelines.h"

#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

QString tr(const char *text)
{
    return EndpointDetails::tr(text);
}

QString keyText(const SecretReference &reference)
{
    switch (reference.kind) {
    case SecretReference::Kind::Environment:
        return tr("environment variable %1").arg(reference.name);
    case SecretReference::Kind::Keyring:
        return tr("keyring entry “%1”").arg(reference.name);
    case SecretReference::Kind::None:
        break;
    }
    return tr("none");
}

QString stateText(const EndpointStatus &status)
{
    if (!status.probe) {
        const QString word = toString(status.state);
        return status.detail.isEmpty() ? word : QStringLiteral("%1: %2").arg(word, status.detail);
    }
    QStringList lines;
    for (const ProbeLine &line : probeLines(*status.probe))
        lines << line.text;
    return lines.join(QStringLiteral(" · "));
}

}

QString deploymentLine(const Endpoint &endpoint)
{
    const Deployment &deployment = endpoint.deployment;
    QStringList parts {endpoint.hardware, deployment.engine, deployment.quantization};
    const auto add = [&parts](const auto &value, const QString &text) {
        if (value)
            parts << text.arg(QString::number(*value));
    };
    add(deployment.weightsGb, tr("%1 GB of weights"));
    add(deployment.parametersB, tr("%1 B parameters"));
    if (deployment.activeParametersB != deployment.parametersB)
        add(deployment.activeParametersB, tr("%1 B active"));
    if (!deployment.mode.isEmpty())
        parts << tr("%1 mode").arg(deployment.mode);
    add(deployment.maxNumSeqs, QStringLiteral("max_num_seqs %1"));
    add(deployment.maxModelLen, QStringLiteral("max_model_len %1"));
    if (deployment.cudaGraphs)
        parts << (*deployment.cudaGraphs ? tr("CUDA graphs") : tr("no CUDA graphs"));
    add(deployment.gpuMemoryUtilization, tr("GPU memory utilization %1"));
    add(deployment.kvKbPerToken, tr("%1 kB of KV cache per token"));
    parts << deployment.flags;
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

EndpointDetails::EndpointDetails(QWidget *parent)
    : Card(QString(), QString(), parent)
    , m_form(new FormGrid)
    , m_state(addRow(tr("State")))
    , m_model(addRow(tr("Model")))
    , m_key(addRow(tr("API key")))
    , m_deployment(addRow(tr("Deployment")))
{
    m_form->setVerticalSpacing(spacing::tight);
    body()->addLayout(m_form);
}

void EndpointDetails::setEndpoint(const Endpoint &endpoint, const EndpointStatus &status)
{
    const bool known = status.probe && status.probe->reachable;
    setTitle(endpoint.label);
    show(m_state, stateText(status));
    show(m_model, endpoint.model.isEmpty() && known ? status.probe->model : endpoint.model);
    show(m_key, endpoint.simulation ? QString() : keyText(endpoint.apiKey));
    show(m_deployment, deploymentLine(endpoint));
}

QLabel *EndpointDetails::addRow(const QString &what)
{
    QLabel *value = bodyLabel({}, this);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_form->addRow(mutedLabel(what, this), value);
    return value;
}

void EndpointDetails::show(QLabel *value, const QString &text)
{
    value->setText(text);
    m_form->setRowVisible(value, !text.isEmpty());
}

}
