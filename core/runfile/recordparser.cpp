// SPDX-License-Identifier: Apache-2.0
#include "runfile/recordparser.h"

#include <simdjson.h>

#include <array>
#include <cmath>
#include <limits>

namespace streamgauge {

namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

constexpr std::int64_t longest_us = 1'000'000'000'000'000; // 31 years; in ns it still fits 64 bits
constexpr std::int64_t largestCount = 1'000'000'000;

// The readers below report by exception; the three functions at the end are the only ones that catch.
struct BadField
{
    QString message;
};

[[noreturn]] void fail(std::string_view key, const char *problem)
{
    throw BadField {QStringLiteral("\"%1\" %2")
                        .arg(QUtf8StringView(key.data(), qsizetype(key.size())).toString(), QLatin1String(problem))};
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Whole numbers, also written as 3.0 as some tools do.
std::int64_t toInteger(const element &value, std::string_view key, std::int64_t largest)
{
    std::int64_t integer = -1;
    if (value.type() == element_type::INT64) {
        integer = std::int64_t(value);
    } else if (value.type() == element_type::DOUBLE) {
        const double number = double(value);
        if (!(number >= 0 && number <= double(largest)) || number != std::floor(number))
            fail(key, "is not a possible number");
        integer = static_cast<std::int64_t>(number);
    } else if (value.type() != element_type::UINT64) { // beyond 63 bits: stays −1
        fail(key, "is not a number");
    }
    if (integer < 0 || integer > largest)
        fail(key, "is not a possible number");
    return integer;
}

/// The known fields of one line, found in one pass over it.
template<std::size_t N>
class Fields
{
public:
    Fields(const object &line, const std::array<std::string_view, N> &keys)
        : m_keys(keys)
    {
        std::size_t expected = 0; // our own files keep this order, so the first look nearly always hits
        for (const auto [key, value] : line) {
            for (std::size_t step = 0; step < N; ++step) {
                const std::size_t i = (expected + step) % N;
                if (m_keys[i] != key)
                    continue;
                if (!value.is_null())
                    m_values[i] = value;
                expected = i + 1;
                break;
            }
        }
    }

    std::optional<element> find(std::string_view key) const
    {
        for (std::size_t i = 0; i < N; ++i)
            if (m_keys[i] == key)
                return m_values[i];
        Q_UNREACHABLE();
    }

    std::optional<int> integer(std::string_view key, std::int64_t largest = largestCount) const
    {
        const auto value = find(key);
        if (!value)
            return std::nullopt;
        return static_cast<int>(toInteger(*value, key, largest));
    }

    int index(std::string_view key, std::size_t size) const
    {
        const auto value = integer(key);
        if (!value)
            fail(key, "is missing");
        if (static_cast<std::size_t>(*value) >= size)
            fail(key, "is not one of the run's");
        return *value;
    }

    std::optional<nanoseconds> time(std::string_view key) const
    {
        const auto value = find(key);
        if (!value)
            return std::nullopt;
        return microseconds(toInteger(*value, key, longest_us));
    }

    QString string(std::string_view key) const
    {
        const auto value = find(key);
        if (!value)
            return {};
        if (!value->is_string())
            fail(key, "is not text");
        return toQString(std::string_view(*value));
    }

private:
    const std::array<std::string_view, N> &m_keys;
    std::array<std::optional<element>, N> m_values;
};

constexpr std::array<std::string_view, 27> requestKeys {"kind",
                                                        "endpoint",
                                                        "test",
                                                        "repetition",
                                                        "stage",
                                                        "phase",
                                                        "scheduled_us",
                                                        "sent_us",
                                                        "connect_us",
                                                        "round_trip_us",
                                                        "headers_us",
                                                        "first_frame_us",
                                                        "first_token_us",
                                                        "first_answer_token_us",
                                                        "last_token_us",
                                                        "end_us",
                                                        "prompt_tokens",
                                                        "cached_tokens",
                                                        "output_tokens",
                                                        "reasoning_tokens",
                                                        "evidence",
                                                        "first_chunk_tokens",
                                                        "chunks",
                                                        "chunk_gaps_us",
                                                        "finish",
                                                        "status",
                                                        "text"};
constexpr std::array<std::string_view, 5> rareRequestKeys {"reasoning", "error", "due", "dataset_entry", "max_tokens"};
constexpr std::array<std::string_view, 4> sampleKeys {"endpoint", "source", "at_us", "values"};
constexpr std::array<std::string_view, 3> remarkKeys {"endpoint", "at_us", "message"};
constexpr std::array<std::string_view, 3> endKeys {"at_us", "outcome", "notes"};
constexpr std::array<std::string_view, 3> errorKeys {"kind", "message", "body"};

using RequestFields = Fields<requestKeys.size()>;

void readIdentity(const RequestFields &fields, const RunHeader &header, RequestRecord &record)
{
    record.endpoint = fields.index("endpoint", header.endpoints.size());
    record.test = fields.index("test", header.suite.tests.size());
    record.repetition = fields.integer("repetition").value_or(0);
    if (!header.stages.empty() && fields.find("stage"))
        record.stage = fields.index("stage", header.stages.size());
    const auto phase = phaseFromString(fields.string("phase"));
    if (!phase)
        fail("phase", "is none of warmup, cold, measured");
    record.phase = *phase;
}

void readTimes(const RequestFields &fields, RequestRecord &record)
{
    record.sent = fields.time("sent_us");
    record.scheduled = fields.time("scheduled_us").value_or(record.sent.value_or(RunTime {}));
    record.connect = fields.time("connect_us");
    record.roundTrip = fields.time("round_trip_us");
    record.headers = fields.time("headers_us");
    record.firstFrame = fields.time("first_frame_us");
    record.firstToken = fields.time("first_token_us");
    record.firstAnswerToken = fields.time("first_answer_token_us");
    record.lastToken = fields.time("last_token_us");
    record.end = fields.time("end_us");
}

/// Only what the metrics subtract from each other: a negative latency must not come out.
void checkTimes(const RequestRecord &record)
{
    const auto isBefore = [](const std::optional<RunTime> &later, const std::optional<RunTime> &earlier) {
        return later && earlier && *later < *earlier;
    };
    if (isBefore(record.firstToken, record.sent))
        fail("first_token_us", "is before \"sent_us\"");
    if (isBefore(record.firstAnswerToken, record.sent))
        fail("first_answer_token_us", "is before \"sent_us\"");
    if (isBefore(record.lastToken, record.firstToken))
        fail("last_token_us", "is before \"first_token_us\"");
    if (isBefore(record.end, record.sent))
        fail("end_us", "is before \"sent_us\"");
}

std::vector<std::uint32_t> readGaps(const RequestFields &fields)
{
    constexpr std::string_view key = "chunk_gaps_us";
    std::vector<std::uint32_t> gaps;
    const auto value = fields.find(key);
    if (!value)
        return gaps;
    if (!value->is_array())
        fail(key, "is not a list");
    const array list(*value);
    gaps.reserve(list.size()); // counted while parsing (and saturated), not claimed by the file
    for (const element gap : list)
        gaps.push_back(static_cast<std::uint32_t>(toInteger(gap, key, std::numeric_limits<std::uint32_t>::max())));
    return gaps;
}

void readTokens(const RequestFields &fields, RequestRecord &record)
{
    record.promptTokens = fields.integer("prompt_tokens");
    record.cachedTokens = fields.integer("cached_tokens");
    record.outputTokens = fields.integer("output_tokens");
    record.reasoningTokens = fields.integer("reasoning_tokens");
    if (record.cachedTokens.value_or(0) > record.promptTokens.value_or(largestCount))
        fail("cached_tokens", "is more than \"prompt_tokens\"");
    const QString evidence = fields.string("evidence");
    record.evidence = evidenceFromString(evidence).value_or(TokenEvidence::None);
    record.firstChunkTokens = fields.integer("first_chunk_tokens").value_or(1);
    record.chunkGaps_us = readGaps(fields);
    const int gaps = static_cast<int>(record.chunkGaps_us.size());
    record.chunks = fields.integer("chunks").value_or(gaps > 0 ? gaps + 1 : 0);
    if (gaps > 0 && record.chunks != gaps + 1)
        fail("chunks", "does not fit the number of gaps");
}

std::optional<RequestError> readError(const std::optional<element> &value)
{
    if (!value)
        return std::nullopt;
    if (!value->is_object())
        fail("error", "is not an object");
    const Fields<errorKeys.size()> fields(object(*value), errorKeys);
    RequestError error {
        .kind = fields.string("kind"), .message = fields.string("message"), .body = fields.string("body")};
    if (error.kind.isEmpty())
        fail("error", "has no kind");
    return error;
}

RequestRecord readRequest(const object &line, const RunHeader &header)
{
    const RequestFields fields(line, requestKeys);
    RequestRecord record;
    readIdentity(fields, header, record);
    readTimes(fields, record);
    checkTimes(record);
    readTokens(fields, record);
    record.finish = fields.string("finish");
    record.status = fields.integer("status", 999).value_or(0);
    record.text = fields.string("text");
    const Fields<rareRequestKeys.size()> rare(line, rareRequestKeys);
    record.reasoning = rare.string("reasoning");
    if (const QString due = rare.string("due"); !due.isEmpty())
        record.due = due == QLatin1String("held-back") ? Due::HeldBack : Due::AtRate;
    record.error = readError(rare.find("error"));
    record.datasetEntry = rare.integer("dataset_entry");
    record.maxTokens = rare.integer("max_tokens");
    return record;
}

Sample readSample(const object &line, const RunHeader &header)
{
    const Fields<sampleKeys.size()> fields(line, sampleKeys);
    Sample sample;
    const auto endpoint = fields.find("endpoint");
    const bool ofNone = endpoint && endpoint->is_int64() && std::int64_t(*endpoint) == -1; // of the client itself
    sample.endpoint = ofNone ? -1 : fields.index("endpoint", header.endpoints.size());
    sample.source = fields.string("source");
    sample.at = fields.time("at_us").value_or(RunTime {});
    const auto values = fields.find("values");
    if (!values)
        return sample;
    if (!values->is_object())
        fail("values", "is not an object");
    for (const auto [name, value] : object(*values)) {
        if (value.is_null())
            continue;
        if (!value.is_number())
            fail(name, "is not a number");
        sample.values[toQString(name)] = double(value);
    }
    return sample;
}

Remark readRemark(const object &line, const RunHeader &header)
{
    const Fields<remarkKeys.size()> fields(line, remarkKeys);
    return {.endpoint = fields.index("endpoint", header.endpoints.size()),
            .at = fields.time("at_us").value_or(RunTime {}),
            .message = fields.string("message")};
}

RunEnd readEnd(const object &line)
{
    const Fields<endKeys.size()> fields(line, endKeys);
    RunEnd end;
    end.at = fields.time("at_us").value_or(RunTime {});
    const QString outcome = fields.string("outcome");
    if (outcome == QLatin1String("completed"))
        end.outcome = Outcome::Completed;
    else if (outcome == QLatin1String("cancelled"))
        end.outcome = Outcome::Cancelled;
    else if (outcome == QLatin1String("failed"))
        end.outcome = Outcome::Failed;
    else
        fail("outcome", "is none of completed, cancelled, failed");
    if (const auto notes = fields.find("notes"); notes && notes->is_array())
        for (const element note : array(*notes))
            if (note.is_string())
                end.notes.append(toQString(std::string_view(note)));
    return end;
}

template<typename Reader>
auto caught(Reader reader) -> Parsed<decltype(reader())>
{
    try {
        return reader();
    } catch (const BadField &bad) {
        return std::unexpected(bad.message);
    } catch (const simdjson::simdjson_error &error) {
        return std::unexpected(QString::fromUtf8(error.what()));
    }
}

}

Parsed<RequestRecord> parseRequest(const simdjson::dom::object &line, const RunHeader &header)
{
    return caught([&] { return readRequest(line, header); });
}

Parsed<Sample> parseSample(const simdjson::dom::object &line, const RunHeader &header)
{
    return caught([&] { return readSample(line, header); });
}

Parsed<Remark> parseRemark(const simdjson::dom::object &line, const RunHeader &header)
{
    return caught([&] { return readRemark(line, header); });
}

Parsed<RunEnd> parseEnd(const simdjson::dom::object &line)
{
    return caught([&] { return readEnd(line); });
}

}
