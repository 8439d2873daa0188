// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "runfile/run.h"

#include <array>
#include <cstdint>

namespace streamgauge {

/// A distribution of durations in fixed memory: 16 steps to each doubling, so a quantile is right to 6 %.
class DurationHistogram
{
public:
    void add(nanoseconds duration, std::uint64_t times = 1);
    void clear() { *this = {}; }

    std::uint64_t count() const { return m_count; }
    nanoseconds max() const { return m_max; }
    nanoseconds quantile(double q) const; ///< the upper end of its step, at most max(); 0 where nothing was added

private:
    static constexpr int stepBits = 4;
    static constexpr std::size_t size = (64 - stepBits + 1) << stepBits;

    static std::size_t stepOf(std::uint64_t ns);

    std::array<std::uint64_t, size> m_counts {};
    std::uint64_t m_count = 0;
    nanoseconds m_max {};
};

/// How late the measuring thread read what had arrived, and how busy it was. Lives on that thread; no allocation for
/// an event.
class ClientLag
{
public:
    void start(); ///< on the measuring thread

    /// @p events arrived at @p arrival by the kernel's stamp and were read at @p read.
    void addStamped(TimePoint arrival, TimePoint read, std::uint64_t events);
    /// Their arrival is not known.
    void addUnstamped(std::uint64_t events) { m_unstampedSecond += events; }

    /// A sample, source "client", of what came since the last one.
    Sample takeSecond(RunTime at);
    Sample takeWholeRun(RunTime at); ///< what takeSecond() has not taken yet included

private:
    struct Busy
    {
        TimePoint since;
        nanoseconds cpu {};
    };

    static Sample sampleOf(RunTime at, const DurationHistogram &lag, std::uint64_t unstamped, const Busy &busy);
    static Busy busyNow();

    DurationHistogram m_second;
    DurationHistogram m_whole;
    std::uint64_t m_unstampedSecond = 0;
    std::uint64_t m_unstamped = 0;
    Busy m_secondBegan;
    Busy m_began;
};

}
