// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "suite/suite.h"

namespace streamgauge {

/// A prompt of the length a test asks for, as made for one endpoint's tokenizer before the run.
struct MadePrompt
{
    int endpoint = 0;
    int test = 0;
    quint32 seed = 0;  ///< of its text
    int words = 0;     ///< of its text, without its first line and beginning
    int tokens = 0;    ///< counted for the whole prompt, chat template and first line included
    QString countedBy; ///< "tokenize": the server's /tokenize; "usage": the usage of one-token requests

    bool operator==(const MadePrompt &) const = default;
};

/// The test's messages with the text: its beginning (its prompt, or a request to continue the account), a blank line
/// and prose. Without the line that is put first (suite/openingline.h), which is counted with it.
std::vector<Message> messagesOf(const Test &test, const MadePrompt &made);

/// Of the text of a prompt of the test's length: texts of different lengths do not begin alike, or a server would know
/// the beginning of the longer one.
quint32 textSeed(const Suite &suite, const Test &test);

}
