// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "figure/boxfigure.h"
#include "figure/xyfigure.h"

namespace streamgauge {

/// What of a comparison is drawn: a metric (one of singleMetrics), of one test or, where empty, of all.
struct DistributionChoice
{
    Metric metric = Metric::Ttft;
    QString test;
};

/// The share of requests within a value, a step line a series.
XyFigure ecdfFigure(const Comparison &comparison, const DistributionChoice &choice, const Theme &theme);

/// Five numbers a series.
BoxFigure boxFigure(const Comparison &comparison, const DistributionChoice &choice, const Theme &theme);

/// Each request's value in the order they were sent, cold ones too: a cold start and a drift leap to the eye.
XyFigure sequenceFigure(const Comparison &comparison, const DistributionChoice &choice, const Theme &theme);

}
