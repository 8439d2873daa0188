// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace streamgauge {

/// Shows the file in the desktop's file manager, selected where it can do that, else its folder. Does not wait.
void revealInFileManager(const QString &path);

}
