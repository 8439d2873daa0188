// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/endpoint.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace streamgauge {

/// Extra headers and body fields of each request to an endpoint, and what resets its cache before cold ones.
class RequestForm : public QWidget
{
    Q_OBJECT

public:
    explicit RequestForm(QWidget *parent = nullptr);

    void setEndpoint(const Endpoint &endpoint);
    void writeTo(Endpoint &endpoint) const; ///< only what is valid
    bool validate();                        ///< says what is wrong under the field it is in

private:
    void addCacheReset();
    void refreshCacheReset();
    QString cacheResetError() const;

    QPlainTextEdit *m_headers;
    QLabel *m_headersError;
    QPlainTextEdit *m_body;
    QLabel *m_bodyError;
    QComboBox *m_resetKind;
    QLineEdit *m_reset;
    QLabel *m_resetError;
};

}
