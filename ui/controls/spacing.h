// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace streamgauge::spacing {

// Pixels; everything is on a 4-pixel grid.
inline constexpr int tight = 4;
inline constexpr int small = 8;
inline constexpr int medium = 12;
inline constexpr int large = 16;
inline constexpr int page = 24;

}
