// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QString>

#include <cstddef>
#include <vector>

namespace streamgauge {

/// How fast this machine reads its memory.
struct MemoryBandwidth
{
    int threads = 0;
    std::size_t bytes = 0;               ///< read in each pass, by all threads together
    std::vector<double> passesGbPerS {}; ///< 10⁹ bytes a second, in the order they were measured

    double best() const; ///< what other programs take away cannot be in it
};

/// Every core reads a buffer of its own, all at once, @p passes times. @p bytesPerThread should be far larger than the
/// caches. Takes the calling thread for as long; an error where there is no such memory.
Expected<MemoryBandwidth> measureMemoryBandwidth(std::size_t bytesPerThread, int passes);

/// An entry of hardware.yaml for it, called "this machine" and @p host. @p date as "2026-01-31".
QString hardwareEntry(const MemoryBandwidth &measured, const QString &host, const QString &date);

/// Adds @p entry to the file, which is made where it does not exist. Refuses a file that cannot be read, and one that
/// has "this machine" already: nothing the user wrote is replaced.
Expected<void> addHardwareEntry(const QString &path, const QString &entry);

}
