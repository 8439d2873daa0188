// SPDX-License-Identifier: Apache-2.0
#include "telemetry/prometheus.h"

#include <charconv>
#include <string_view>

namespace streamgauge {

namespace {

constexpr std::size_t maxLines = 100'000;

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':'
        || c == '.';
}

/// Reads one line from its beginning; what it has read is cut off.
class LineReader
{
public:
    explicit LineReader(std::string_view line)
        : m_rest(line)
    {
    }

    void skipSpace()
    {
        while (!m_rest.empty() && (m_rest.front() == ' ' || m_rest.front() == '\t'))
            m_rest.remove_prefix(1);
    }

    bool take(char c)
    {
        skipSpace();
        if (m_rest.empty() || m_rest.front() != c)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    QByteArray name()
    {
        skipSpace();
        std::size_t length = 0;
        while (length < m_rest.size() && isNameCharacter(m_rest[length]))
            ++length;
        QByteArray name(m_rest.data(), static_cast<qsizetype>(length));
        m_rest.remove_prefix(length);
        return name;
    }

    /// What stands in quotes; nothing where they are not closed.
    std::optional<QByteArray> quoted()
    {
        if (!take('"'))
            return std::nullopt;
        QByteArray text;
        for (std::size_t i = 0; i < m_rest.size(); ++i) {
            if (m_rest[i] == '"') {
                m_rest.remove_prefix(i + 1);
                return text;
            }
            if (m_rest[i] == '\\' && i + 1 < m_rest.size()) {
                ++i;
                text += m_rest[i] == 'n' ? '\n' : m_rest[i];
            } else {
                text += m_rest[i];
            }
        }
        return std::nullopt;
    }

    std::optional<double> number()
    {
        skipSpace();
        if (!m_rest.empty() && m_rest.front() == '+')
            m_rest.remove_prefix(1);
        double value = 0;
        const auto [end, error] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), value);
        if (error != std::errc())
            return std::nullopt;
        m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
        return value;
    }

    /// Nothing more, a timestamp, or an exemplar.
    bool endsWell()
    {
        skipSpace();
        if (m_rest.empty() || m_rest.front() == '#')
            return true;
        const auto timestamp = number();
        skipSpace();
        return timestamp && (m_rest.empty() || m_rest.front() == '#');
    }

private:
    std::string_view m_rest;
};

bool readLabels(LineReader &reader, MetricLine &line)
{
    while (!reader.take('}')) {
        QByteArray name = reader.name();
        if (name.isEmpty() || !reader.take('='))
            return false;
        auto value = reader.quoted();
        if (!value)
            return false;
        line.labels.emplace_back(std::move(name), std::move(*value));
        if (!reader.take(',')) {
            if (reader.take('}'))
                return true;
            return false;
        }
    }
    return true;
}

std::optional<MetricLine> readLine(std::string_view text)
{
    LineReader reader(text);
    MetricLine line;
    line.name = reader.name();
    if (line.name.isEmpty())
        return std::nullopt;
    if (reader.take('{') && !readLabels(reader, line))
        return std::nullopt;
    const auto value = reader.number();
    if (!value || !reader.endsWell())
        return std::nullopt;
    line.value = *value;
    return line;
}

}

QByteArray MetricLine::label(QByteArrayView key) const
{
    for (const auto &[labelName, text] : labels)
        if (labelName == key)
            return text;
    return {};
}

MetricsPage parseMetrics(QByteArrayView text)
{
    MetricsPage page;
    std::string_view rest(text.data(), static_cast<std::size_t>(text.size()));
    while (!rest.empty() && page.lines.size() < maxLines) {
        const std::size_t end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
            line.remove_suffix(1);
        while (!line.empty() && line.front() == ' ')
            line.remove_prefix(1);
        if (line.empty() || line.front() == '#')
            continue;
        if (auto read = readLine(line))
            page.lines.push_back(std::move(*read));
        else
            ++page.malformed;
    }
    return page;
}

}
