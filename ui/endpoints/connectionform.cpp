// SPDX-License-Identifier: Apache-2.0
#include "endpoints/connectionform.h"

#include "controls/fielderror.h"
#include "controls/formgrid.h"
#include "controls/labels.h"
#include "controls/spacing.h"
#include "endpoint/endpointsfile.h"
#include "endpoints/keyfield.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QStyle>
#include <QVBoxLayout>

namespace streamgauge {

ConnectionForm::ConnectionForm(QWidget *parent)
    : QWidget(parent)
    , m_form(new FormGrid(this))
    , m_label(new QLineEdit(this))
    , m_url(new QLineEdit(this))
    , m_urlError(errorLabel(this))
    , m_labelError(errorLabel(this))
    , m_model(new QComboBox(this))
    , m_key(new KeyField(this))
    , m_keyError(errorLabel(this))
    , m_http(new QComboBox(this))
    , m_api(new QComboBox(this))
    , m_speed(new QDoubleSpinBox(this))
{
    m_label->setObjectName(QStringLiteral("label"));
    m_url->setObjectName(QStringLiteral("url"));
    m_model->setObjectName(QStringLiteral("model"));
    m_label->setPlaceholderText(tr("As it is called in charts, such as Mistral-24B"));
    m_url->setPlaceholderText(QStringLiteral("http://localhost:8000"));
    m_model->setEditable(true);
    m_model->lineEdit()->setPlaceholderText(tr("Empty: asked from the server"));
    m_http->addItems({tr("HTTP/1.1"), tr("HTTP/2")});
    m_api->setObjectName(QStringLiteral("api"));
    m_api->addItem(tr("Chat completions"), QVariant::fromValue(Api::Chat));
    m_api->addItem(tr("Completions (legacy)"), QVariant::fromValue(Api::Completions));
    m_api->addItem(tr("Responses"), QVariant::fromValue(Api::Responses));
    m_api->addItem(tr("Ollama"), QVariant::fromValue(Api::Ollama));
    m_speed->setRange(0.01, 1000);
    m_speed->setSuffix(tr(" × real time"));

    m_form->setContentsMargins(0, spacing::large, 0, 0);
    m_form->setVerticalSpacing(spacing::medium);
    m_urlField = withError(m_url, m_urlError, this);
    addRow(tr("Label"), withError(m_label, m_labelError, this));
    addRow(tr("URL"), m_urlField);
    addRow(tr("Model"), m_model);
    addRow(tr("API key"), withError(m_key, m_keyError, this));
    addRow(tr("API"), m_api);
    addRow(tr("Protocol"), m_http);
    addRow(tr("Speed"), m_speed);
    m_form->setRowStretch(m_form->rowCount(), 1); // other tabs are higher
}

void ConnectionForm::setEndpoint(const Endpoint &endpoint)
{
    m_simulated = endpoint.simulation.has_value();
    m_label->setText(endpoint.label);
    m_url->setText(endpoint.url);
    m_model->setEditText(endpoint.model);
    m_key->setReference(endpoint.apiKey);
    m_http->setCurrentIndex(endpoint.httpVersion == HttpVersion::Http2 ? 1 : 0);
    m_api->setCurrentIndex(m_api->findData(QVariant::fromValue(endpoint.api)));
    m_speed->setValue(m_simulated ? endpoint.simulation->speed : 1);
    for (QWidget *field : {m_urlField, m_key->parentWidget(), static_cast<QWidget *>(m_http),
                           static_cast<QWidget *>(m_api), static_cast<QWidget *>(m_model)})
        m_form->setRowVisible(field, !m_simulated);
    m_form->setRowVisible(m_speed, m_simulated);
}

void ConnectionForm::writeTo(Endpoint &endpoint) const
{
    endpoint.label = m_label->text().trimmed();
    if (m_simulated) {
        endpoint.simulation->speed = m_speed->value();
        return;
    }
    endpoint.url = m_url->text().trimmed();
    endpoint.model = m_model->currentText().trimmed();
    endpoint.apiKey = m_key->reference();
    endpoint.httpVersion = m_http->currentIndex() == 1 ? HttpVersion::Http2 : HttpVersion::Http1;
    endpoint.api = m_api->currentData().value<Api>();
    if (endpoint.label.isEmpty())
        endpoint.label = endpoint.model.section(QLatin1Char('/'), -1);
}

void ConnectionForm::setModels(const QStringList &models)
{
    const QString current = m_model->currentText();
    m_model->clear();
    m_model->addItems(models);
    m_model->setEditText(current);
}

bool ConnectionForm::validate()
{
    QString urlProblem;
    if (!m_simulated) {
        const auto url = normalizedBaseUrl(m_url->text().trimmed());
        urlProblem = url ? QString() : url.error().message;
    }
    const bool unnamed =
        m_label->text().trimmed().isEmpty() && (m_simulated || m_model->currentText().trimmed().isEmpty());
    const QString keyProblem = m_simulated ? QString() : m_key->problem();
    showText(m_labelError, unnamed ? tr("Give it a label.") : QString());
    showText(m_urlError, urlProblem);
    showText(m_keyError, keyProblem);
    markInvalid(m_label, unnamed);
    markInvalid(m_url, !urlProblem.isEmpty());
    return !unnamed && urlProblem.isEmpty() && keyProblem.isEmpty();
}

void ConnectionForm::addRow(const QString &name, QWidget *field)
{
    auto *label = new QLabel(name, this);
    label->setMinimumHeight(32); // level with the field's text, not with its frame
    m_form->addRow(label, field);
}

}
