// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace streamgauge {

/// For a terminal: @p first, then @p text's words in lines of at most @p width characters, all but the first indented
/// by
/// @p indent. Ends with a new line.
QString wrappedText(const QString &first, const QString &text, int indent, int width = 100);

}
