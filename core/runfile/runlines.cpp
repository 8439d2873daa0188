// SPDX-License-Identifier: Apache-2.0
#include "base/jsonwriter.h"
#include "runfile/runwriter.h"

namespace streamgauge {

namespace {

void addTime(JsonWriter &json, QLatin1String key, const std::optional<nanoseconds> &time)
{
    if (time)
        json.add(key, std::int64_t {std::chrono::round<microseconds>(*time).count()});
}

void writeTimes(JsonWriter &json, const RequestRecord &record)
{
    if (record.due != Due::WhenFree)
        json.add(QLatin1String("due"), record.due == Due::HeldBack ? u"held-back" : u"rate");
    addTime(json, QLatin1String("scheduled_us"), record.scheduled);
    addTime(json, QLatin1String("sent_us"), record.sent);
    addTime(json, QLatin1String("connect_us"), record.connect);
    addTime(json, QLatin1String("round_trip_us"), record.roundTrip);
    addTime(json, QLatin1String("headers_us"), record.headers);
    addTime(json, QLatin1String("first_frame_us"), record.firstFrame);
    addTime(json, QLatin1String("first_token_us"), record.firstToken);
    addTime(json, QLatin1String("first_answer_token_us"), record.firstAnswerToken);
    addTime(json, QLatin1String("last_token_us"), record.lastToken);
    addTime(json, QLatin1String("end_us"), record.end);
}

void writeTokens(JsonWriter &json, const RequestRecord &record)
{
    json.add(QLatin1String("dataset_entry"), record.datasetEntry);
    json.add(QLatin1String("max_tokens"), record.maxTokens);
    json.add(QLatin1String("prompt_tokens"), record.promptTokens);
    json.add(QLatin1String("cached_tokens"), record.cachedTokens);
    json.add(QLatin1String("output_tokens"), record.outputTokens);
    json.add(QLatin1String("reasoning_tokens"), record.reasoningTokens);
    json.add(QLatin1String("evidence"), toString(record.evidence));
    json.add(QLatin1String("first_chunk_tokens"), record.firstChunkTokens);
    json.add(QLatin1String("chunks"), record.chunks);
    json.beginArray(QLatin1String("chunk_gaps_us"));
    for (const std::uint32_t gap_us : record.chunkGaps_us)
        json.add({}, std::int64_t {gap_us});
    json.endArray();
}

void writeError(JsonWriter &json, const RequestError &error)
{
    json.beginObject(QLatin1String("error"));
    json.add(QLatin1String("kind"), error.kind);
    json.add(QLatin1String("message"), error.message);
    json.addIfAny(QLatin1String("body"), error.body);
    json.endObject();
}

QStringView toString(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Completed:
        return u"completed";
    case Outcome::Cancelled:
        return u"cancelled";
    case Outcome::Failed:
        return u"failed";
    }
    Q_UNREACHABLE();
}

}

void RequestCounts::add(const RequestRecord &record)
{
    switch (record.phase) {
    case Phase::Warmup:
        ++warmup;
        break;
    case Phase::Cold:
        ++cold;
        break;
    case Phase::Measured:
        ++measured;
        break;
    }
    if (record.error) {
        ++failed;
        ++failures[record.error->kind];
    }
}

QByteArray requestLine(const RequestRecord &record)
{
    QByteArray line;
    line.reserve(512 + static_cast<qsizetype>(record.chunkGaps_us.size()) * 8 + record.text.size()
                 + record.reasoning.size());
    JsonWriter json(line);
    json.beginObject();
    json.add(QLatin1String("kind"), u"request");
    json.add(QLatin1String("endpoint"), record.endpoint);
    json.add(QLatin1String("test"), record.test);
    json.add(QLatin1String("repetition"), record.repetition);
    json.add(QLatin1String("stage"), record.stage);
    json.add(QLatin1String("phase"), streamgauge::toString(record.phase));
    writeTimes(json, record);
    writeTokens(json, record);
    json.addIfAny(QLatin1String("finish"), record.finish);
    if (record.status != 0)
        json.add(QLatin1String("status"), record.status);
    json.addIfAny(QLatin1String("text"), record.text);
    json.addIfAny(QLatin1String("reasoning"), record.reasoning);
    if (record.error)
        writeError(json, *record.error);
    json.endObject();
    return line;
}

QByteArray sampleLine(const Sample &sample)
{
    QByteArray line;
    JsonWriter json(line);
    json.beginObject();
    json.add(QLatin1String("kind"), u"sample");
    json.add(QLatin1String("endpoint"), sample.endpoint);
    json.add(QLatin1String("source"), sample.source);
    addTime(json, QLatin1String("at_us"), sample.at);
    json.beginObject(QLatin1String("values"));
    for (const auto &[name, value] : sample.values) {
        if (!qIsFinite(value))
            continue;
        json.addKey(name);
        json.add({}, value);
    }
    json.endObject();
    json.endObject();
    return line;
}

QByteArray remarkLine(const Remark &remark)
{
    QByteArray line;
    JsonWriter json(line);
    json.beginObject();
    json.add(QLatin1String("kind"), u"remark");
    json.add(QLatin1String("endpoint"), remark.endpoint);
    addTime(json, QLatin1String("at_us"), remark.at);
    json.add(QLatin1String("message"), remark.message);
    json.endObject();
    return line;
}

QByteArray endLine(const RunEnd &end, const RequestCounts &counts)
{
    QByteArray line;
    JsonWriter json(line);
    json.beginObject();
    json.add(QLatin1String("kind"), u"end");
    addTime(json, QLatin1String("at_us"), end.at);
    json.add(QLatin1String("outcome"), toString(end.outcome));
    json.beginObject(QLatin1String("counts"));
    json.add(QLatin1String("warmup"), counts.warmup);
    json.add(QLatin1String("cold"), counts.cold);
    json.add(QLatin1String("measured"), counts.measured);
    json.add(QLatin1String("failed"), counts.failed);
    json.beginObject(QLatin1String("failures"));
    for (const auto &[kind, count] : counts.failures) {
        json.addKey(kind);
        json.add({}, count);
    }
    json.endObject();
    json.endObject();
    if (!end.notes.isEmpty()) {
        json.beginArray(QLatin1String("notes"));
        for (const QString &note : end.notes)
            json.add({}, note);
        json.endArray();
    }
    json.endObject();
    return line;
}

QByteArray endLine(const RunEnd &end, const Run *counted)
{
    RequestCounts counts;
    if (counted)
        for (const RequestRecord &record : counted->requests)
            counts.add(record);
    return endLine(end, counts);
}

}
