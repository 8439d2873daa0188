// SPDX-License-Identifier: Apache-2.0
#include "suite/datasetfile.h"

#include "base/splitmix.h"

#include <QCryptographicHash>
#include <QFile>

#include <simdjson.h>

#include <map>

namespace streamgauge {

namespace {

/// The JSON objects of a text, one after the other, whether they stand in lines or in an array.
class Entries
{
public:
    explicit Entries(std::string_view text)
        : m_text(text)
        , m_at(text.starts_with("\xEF\xBB\xBF") ? 3 : 0) // a byte order mark
    {
    }

    /// Empty at the end of the text.
    std::string_view next()
    {
        skipBetween();
        const std::size_t begin = m_at;
        m_line = m_nextLine;
        if (m_at < m_text.size())
            pass();
        return m_text.substr(begin, m_at - begin);
    }

    int line() const { return m_line; } ///< 1-based, where the last one began

private:
    void skipBetween()
    {
        for (; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            m_nextLine += c == '\n';
            const bool isArray = c == '[' && !m_isInside;
            m_isInside = m_isInside || isArray;
            const bool isOfArray = m_isInside && (c == ',' || c == ']');
            if (c != ' ' && c != '\t' && c != '\n' && c != '\r' && !isArray && !isOfArray)
                return;
        }
    }

    /// An object to its closing brace; what is none to the end of its line.
    void pass()
    {
        int depth = 0;
        bool isQuoted = false;
        const bool isObject = m_text[m_at] == '{';
        for (; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (c == '\n' && !isObject)
                return;
            m_nextLine += c == '\n';
            if (isQuoted) {
                m_at += c == '\\' && m_at + 1 < m_text.size();
                isQuoted = c != '"';
                continue;
            }
            isQuoted = c == '"';
            depth += (c == '{' || c == '[') - (c == '}' || c == ']');
            if (isObject && depth == 0) {
                ++m_at;
                return;
            }
        }
    }

    std::string_view m_text;
    std::size_t m_at;
    int m_line = 1;
    int m_nextLine = 1;
    bool m_isInside = false;
};

/// The entries with the smallest numbers are the ones drawn.
quint64 lot(quint32 seed, int entry)
{
    return splitmix(quint64 {seed} << 32 | static_cast<quint32>(entry));
}

/// Keeps the entries with the smallest lots, in their order.
class Draw
{
public:
    explicit Draw(int most)
        : m_most(static_cast<std::size_t>(most))
    {
    }

    void offer(quint64 number, DatasetPrompt prompt)
    {
        if (m_kept.size() == m_most && number >= m_kept.rbegin()->first)
            return;
        m_kept.emplace(number, std::move(prompt));
        if (m_kept.size() > m_most)
            m_kept.erase(std::prev(m_kept.end()));
    }

    std::vector<DatasetPrompt> take()
    {
        std::vector<DatasetPrompt> prompts;
        for (auto &[number, prompt] : m_kept)
            prompts.push_back(std::move(prompt));
        return prompts;
    }

private:
    std::size_t m_most;
    std::multimap<quint64, DatasetPrompt> m_kept;
};

QString digestOf(std::string_view text)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
    return QString::fromLatin1(hash.result().toHex());
}

Expected<DrawnPrompts> draw(std::string_view text, const QString &path, quint32 seed, int most)
{
    DrawnPrompts drawn;
    Entries entries(text);
    Draw draw(most);
    simdjson::dom::parser parser;
    for (std::string_view entry = entries.next(); !entry.empty(); entry = entries.next()) {
        simdjson::dom::element element;
        if (const auto error = parser.parse(entry.data(), entry.size()).get(element))
            return std::unexpected(Error {Error::Code::Syntax,
                                          QStringLiteral("not a JSON object: %1; a dataset is JSON Lines or an array "
                                                         "of objects")
                                              .arg(QLatin1String(simdjson::error_message(error))),
                                          path, entries.line()});
        ++drawn.facts.entries;
        auto prompt = datasetPrompt(element);
        if (!prompt)
            continue;
        ++drawn.facts.usable;
        prompt->entry = drawn.facts.entries;
        draw.offer(lot(seed, prompt->entry), std::move(*prompt));
    }
    if (drawn.facts.usable == 0)
        return std::unexpected(
            Error {Error::Code::Schema,
                   QStringLiteral("none of its %1 entries has a prompt; known are \"prompt\", \"text\", \"turns\", "
                                  "\"messages\" and \"conversations\" (ShareGPT)")
                       .arg(drawn.facts.entries),
                   path});
    drawn.prompts = draw.take();
    return drawn;
}

}

quint32 datasetSeed(const Suite &suite)
{
    constexpr quint32 usual = 1;
    return suite.seed.value_or(usual);
}

Expected<DrawnPrompts> drawPrompts(const Dataset &dataset, quint32 seed, int most)
{
    Q_ASSERT(most > 0);
    QFile file(dataset.path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error {Error::Code::Io, file.errorString(), dataset.path});
    const uchar *bytes = file.size() > 0 ? file.map(0, file.size()) : nullptr;
    if (!bytes && file.size() > 0)
        return std::unexpected(Error {Error::Code::Io, file.errorString(), dataset.path});
    // JSON is UTF-8; the parser says where it is not.
    const std::string_view text(reinterpret_cast<const char *>(bytes), static_cast<std::size_t>(file.size()));
    auto drawn = draw(text, dataset.path, seed, most);
    if (!drawn)
        return drawn;
    DatasetFacts &facts = drawn->facts;
    facts.sha256 = digestOf(text);
    facts.seed = seed;
    facts.drawn = static_cast<int>(drawn->prompts.size());
    for (DatasetPrompt &prompt : drawn->prompts) {
        if (!dataset.outputLengths)
            prompt.outputTokens.reset();
        facts.lengths += prompt.outputTokens.has_value();
        facts.guessed += prompt.outputTokens && prompt.isGuessed;
    }
    return drawn;
}

}
