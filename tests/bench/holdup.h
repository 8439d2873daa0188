// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <chrono>
#include <thread>

namespace streamgauge {

/// Makes a thread stand still for 15 ms five times a second, wherever it is, as a busy machine would.
class HoldUp
{
public:
    static constexpr auto length = std::chrono::milliseconds(15);

    explicit HoldUp(pid_t thread);
    ~HoldUp();

    /// The thread of this process with that name; 0 where there is none.
    static pid_t threadNamed(const char *name);

private:
    std::jthread m_pulse;
};

}
