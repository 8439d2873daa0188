// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "controls/notice.h"
#include "run/runpreparation.h"

namespace streamgauge {

/// Why a run did not start: which endpoints cannot be measured, or that the file cannot be written.
class ProblemPanel : public Notice
{
    Q_OBJECT

public:
    explicit ProblemPanel(QWidget *parent = nullptr);

    void showEndpoints(const RunRequest &request, const std::vector<EndpointProblem> &problems);
    void showError(const Error &error);

Q_SIGNALS:
    void runWithoutRequested(const QStringList &labels); ///< leave these out and start
    void retryRequested();

private:
    QStringList m_labels;
};

}
