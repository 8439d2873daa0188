// SPDX-License-Identifier: Apache-2.0
#include "client/readclock.h"

#include <algorithm>

namespace streamgauge {

void ReadClock::add(int socket)
{
    const auto index = static_cast<std::size_t>(socket);
    if (index >= m_stamped.size())
        m_stamped.resize(index + 1);
    m_stamped[index] = KernelStamps::enable(socket);
}

void ReadClock::remove(int socket)
{
    if (const auto index = static_cast<std::size_t>(socket); index < m_stamped.size())
        m_stamped[index] = false;
}

int ReadClock::begin(int socket, std::size_t bytes)
{
    const auto index = static_cast<std::size_t>(socket);
    if (index >= m_stamped.size() || !m_stamped[index])
        return 0;
    const auto arrived = m_stamps.arrivalOf(socket, bytes);
    if (!arrived)
        return arrived.error();
    m_stamp = *arrived;
    return 0;
}

KernelStamps::Received ReadClock::receive(int socket, char *bytes, std::size_t size)
{
    const KernelStamps::Received received = m_stamps.receive(socket, bytes, size);
    m_stamp = received.arrival;
    return received;
}

void ReadClock::end()
{
    m_stamp.reset();
    m_readTime.reset();
}

TimePoint ReadClock::readTime()
{
    if (!m_readTime)
        m_readTime = Clock::now();
    return *m_readTime;
}

TimePoint ReadClock::arrival()
{
    const TimePoint read = readTime();
    return std::min(m_stamp.value_or(read), read);
}

}
