// SPDX-License-Identifier: Apache-2.0
#include "endpoints/deploymentform.h"

#include "controls/labels.h"
#include "controls/spacing.h"

#include <QComboBox>
#include <QDoubleValidator>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <array>

namespace streamgauge {

namespace {

const std::array modes {QString(), QStringLiteral("single"), QStringLiteral("dual")};

void setNumber(QLineEdit *edit, std::optional<double> value)
{
    edit->setText(value ? QString::number(*value) : QString());
}

std::optional<double> number(const QLineEdit *edit)
{
    bool ok = false;
    const double value = edit->text().trimmed().toDouble(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

std::optional<int> integer(const QLineEdit *edit)
{
    bool ok = false;
    const int value = edit->text().trimmed().toInt(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

QFormLayout *formColumn(QHBoxLayout *row)
{
    auto *form = new QFormLayout;
    form->setVerticalSpacing(spacing::small);
    form->setHorizontalSpacing(spacing::medium);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    row->addLayout(form, 1);
    return form;
}

}

DeploymentForm::DeploymentForm(QWidget *parent)
    : QWidget(parent)
    , m_mode(new QComboBox(this))
    , m_cudaGraphs(new QComboBox(this))
{
    m_mode->addItems({tr("Not given"), tr("Single: alone on the machine"), tr("Dual: shares it with another model")});
    m_cudaGraphs->addItems({tr("Not given"), tr("On"), tr("Off")});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, spacing::large, 0, 0);
    column->setSpacing(spacing::medium);
    column->addWidget(
        noteLabel(tr("Facts that explain the speed; shown beside results. Leave empty what you do not know."), this));
    auto *row = new QHBoxLayout;
    row->setSpacing(spacing::page);
    column->addLayout(row);

    QFormLayout *left = formColumn(row);
    m_hardware = addText(left, tr("Hardware"), QStringLiteral("dgx-spark"));
    left->addRow(tr("Mode"), m_mode);
    m_engine = addText(left, tr("Engine"), QStringLiteral("vLLM 0.12"));
    m_quantization = addText(left, tr("Quantization"), QStringLiteral("NVFP4"));
    left->addRow(tr("CUDA graphs"), m_cudaGraphs);
    m_flags = addText(left, tr("Engine flags"), QStringLiteral("--enforce-eager"));

    QFormLayout *right = formColumn(row);
    constexpr double most = 1e6;
    m_weights_gb = addNumber(right, tr("Weights, GB"), QStringLiteral("15"), most, 3);
    m_parameters_b = addNumber(right, tr("Parameters, billions"), QStringLiteral("24"), most, 3);
    m_activeParameters_b = addNumber(right, tr("of them active"), QStringLiteral("24"), most, 3);
    m_maxNumSeqs = addNumber(right, tr("max_num_seqs"), QStringLiteral("1"), 1e6, 0);
    m_maxModelLen = addNumber(right, tr("max_model_len"), QStringLiteral("32768"), 1e9, 0);
    m_gpuMemoryUtilization = addNumber(right, tr("GPU memory utilization"), QStringLiteral("0.30"), 1, 3);
    m_kvKbPerToken = addNumber(right, tr("KV cache, kB a token"), QStringLiteral("160"), 1e6, 2);
    column->addStretch();
}

void DeploymentForm::setEndpoint(const Endpoint &endpoint)
{
    const Deployment &deployment = endpoint.deployment;
    m_hardware->setText(endpoint.hardware);
    m_mode->setCurrentIndex(
        std::max(0, static_cast<int>(std::ranges::find(modes, deployment.mode) - modes.begin()) % 3));
    m_engine->setText(deployment.engine);
    m_flags->setText(deployment.flags);
    m_quantization->setText(deployment.quantization);
    setNumber(m_weights_gb, deployment.weightsGb);
    setNumber(m_parameters_b, deployment.parametersB);
    setNumber(m_activeParameters_b, deployment.activeParametersB);
    m_maxNumSeqs->setText(deployment.maxNumSeqs ? QString::number(*deployment.maxNumSeqs) : QString());
    m_maxModelLen->setText(deployment.maxModelLen ? QString::number(*deployment.maxModelLen) : QString());
    m_cudaGraphs->setCurrentIndex(!deployment.cudaGraphs ? 0 : *deployment.cudaGraphs ? 1 : 2);
    setNumber(m_gpuMemoryUtilization, deployment.gpuMemoryUtilization);
    setNumber(m_kvKbPerToken, deployment.kvKbPerToken);
}

void DeploymentForm::writeTo(Endpoint &endpoint) const
{
    endpoint.hardware = m_hardware->text().trimmed();
    Deployment &deployment = endpoint.deployment;
    deployment.mode = modes.at(static_cast<std::size_t>(m_mode->currentIndex()));
    deployment.engine = m_engine->text().trimmed();
    deployment.flags = m_flags->text().trimmed();
    deployment.quantization = m_quantization->text().trimmed();
    deployment.weightsGb = number(m_weights_gb);
    deployment.parametersB = number(m_parameters_b);
    deployment.activeParametersB = number(m_activeParameters_b);
    deployment.maxNumSeqs = integer(m_maxNumSeqs);
    deployment.maxModelLen = integer(m_maxModelLen);
    deployment.cudaGraphs =
        m_cudaGraphs->currentIndex() == 0 ? std::nullopt : std::optional(m_cudaGraphs->currentIndex() == 1);
    deployment.gpuMemoryUtilization = number(m_gpuMemoryUtilization);
    deployment.kvKbPerToken = number(m_kvKbPerToken);
}

QLineEdit *DeploymentForm::addText(QFormLayout *column, const QString &label, const QString &example)
{
    auto *edit = new QLineEdit(this);
    edit->setPlaceholderText(example);
    column->addRow(label, edit);
    return edit;
}

QLineEdit *DeploymentForm::addNumber(QFormLayout *column, const QString &label, const QString &example, double most,
                                     int decimals)
{
    QLineEdit *edit = addText(column, label, example);
    auto *validator = new QDoubleValidator(0, most, decimals, edit);
    validator->setLocale(QLocale::c()); // a point, as in the file
    validator->setNotation(QDoubleValidator::StandardNotation);
    edit->setValidator(validator);
    return edit;
}

}
