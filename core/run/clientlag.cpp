// SPDX-License-Identifier: Apache-2.0
#include "run/clientlag.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <ctime>
#include <utility>

namespace streamgauge {

std::size_t DurationHistogram::stepOf(std::uint64_t ns)
{
    constexpr std::uint64_t exact = std::uint64_t {1} << stepBits;
    if (ns < exact)
        return static_cast<std::size_t>(ns);
    const int shift = std::bit_width(ns) - 1 - stepBits;
    return (static_cast<std::size_t>(shift + 1) << stepBits) + ((ns >> shift) & (exact - 1));
}

void DurationHistogram::add(nanoseconds duration, std::uint64_t times)
{
    const nanoseconds positive = std::max(duration, 0ns);
    m_counts.at(stepOf(static_cast<std::uint64_t>(positive.count()))) += times;
    m_count += times;
    m_max = std::max(m_max, positive);
}

nanoseconds DurationHistogram::quantile(double q) const
{
    if (m_count == 0)
        return 0ns;
    const auto wanted =
        std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(q * static_cast<double>(m_count))));
    std::uint64_t seen = 0;
    std::size_t step = 0;
    while (step + 1 < size && (seen += m_counts.at(step)) < wanted)
        ++step;
    constexpr std::size_t exact = std::size_t {1} << stepBits;
    if (step < exact)
        return nanoseconds(step);
    const std::size_t shift = (step >> stepBits) - 1;
    const std::uint64_t upper = ((std::uint64_t {exact} + (step & (exact - 1)) + 1) << shift) - 1;
    return std::min(m_max, nanoseconds(upper));
}

void ClientLag::start()
{
    m_began = m_secondBegan = busyNow();
}

void ClientLag::addStamped(TimePoint arrival, TimePoint read, std::uint64_t events)
{
    m_second.add(read - arrival, events);
    m_whole.add(read - arrival, events);
}

ClientLag::Busy ClientLag::busyNow()
{
    timespec cpu {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &cpu);
    return {.since = Clock::now(), .cpu = std::chrono::seconds(cpu.tv_sec) + nanoseconds(cpu.tv_nsec)};
}

Sample ClientLag::sampleOf(RunTime at, const DurationHistogram &lag, std::uint64_t unstamped, const Busy &busy)
{
    Sample sample {.endpoint = -1, .source = QStringLiteral("client"), .at = at, .values = {}};
    const std::uint64_t events = lag.count() + unstamped;
    sample.values[QStringLiteral("events")] = static_cast<double>(events);
    if (lag.count() > 0) {
        const auto inMicroseconds = [](nanoseconds time) { return toSeconds(time) * 1e6; };
        sample.values[QStringLiteral("lag_p50_us")] = inMicroseconds(lag.quantile(0.5));
        sample.values[QStringLiteral("lag_p99_us")] = inMicroseconds(lag.quantile(0.99));
        sample.values[QStringLiteral("lag_max_us")] = inMicroseconds(lag.max());
    }
    if (events > 0)
        sample.values[QStringLiteral("stamped_share")] = static_cast<double>(lag.count()) / static_cast<double>(events);
    const Busy now = busyNow();
    if (now.since > busy.since)
        sample.values[QStringLiteral("cpu_share")] =
            std::min(1.0, toSeconds(now.cpu - busy.cpu) / toSeconds(now.since - busy.since));
    return sample;
}

Sample ClientLag::takeSecond(RunTime at)
{
    Sample sample = sampleOf(at, m_second, m_unstampedSecond, m_secondBegan);
    m_second.clear();
    m_unstamped += std::exchange(m_unstampedSecond, 0);
    m_secondBegan = busyNow();
    return sample;
}

Sample ClientLag::takeWholeRun(RunTime at)
{
    Sample sample = sampleOf(at, m_whole, m_unstamped + m_unstampedSecond, m_began);
    sample.values[QStringLiteral("whole_run")] = 1;
    return sample;
}

}
