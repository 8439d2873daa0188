// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace streamgauge {

/// SplitMix64 (Steele, Lea, Flood 2014): neighbouring keys give unrelated numbers, different keys different ones, alike
/// on every machine. As a generator the key grows by splitmixStep.
inline constexpr std::uint64_t splitmixStep = 0x9e3779b97f4a7c15;

constexpr std::uint64_t splitmix(std::uint64_t key)
{
    key += splitmixStep;
    key = (key ^ (key >> 30)) * 0xbf58476d1ce4e5b9;
    key = (key ^ (key >> 27)) * 0x94d049bb133111eb;
    return key ^ (key >> 31);
}

}
