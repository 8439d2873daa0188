// SPDX-License-Identifier: Apache-2.0
#include "runfile/runreader.h"

#include "runfile/headerparser.h"
#include "runfile/recordparser.h"

#include <QFile>

#include <simdjson.h>

namespace streamgauge {

namespace {

constexpr qsizetype longestLine = 64 * 1024 * 1024;
constexpr int mostRemarks = 20;

/// Takes a file's lines one after the other.
class RunParser
{
public:
    explicit RunParser(QString source)
        : m_source(std::move(source))
    {
    }

    /// @p readable bytes from the line's start may be read, though only the line's own are looked at.
    Expected<void> addLine(QByteArrayView line, qsizetype readable, bool isCut)
    {
        ++m_lineNumber;
        if (m_lineNumber == 1 && line.startsWith("\xEF\xBB\xBF")) {
            line = line.sliced(3);
            readable -= 3;
        }
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.trimmed().isEmpty())
            return {};
        if (!m_hasHeader)
            return addHeader(line);
        addRecord(line, readable, isCut);
        return {};
    }

    void skipLine(const QString &why)
    {
        ++m_lineNumber;
        remarkOnLine(why);
    }

    Expected<Run> finish()
    {
        if (!m_hasHeader)
            return std::unexpected(Error {.code = Error::Code::Syntax,
                                          .message = QStringLiteral("not a run file: it is empty"),
                                          .source = m_source});
        if (m_suppressed > 0)
            m_run.remarks.append(QStringLiteral("%1 further lines skipped").arg(m_suppressed));
        if (!m_run.end)
            m_run.remarks.append(
                QStringLiteral("cut off after request %1: the run has no end").arg(m_run.requests.size()));
        return std::move(m_run);
    }

private:
    Expected<void> addHeader(QByteArrayView line)
    {
        auto header = parseHeader(line, m_source);
        if (!header)
            return std::unexpected(header.error());
        m_run.header = std::move(*header);
        m_hasHeader = true;
        return {};
    }

    void addRecord(QByteArrayView line, qsizetype readable, bool isCut)
    {
        const auto length = static_cast<std::size_t>(line.size());
        const bool isPadded = readable - line.size() >= static_cast<qsizetype>(simdjson::SIMDJSON_PADDING);
        simdjson::dom::object object;
        if (m_parser.parse(line.data(), length, !isPadded).get(object) != simdjson::SUCCESS) {
            if (isCut)
                m_run.remarks.append(QStringLiteral("line %1 is cut off").arg(m_lineNumber));
            else
                remarkOnLine(QStringLiteral("is not JSON"));
            return;
        }
        std::string_view kind;
        if (object["kind"].get(kind) != simdjson::SUCCESS)
            return remarkOnLine(QStringLiteral("has no kind"));
        if (kind == "request")
            keep(parseRequest(object, m_run.header), m_run.requests);
        else if (kind == "sample")
            keep(parseSample(object, m_run.header), m_run.samples);
        else if (kind == "remark")
            keep(parseRemark(object, m_run.header), m_run.clientRemarks);
        else if (kind == "end")
            keepEnd(parseEnd(object));
        else if (kind == "run")
            remarkOnLine(QStringLiteral("is a second header"));
    }

    template<typename T>
    void keep(Parsed<T> &&parsed, std::vector<T> &list)
    {
        if (parsed)
            list.push_back(std::move(*parsed));
        else
            remarkOnLine(parsed.error());
    }

    void keepEnd(const Parsed<RunEnd> &parsed)
    {
        if (parsed)
            m_run.end = *parsed;
        else
            remarkOnLine(parsed.error());
    }

    void remarkOnLine(const QString &why)
    {
        if (m_run.remarks.size() >= mostRemarks)
            ++m_suppressed;
        else
            m_run.remarks.append(QStringLiteral("line %1 skipped: %2").arg(m_lineNumber).arg(why));
    }

