// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "suite/datasetentry.h"

#include <map>
#include <memory>

namespace streamgauge {

struct DrawnPrompts
{
    std::vector<DatasetPrompt> prompts; ///< in the order they are sent
    DatasetFacts facts;
};

/// Draws at most @p most prompts without repetition, by @p seed: more of them begin with the same ones.
/// The file is JSON Lines or a JSON array. An entry that is not JSON is an error with its line; those without a prompt
/// are left out, and where none has one that is an error. Reads the whole file: not for a thread that has to answer.
Expected<DrawnPrompts> drawPrompts(const Dataset &dataset, quint32 seed, int most);

/// The prompts of a run's datasets, by test.
using DatasetPrompts = std::map<int, std::vector<DatasetPrompt>>;

/// The seed of a suite's datasets: its own, else always the same, so that runs are comparable.
quint32 datasetSeed(const Suite &suite);

}
