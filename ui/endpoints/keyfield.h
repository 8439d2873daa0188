// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/endpoint.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace streamgauge {

/// Where the API key is to be found: nowhere, an environment variable, a keyring entry. A key can be put into the
/// keyring from here; it goes straight there and is not kept.
class KeyField : public QWidget
{
    Q_OBJECT

public:
    explicit KeyField(QWidget *parent = nullptr);

    SecretReference reference() const;
    void setReference(const SecretReference &reference);
    QString problem() const; ///< empty when all is well

Q_SIGNALS:
    void changed();

private:
    void update();
    void store();

    QComboBox *m_kind;
    QString m_header; ///< which the form does not show
    QLineEdit *m_name;
    QWidget *m_storeRow;
    QLineEdit *m_key;
    QPushButton *m_store;
    QLabel *m_note;
};

}
