// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/endpoint.h"
#include "metrics/summary.h"

namespace streamgauge {

/// As the requests had them: fields of the endpoint's own `body` replace the test's.
TestConditions testConditions(const Test &test, const Endpoint &endpoint);

}
