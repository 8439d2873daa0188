// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "suite/datasetfile.h"
#include "suite/plan.h"

#include <QObject>

#include <memory>

namespace streamgauge {

/// Draws the prompts of a suite's datasets, as many as the plan sends at the most. Works on the thread it lives in.
class DatasetDrawer : public QObject
{
    Q_OBJECT

public:
    DatasetDrawer(Suite suite, const PlanOptions &options);

    void start();

Q_SIGNALS:
    /// @p suite: with what each dataset's file held.
    void finished(const streamgauge::Suite &suite, std::shared_ptr<const streamgauge::DatasetPrompts> prompts);
    void failed(const streamgauge::Error &error);

private:
    Suite m_suite;
    const PlanOptions m_options;
};

bool hasDatasets(const Suite &suite);

/// Different prompts that each test is sent at the most, warm-ups too; 10,000 where a load goes on for a time.
std::vector<int> promptsNeeded(const Suite &suite, const Plan &plan);

}
