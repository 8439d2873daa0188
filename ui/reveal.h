// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace streamgauge {

/// Shows the file in the file manager, selected where the desktop can do that; else opens its folder. Never waits.
void revealFile(const QString &path);
/// Opens a file or a folder in the program the desktop has for it.
void openFile(const QString &path);

}
