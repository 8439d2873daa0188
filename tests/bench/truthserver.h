// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace streamgauge {

/// A server that knows the truth, in a process of its own: each answer's first token says when the request came and
/// when the token went out, every further one when it went out (steady clock, ns), so that its own lateness is not
/// taken for the client's. The request's JSON says how: `max_tokens` tokens; `pace_us` between two of one stream,
/// on absolute deadlines, or 0: as fast as they are taken, 32 KiB a write and without times.
class TruthServer
{
public:
    TruthServer();
    ~TruthServer(); ///< ends the process

    std::uint16_t port() const { return m_port; }

private:
    pid_t m_process = -1;
    std::uint16_t m_port = 0;
};

}
