// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/roofline.h"
#include "report/reporttables.h"

namespace streamgauge {

/// What each series reads for a token, what its memory allows and how much of that it reaches. Without rows where no
/// series' hardware and weights are known.
ReportTable rooflineTable(const Comparison &comparison, const Roofline &roofline);
/// The same of prefill and compute.
ReportTable prefillTable(const Comparison &comparison, const std::vector<PrefillLimit> &limits);

/// What the table shows, in sentences: effective bandwidth, what is above its limit, what was left out.
QStringList rooflineSentences(const Comparison &comparison, const Roofline &roofline);

/// "An 8 GB model here: about 19 tokens/s (95 % of models 14–27)".
QString inWords(const PredictedTps &predicted, double gbPerToken);
/// "30 tokens/s with these weights need 819 GB/s; here they need weights of 5.2 GB a token".
QString inWords(const Need &need, double tokensPerSecond);

}
