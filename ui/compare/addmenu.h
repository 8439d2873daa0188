// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/seriesreference.h"
#include "runfile/runlibrary.h"

#include <functional>

class QMenu;

namespace streamgauge {

/// Fills @p menu with the latest runs: one entry for a run of one model, a submenu of models for others.
void fillAddMenu(QMenu &menu, const std::vector<RunEntry> &newestFirst,
                 const std::function<void(const SeriesReference &)> &chosen);

}
