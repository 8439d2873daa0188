// SPDX-License-Identifier: Apache-2.0
#include "run/problempanel.h"

#include <QPushButton>

namespace streamgauge {

ProblemPanel::ProblemPanel(QWidget *parent)
    : Notice(parent)
{
    setAction(tr("Retry"));
    actionButton()->setToolTip(tr("Ask the endpoints again and run"));
    connect(this, &Notice::actionTriggered, this, &ProblemPanel::retryRequested);
    connect(this, &Notice::secondActionTriggered, this, [this] { Q_EMIT runWithoutRequested(m_labels); });
}

void ProblemPanel::showEndpoints(const RunRequest &request, const std::vector<EndpointProblem> &problems)
{
    m_labels.clear();
    QStringList lines;
    for (const EndpointProblem &problem : problems) {
        const auto index = static_cast<std::size_t>(problem.endpoint);
        const QString label = index < request.endpoints.size() ? request.endpoints[index].label : QString();
        m_labels.append(label);
        lines.append(problems.size() == 1 ? problem.message : tr("%1: %2").arg(label, problem.message));
    }
    const bool one = problems.size() == 1;
    const QString title = one ? tr("%1 cannot be measured.").arg(m_labels.first())
                              : tr("%1 endpoints cannot be measured.").arg(problems.size());
    if (one && !lines.first().isEmpty())
        lines.first()[0] = lines.first().at(0).toUpper(); // it follows a sentence
    say(Level::Error, one ? lines.first() : u'\n' + lines.join(u'\n'), title);
    const bool someLeft = problems.size() < request.endpoints.size();
    setSecondAction(!someLeft ? QString() : one ? tr("Run without it") : tr("Run without them"));
    actionButton()->setFocus(Qt::OtherFocusReason);
}

void ProblemPanel::showError(const Error &error)
{
    m_labels.clear();
    setSecondAction({});
    say(Level::Error, error.toString(), tr("The run could not start."));
    actionButton()->setFocus(Qt::OtherFocusReason);
}

}
