// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/clientlag.h"

#include <sys/types.h>

#include <cstdint>

namespace streamgauge {

/// A server that knows the truth, in a process of its own: each answer's first token says when the request came (by the
/// kernel's stamp) and when the token went out, every further one when it went out (steady clock, ns), so that its own
/// lateness is not taken for the client's. The request's JSON says how: `max_tokens` tokens; `pace_us` between two of
/// one stream, on absolute deadlines, or 0: as fast as they are taken, 32 KiB a write and without times; `in_step` 1:
/// the tokens of all streams at the same moments.
class TruthServer
{
public:
    TruthServer();
    ~TruthServer(); ///< ends the process

    std::uint16_t port() const { return m_port; }

    /// How late it sent paced tokens since forgetLateness(): the quantile.
    nanoseconds lateness(double q) const { return m_lateness->quantile(q); }
    void forgetLateness() { m_lateness->clear(); }

private:
    pid_t m_process = -1;
    std::uint16_t m_port = 0;
    DurationHistogram *m_lateness = nullptr; ///< in memory shared with the process
};

}
