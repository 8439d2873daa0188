// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

namespace streamgauge {

/// Raises the process's soft limit of open files so that @p connections can be open at once beside what else is open.
/// An error that says how to raise the hard limit where that is not allowed.
Expected<void> ensureOpenFiles(int connections);

}
