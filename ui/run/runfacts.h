// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/endpoint.h"
#include "run/runpreparation.h"
#include "suite/plan.h"

#include <vector>

namespace streamgauge {

/// What is known of a run before its first snapshot: the page shows it beside the measured numbers.
struct RunFacts
{
    Suite suite; ///< with the run's options carried out
    Order order = Order::OneByOne;
    std::vector<Endpoint> endpoints;
};

inline RunFacts factsOf(const RunRequest &request)
{
    return {.suite = withOptions(request.suite, request.options),
            .order = request.options.order,
            .endpoints = request.endpoints};
}

}
