// SPDX-License-Identifier: Apache-2.0
#include "base/filelimit.h"

#include <sys/resource.h>

#include <algorithm>

namespace streamgauge {

Expected<void> ensureOpenFiles(int connections)
{
    constexpr rlim_t reserve = 256; // libraries, the run file, the simulator's listening sockets
    // Twice: a simulated endpoint's sockets are in the same process.
    const rlim_t wanted = 2 * static_cast<rlim_t>(std::max(connections, 0)) + reserve;
    rlimit limit {};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return {};
    limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? wanted : std::min(wanted, limit.rlim_max);
    if (limit.rlim_cur >= wanted && setrlimit(RLIMIT_NOFILE, &limit) == 0)
        return {};
    return std::unexpected(Error {
        Error::Code::Io,
        QStringLiteral("%1 streams at once need %2 open files, but this process may open only %3. "
                       "Raise the hard limit (ulimit -Hn, or LimitNOFILE= of its service) or lower the concurrency.")
            .arg(connections)
            .arg(static_cast<qulonglong>(wanted))
            .arg(static_cast<qulonglong>(limit.rlim_max)),
        {}});
}

}
