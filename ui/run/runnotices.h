// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/livesnapshot.h"

#include <QString>

namespace streamgauge {

/// What a reader of the live numbers should know. Empty where there is nothing to say.
struct RunRemark
{
    QString title;
    QString text;

    bool operator==(const RunRemark &) const = default;
};

/// Each endpoint's first request against its warm mean: "Mistral-24B’s first request took 0.350 s, 3.2× its warm mean."
/// Empty where none took noticeably longer.
RunRemark coldStartRemark(const LiveSnapshot &snapshot);

/// Endpoints whose servers report no token counts, so that TPS is an estimate.
RunRemark evidenceRemark(const LiveSnapshot &snapshot);

/// What failed so far: how often, of which kind, and the latest message.
RunRemark failureRemark(const LiveSnapshot &snapshot);

}
