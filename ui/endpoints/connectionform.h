// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/endpoint.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;

namespace streamgauge {

class FormGrid;
class KeyField;

/// Label, URL, model and key of an endpoint; of a simulated one its label and speed.
class ConnectionForm : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionForm(QWidget *parent = nullptr);

    void setEndpoint(const Endpoint &endpoint);
    void writeTo(Endpoint &endpoint) const;
    void setModels(const QStringList &models); ///< what the server offers; the chosen one stays
    /// Says what is wrong beside the field it is in; true when all is well.
    bool validate();

private:
    void addRow(const QString &name, QWidget *field);

    FormGrid *m_form;
    QLineEdit *m_label;
    QWidget *m_urlField;
    QLineEdit *m_url;
    QLabel *m_urlError;
    QLabel *m_labelError;
    QComboBox *m_model;
    KeyField *m_key;
    QLabel *m_keyError;
    QComboBox *m_http;
    QComboBox *m_api;
    QDoubleSpinBox *m_speed;
    bool m_simulated = false;
};

}
