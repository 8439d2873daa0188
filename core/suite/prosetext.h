// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace streamgauge {

/// So many words of an English account in whole sentences (the last may be cut), in paragraphs. Same arguments, same
/// text; a longer text of the same seed begins with the shorter one. @p words ≥ 0.
QString proseText(quint32 seed, int words);

}
