// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/endpoint.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace streamgauge {

/// Extra headers and body fields of each request to an endpoint.
class RequestForm : public QWidget
{
    Q_OBJECT

public:
    explicit RequestForm(QWidget *parent = nullptr);

    void setEndpoint(const Endpoint &endpoint);
    void writeTo(Endpoint &endpoint) const; ///< only what is valid
    bool validate();                        ///< says what is wrong under the field it is in

private:
    QPlainTextEdit *m_headers;
    QLabel *m_headersError;
    QPlainTextEdit *m_body;
    QLabel *m_bodyError;
};

}
