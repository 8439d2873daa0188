// SPDX-License-Identifier: Apache-2.0
#include "endpoints/telemetryform.h"

#include "controls/fielderror.h"
#include "controls/formgrid.h"
#include "controls/labels.h"
#include "controls/spacing.h"
#include "endpoint/telemetryaddress.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

// In the order of the entries.
enum Metrics { OwnPage, OtherPage, NoPage };
enum Gpu { LocalTool, Command, DcgmPage, NoGpu };

QString sentence(QString text)
{
    if (text.isEmpty())
        return text;
    text[0] = text[0].toUpper();
    return text + QLatin1Char('.');
}

}

TelemetryForm::TelemetryForm(QWidget *parent)
    : QWidget(parent)
    , m_form(new FormGrid)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, spacing::large, 0, 0);
    column->setSpacing(spacing::tight);
    column->addWidget(titleLabel(tr("What the server does meanwhile"), this));
    column->addWidget(noteLabel(tr("Asked once a second during a run, apart from the measuring, and drawn below the "
                                   "live lines. A page or a tool that is not there is no error."),
                                this));
    column->addSpacing(spacing::small);
    m_form->setVerticalSpacing(spacing::medium);
    column->addLayout(m_form);
    column->addStretch();

    m_metrics = addSource(tr("Server"), "metrics");
    m_metrics.choice->addItems({tr("/metrics of the server"), tr("Another page"), tr("Not asked")});
    m_metrics.address->setPlaceholderText(QStringLiteral("http://host:8000/metrics"));
    m_gpu = addSource(tr("GPU"), "gpu");
    m_gpu.choice->addItems({tr("nvidia-smi, where the server is on this machine"), tr("A command, such as over ssh"),
                            tr("A DCGM exporter"), tr("Not asked")});
    for (const Source &source : {m_metrics, m_gpu})
        connect(source.choice, &QComboBox::currentIndexChanged, this, &TelemetryForm::refresh);
    refresh();
}

TelemetryForm::Source TelemetryForm::addSource(const QString &name, const char *objectName)
{
    Source source;
    source.choice = new QComboBox(this);
    source.choice->setObjectName(QLatin1String(objectName));
    source.choice->setAccessibleName(name);
    source.address = new QLineEdit(this);
    source.address->setObjectName(QLatin1String(objectName) + QStringLiteral("Address"));
    source.error = errorLabel(this);
    source.field = withError(source.address, source.error, this);
    auto *label = new QLabel(name, this);
    label->setMinimumHeight(32); // level with the field's text, not with its frame
    m_form->addRow(label, source.choice);
    m_form->addRow(new QLabel(this), source.field);
    return source;
}

/// An address is asked for only where the choice needs one; complaints about another choice's are gone.
void TelemetryForm::refresh()
{
    m_form->setRowVisible(m_metrics.field, m_metrics.choice->currentIndex() == OtherPage);
    const int gpu = m_gpu.choice->currentIndex();
    m_form->setRowVisible(m_gpu.field, gpu == Command || gpu == DcgmPage);
    m_gpu.address->setPlaceholderText(gpu == DcgmPage ? QStringLiteral("http://host:9400/metrics")
                                                      : QStringLiteral("ssh host nvidia-smi"));
    m_metrics.address->setAccessibleName(tr("Address of the metrics page"));
    m_gpu.address->setAccessibleName(gpu == DcgmPage ? tr("Address of the DCGM exporter") : tr("GPU command"));
    for (const Source &source : {m_metrics, m_gpu}) {
        showText(source.error, {});
        markInvalid(source.address, false);
    }
}

void TelemetryForm::setEndpoint(const Endpoint &endpoint)
{
    const TelemetrySources &sources = endpoint.telemetry;
    m_metrics.choice->setCurrentIndex(!sources.metrics ? NoPage : sources.metricsUrl.isEmpty() ? OwnPage : OtherPage);
    m_metrics.address->setText(sources.metricsUrl);
    m_gpu.choice->setCurrentIndex(!sources.gpu                        ? NoGpu
                                      : !sources.dcgmUrl.isEmpty()    ? DcgmPage
                                      : !sources.gpuCommand.isEmpty() ? Command
                                                                      : LocalTool);
    m_gpu.address->setText(sources.dcgmUrl.isEmpty() ? sources.gpuCommand : sources.dcgmUrl);
}

void TelemetryForm::writeTo(Endpoint &endpoint) const
{
    const int metrics = m_metrics.choice->currentIndex();
    const int gpu = m_gpu.choice->currentIndex();
    const QString gpuAddress = m_gpu.address->text().trimmed();
    endpoint.telemetry = {.metrics = metrics != NoPage,
                          .metricsUrl = metrics == OtherPage ? m_metrics.address->text().trimmed() : QString(),
                          .gpu = gpu != NoGpu,
                          .gpuCommand = gpu == Command ? gpuAddress : QString(),
                          .dcgmUrl = gpu == DcgmPage ? gpuAddress : QString()};
}

bool TelemetryForm::validate()
{
    Endpoint written;
    writeTo(written);
    const TelemetrySources &sources = written.telemetry;
    QString metricsProblem;
    QString gpuProblem;
    if (m_metrics.choice->currentIndex() == OtherPage)
        metricsProblem = pageUrlProblem(sources.metricsUrl);
    if (m_gpu.choice->currentIndex() == DcgmPage)
        gpuProblem = pageUrlProblem(sources.dcgmUrl);
    else if (m_gpu.choice->currentIndex() == Command)
        gpuProblem = gpuCommandProblem(sources.gpuCommand);
    showText(m_metrics.error, sentence(metricsProblem));
    showText(m_gpu.error, sentence(gpuProblem));
    markInvalid(m_metrics.address, !metricsProblem.isEmpty());
    markInvalid(m_gpu.address, !gpuProblem.isEmpty());
    return metricsProblem.isEmpty() && gpuProblem.isEmpty();
}

}
