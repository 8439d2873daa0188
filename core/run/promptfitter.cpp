// SPDX-License-Identifier: Apache-2.0
#include "run/promptfitter.h"

#include "suite/openingline.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace streamgauge {

namespace {

constexpr double wordsPerToken = 0.75; ///< of English, to begin with
constexpr int mostCounts = 12;         ///< three or four are usual

/// Half of the promised 1 %, as the lines of requests differ by a token now and then; words are not always one token.
int tolerance(int tokens)
{
    return std::max(2, tokens / 200);
}

}

PromptFitter::PromptFitter(Suite suite, Endpoint endpoint, const QString &apiKey, std::vector<MadePrompt> wanted)
    : m_suite(std::move(suite))
    , m_counter(std::move(endpoint), apiKey, this)
    , m_wanted(std::move(wanted))
{
}

void PromptFitter::start()
{
    begin();
}

void PromptFitter::begin()
{
    if (m_made.size() == m_wanted.size()) {
        Q_EMIT finished(m_made, {});
        return;
    }
    m_current = m_wanted[m_made.size()];
    m_current.words = std::max(1, static_cast<int>(target() * wordsPerToken));
    m_previousWords = 0;
    m_previousTokens = 0;
    m_counts = 0;
    count();
}

void PromptFitter::count()
{
    ++m_counts;
    std::vector<Message> messages = messagesOf(m_suite.tests[std::size_t(m_current.test)], m_current);
    // A line that the run will not send: counting by usage must not put the run's prompt into the server's cache.
    const QString line = openingLine(QRandomGenerator::system()->generate64());
    messages.front().content.prepend(line + QLatin1Char('\n'));
    m_counter.count(std::move(messages), [this](const Expected<TokenCount> &counted) { take(counted); });
}

void PromptFitter::take(const Expected<TokenCount> &counted)
{
    if (!counted)
        return fail(counted.error().toString());
    m_current.tokens = counted->tokens;
    m_current.countedBy = counted->by;
    const int missing = target() - counted->tokens;
    if (std::abs(missing) <= tolerance(target()))
        return accept();
    if (m_counts == mostCounts)
        return fail(QStringLiteral("after %1 counts it still has %2 tokens").arg(m_counts).arg(counted->tokens));
    const int moreWords = m_current.words - m_previousWords;
    const int moreTokens = counted->tokens - m_previousTokens;
    const bool isGrowing = moreWords != 0 && moreTokens / double(moreWords) > 0.1;
    const double tokensPerWord = isGrowing ? moreTokens / double(moreWords) : 1 / wordsPerToken;
    if (m_current.words == 1 && missing < 0)
        return fail(
            QStringLiteral("its first line, beginning and chat template alone have %1 tokens").arg(counted->tokens));
    m_previousWords = m_current.words;
    m_previousTokens = counted->tokens;
    const double words = m_current.words + std::round(missing / tokensPerWord);
    m_current.words = static_cast<int>(std::clamp(words, 1.0, 10.0 * target()));
    count();
}

void PromptFitter::accept()
{
    m_made.push_back(m_current);
    begin();
}

void PromptFitter::fail(const QString &reason)
{
    Q_EMIT finished({},
                    QStringLiteral("“%1” needs a prompt of %2 tokens, which could not be made: %3. Mend that, or give "
                                   "the test a prompt of its own instead of prompt_tokens.")
                        .arg(m_suite.tests[std::size_t(m_current.test)].name)
                        .arg(target())
                        .arg(reason));
}

}

#include "moc_promptfitter.cpp"
