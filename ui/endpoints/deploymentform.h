// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/endpoint.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLineEdit;

namespace streamgauge {

/// How a model is served: facts that explain its speed. Every field may stay empty.
class DeploymentForm : public QWidget
{
    Q_OBJECT

public:
    explicit DeploymentForm(QWidget *parent = nullptr);

    void setEndpoint(const Endpoint &endpoint);
    void writeTo(Endpoint &endpoint) const;

private:
    QLineEdit *addText(QFormLayout *column, const QString &label, const QString &example);
    QLineEdit *addNumber(QFormLayout *column, const QString &label, const QString &example, double most, int decimals);

    QLineEdit *m_hardware;
    QComboBox *m_mode;
    QLineEdit *m_engine;
    QLineEdit *m_flags;
    QLineEdit *m_quantization;
    QLineEdit *m_weights_gb;
    QLineEdit *m_parameters_b;
    QLineEdit *m_activeParameters_b;
    QLineEdit *m_maxNumSeqs;
    QLineEdit *m_maxModelLen;
    QComboBox *m_cudaGraphs;
    QLineEdit *m_gpuMemoryUtilization;
    QLineEdit *m_kvKbPerToken;
};

}
