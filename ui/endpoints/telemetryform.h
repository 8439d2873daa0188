// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/endpoint.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace streamgauge {

class FormGrid;

/// Where a run asks what an endpoint's server and GPU do meanwhile.
class TelemetryForm : public QWidget
{
    Q_OBJECT

public:
    explicit TelemetryForm(QWidget *parent = nullptr);

    void setEndpoint(const Endpoint &endpoint);
    void writeTo(Endpoint &endpoint) const;
    bool validate(); ///< says what is wrong under the field it is in

private:
    /// A choice and the address that some of its entries need.
    struct Source
    {
        QComboBox *choice = nullptr;
        QLineEdit *address = nullptr;
        QLabel *error = nullptr;
        QWidget *field = nullptr; ///< address and error
    };

    Source addSource(const QString &name, const char *objectName);
    void refresh();

    FormGrid *m_form;
    Source m_metrics;
    Source m_gpu;
};

}
