// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>
#include <optional>
#include <utility>

namespace streamgauge {

/// A one-slot mailbox between threads. A slow reader skips values; it never makes the writer wait or queue.
template<typename T>
class LatestValue
{
public:
    /// Never waits. False where the reader is taking a value at this very moment: then this one is dropped.
    bool publish(T value)
    {
        std::optional<T> next(std::move(value));
        const std::unique_lock lock(m_mutex, std::try_to_lock);
        if (lock.owns_lock())
            m_value.swap(next);
        return lock.owns_lock();
    }

    /// As publish(), but waits for the reader: for the last value, when nothing is measured any more.
    void replace(T value)
    {
        const std::lock_guard lock(m_mutex);
        m_value = std::move(value);
    }

    std::optional<T> take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_value, std::nullopt);
    }

private:
    std::mutex m_mutex;
    std::optional<T> m_value;
};

}
