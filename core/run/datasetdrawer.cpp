// SPDX-License-Identifier: Apache-2.0
#include "run/datasetdrawer.h"

#include <algorithm>

namespace streamgauge {

namespace {

constexpr int mostPrompts = 10'000; // each is kept as the bodies of its requests

}

bool hasDatasets(const Suite &suite)
{
    return std::ranges::any_of(suite.tests, [](const Test &test) { return test.dataset.has_value(); });
}

std::vector<int> promptsNeeded(const Suite &suite, const Plan &plan)
{
    std::vector<int> measured(suite.tests.size());
    std::vector<int> warmups(suite.tests.size());
    for (const Stage &stage : plan.stages) {
        const auto test = static_cast<std::size_t>(stage.test);
        int &most = stage.warmup ? warmups[test] : measured[test];
        if (stage.duration)
            most = mostPrompts;
        for (const PlannedRequest &request : stage.requests)
            most = std::max(most, request.repetition + 1);
    }
    for (std::size_t test = 0; test < measured.size(); ++test)
        measured[test] = std::min(measured[test] + warmups[test], mostPrompts);
    return measured;
}

DatasetDrawer::DatasetDrawer(Suite suite, const PlanOptions &options)
    : m_suite(std::move(suite))
    , m_options(options)
{
}

void DatasetDrawer::start()
{
    const std::vector<int> needed = promptsNeeded(m_suite, makePlan(m_suite, 1, m_options));
    auto prompts = std::make_shared<DatasetPrompts>();
    for (std::size_t t = 0; t < m_suite.tests.size(); ++t) {
        auto &dataset = m_suite.tests[t].dataset;
        if (!dataset)
            continue;
        auto drawn = drawPrompts(*dataset, datasetSeed(m_suite), std::max(1, needed[t]));
        if (!drawn)
            return Q_EMIT failed(drawn.error());
        dataset->facts = drawn->facts;
        prompts->emplace(static_cast<int>(t), std::move(drawn->prompts));
    }
    Q_EMIT finished(m_suite, prompts);
}

}

#include "moc_datasetdrawer.cpp"
