// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/tokencounter.h"
#include "suite/madeprompt.h"

#include <QObject>

#include <vector>

namespace streamgauge {

/// Makes prompts of given lengths for one endpoint, one after the other: grows or cuts a text until the server's own
/// count is within 1 % of the length. Has no thread of its own; works in that it lives in.
class PromptFitter : public QObject
{
    Q_OBJECT

public:
    /// @p wanted: of each its endpoint, test and seed; @p endpoint with its base URL and model.
    PromptFitter(Suite suite, Endpoint endpoint, const QString &apiKey, std::vector<MadePrompt> wanted);

    void start();

Q_SIGNALS:
    void finished(const std::vector<streamgauge::MadePrompt> &made, const QString &problem); ///< once; either is empty

private:
    void begin();
    void count();
    void take(const Expected<TokenCount> &counted);
    void accept();
    void fail(const QString &reason);
    int target() const { return m_suite.tests[std::size_t(m_current.test)].promptTokens.value_or(0); }

    const Suite m_suite;
    TokenCounter m_counter;
    std::vector<MadePrompt> m_wanted;
    std::vector<MadePrompt> m_made;
    MadePrompt m_current;
    int m_previousWords = 0; ///< of the count before; with 0 words there are only first line, beginning and template
    int m_previousTokens = 0;
    int m_counts = 0;
};

}
