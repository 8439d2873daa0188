// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "suite/suite.h"

#include <QStringList>

#include <cstdint>
#include <vector>

namespace streamgauge {

/// A simple tokenizer of its own, the same for every profile: a word with the space before it in pieces of at most
/// seven characters, digits in threes, everything else one by one. English comes to about four characters a token.
QStringList tokenPieces(const QString &text);

std::vector<std::uint32_t> tokenize(const QString &text);

/// With what a chat template puts around the messages and before the answer.
std::vector<std::uint32_t> tokenizeChat(const std::vector<Message> &messages);

}
