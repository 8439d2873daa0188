// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "suite/plan.h"

namespace streamgauge {

/// A line of eight common words that no other request of the run has, nor, by its seed, any of another run: a prompt
/// that begins with it is in no prefix cache. Same arguments, same line; plain ASCII, no quotes.
/// @p stage: index into the plan's stages, as the levels of a sweep repeat each other's repetitions.
QString openingLine(quint32 seed, int stage, const PlannedRequest &request);

/// The line of number @p key; lines of different keys differ, all have about the same number of tokens.
QString openingLine(quint64 key);

}