    QString m_source;
    Run m_run;
    bool m_hasHeader = false;
    qint64 m_lineNumber = 0;
    int m_suppressed = 0;
    simdjson::dom::parser m_parser {static_cast<std::size_t>(longestLine)};
};

/// Cuts a file into lines without ever holding more than a line and a block.
class LineFeeder
{
public:
    LineFeeder(QFile &file, RunParser &parser)
        : m_file(file)
        , m_parser(parser)
    {
    }

    Expected<void> feed()
    {
        while (readBlock()) {
            if (const auto fed = feedCompleteLines(); !fed)
                return fed;
        }
        if (m_file.error() != QFileDevice::NoError)
            return std::unexpected(Error {Error::Code::Io, m_file.errorString(), m_file.fileName()});
        if (m_end > 0 && !m_isSkipping)
            return m_parser.addLine({m_buffer.constData(), m_end}, m_buffer.size(), true);
        return {};
    }

private:
    static constexpr qsizetype blockSize = 1 << 20;

    bool readBlock()
    {
        const qsizetype wanted = m_end + blockSize + static_cast<qsizetype>(simdjson::SIMDJSON_PADDING);
        if (m_buffer.size() < wanted)
            m_buffer.resize(std::max(wanted, m_buffer.size() * 2));
        const qint64 count = m_file.read(m_buffer.data() + m_end, blockSize);
        if (count <= 0)
            return false;
        m_end += count;
        return true;
    }

    Expected<void> feedCompleteLines()
    {
        qsizetype start = 0;
        while (true) {
            const char *from = m_buffer.constData() + start;
            const auto *newline = static_cast<const char *>(
                memchr(from + m_scanned, '\n', static_cast<std::size_t>(m_end - start - m_scanned)));
            if (!newline)
                break;
            const QByteArrayView line(from, newline);
            m_scanned = 0;
            if (const auto fed = feedLine(line, m_buffer.size() - start); !fed)
                return fed;
            start += line.size() + 1;
        }
        keepRest(start);
        return {};
    }

    Expected<void> feedLine(QByteArrayView line, qsizetype readable)
    {
        if (!std::exchange(m_isSkipping, false))
            return m_parser.addLine(line, readable, false);
        return {};
    }

    void keepRest(qsizetype start)
    {
        m_end -= start;
        memmove(m_buffer.data(), m_buffer.constData() + start, static_cast<std::size_t>(m_end));
        m_scanned = m_end;
        if (m_end <= longestLine)
            return;
        if (!std::exchange(m_isSkipping, true))
            m_parser.skipLine(QStringLiteral("is longer than %1 MiB").arg(longestLine >> 20));
        m_end = 0;
        m_scanned = 0;
    }

    QFile &m_file;
    RunParser &m_parser;
    QByteArray m_buffer;
    qsizetype m_end = 0;       ///< of the bytes read into the buffer
    qsizetype m_scanned = 0;   ///< bytes of the rest known to hold no newline
    bool m_isSkipping = false; ///< in a line that is too long
};

}

Expected<Run> readRun(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error {Error::Code::Io, file.errorString(), path});
    RunParser parser(path);
    if (const auto fed = LineFeeder(file, parser).feed(); !fed)
        return std::unexpected(fed.error());
    return parser.finish();
}

Expected<Run> parseRun(QByteArrayView content, const QString &source)
{
    RunParser parser(source);
    while (!content.isEmpty()) {
        const qsizetype newline = content.indexOf('\n');
        const QByteArrayView line = newline < 0 ? content : content.first(newline);
        if (line.size() > longestLine)
            parser.skipLine(QStringLiteral("is longer than %1 MiB").arg(longestLine >> 20));
        else if (const auto fed = parser.addLine(line, content.size(), newline < 0); !fed)
            return std::unexpected(fed.error());
        content = newline < 0 ? QByteArrayView() : content.sliced(newline + 1);
    }
    return parser.finish();
}

}
