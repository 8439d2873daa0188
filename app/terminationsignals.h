// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

class QObject;

namespace streamgauge {

/// Calls @p handler in @p context's event loop at Ctrl-C or a service manager's stop (SIGINT, SIGTERM), so that
/// everything is saved and closed in order. Once a process; a second signal ends the process as usual.
void onTerminationSignal(QObject *context, std::function<void()> handler);

}
