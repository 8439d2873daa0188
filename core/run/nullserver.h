// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "base/error.h"

#include <QString>

#include <atomic>
#include <memory>
#include <thread>

namespace streamgauge {

/// A chat completions server on 127.0.0.1 that does nothing but keep time, on a thread of its own: each token is
/// written at an absolute deadline and its text says when it was, in ns on Clock; the first one says before that when
/// the request's last packet arrived. What a client measures can so be held against what happened.
class NullServer
{
public:
    /// @p pace: between two tokens of a stream; the first comes half a pace after the request.
    static Expected<std::unique_ptr<NullServer>> start(nanoseconds pace);
    ~NullServer(); ///< closes every stream

    NullServer(const NullServer &) = delete;
    NullServer &operator=(const NullServer &) = delete;

    QString baseUrl() const; ///< ends with /v1

private:
    NullServer() = default;

    int m_listener = -1;
    int m_wake = -1; ///< an eventfd: the thread is to end
    int m_port = 0;
    std::thread m_thread;
};

}
