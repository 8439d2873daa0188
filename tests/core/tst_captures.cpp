// SPDX-License-Identifier: Apache-2.0
#include "run/activerequest.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <numeric>
#include <random>

using namespace streamgauge;

namespace {

/// What a capture says, read by another program. Defaults: a chat completion that answered 200 and completed.
struct Content
{
    const char *errorKind = "";
    const char *message = ""; ///< a part of the error's message
    int status = 200;
    const char *finish = "";
    int chunks = 0;
    int promptTokens = -1;
    int cachedTokens = -1;
    int outputTokens = -1;
    const char *evidence = "none";
    const char *text = ""; ///< its beginning
    int textLength = 0;
    const char *reasoning = ""; ///< its beginning
    int reasoningLength = 0;
};

struct Capture
{
    const char *name;
    Content content;
};

// Answers of llama.cpp's server (b11669): HTTP heads as received, bodies without the chunked coding except where the
// name says "framed". "killed": the server was ended in the middle of the answer.
const Capture captures[] = {
    {"sid-mid-chat-contusage",
     {.finish = "length",
      .chunks = 4,
      .promptTokens = 27,
      .cachedTokens = 26,
      .outputTokens = 4,
      .evidence = "usage",
      .text = " underscplaneodies Draper",
      .textLength = 25}},
    {"sid-mid-chat-logprobs",
     {.finish = "length",
      .chunks = 4,
      .promptTokens = 27,
      .cachedTokens = 26,
      .outputTokens = 4,
      .evidence = "timings",
      .text = " underscplaneodies Draper",
      .textLength = 25}},
    {"sid-mid-chat-max0",
     {.finish = "length",
      .chunks = 1,
      .promptTokens = 27,
      .cachedTokens = 26,
      .outputTokens = 1,
      .evidence = "usage",
      .text = " undersc",
      .textLength = 8}},
    {"sid-mid-chat-max1",
     {.finish = "length",
      .chunks = 1,
      .promptTokens = 27,
      .cachedTokens = 26,
      .outputTokens = 1,
      .evidence = "usage",
      .text = " undersc",
      .textLength = 8}},
    {"sid-mid-chat-maxcompl",
     {.finish = "length",
      .chunks = 5,
      .promptTokens = 27,
      .cachedTokens = 26,
      .outputTokens = 5,
      .evidence = "usage",
      .text = " underscplaneodies DraperRI",
      .textLength = 27}},
    {"sid-mid-chat-minignoreeos",
     {.finish = "length",
      .chunks = 6,
      .promptTokens = 27,
      .cachedTokens = 26,
      .outputTokens = 6,
      .evidence = "usage",
      .text = " museumsbledonmitt Food Struggle lodging",
      .textLength = 40}},
    {"sid-mid-chat-n2",
     {.errorKind = "malformed",
      .message = "several choices",
      .chunks = 1,
      .outputTokens = 1,
      .evidence = "chunks",
      .text = " undersc",
      .textLength = 8}},
    {"sid-mid-chat-nonstream", {.errorKind = "not-a-stream", .message = "did not stream"}},
    {"sid-mid-chat-stop",
     {.finish = "stop",
      .chunks = 2,
      .promptTokens = 27,
      .cachedTokens = 26,
      .outputTokens = 2,
      .evidence = "usage",
      .text = " underscpl",
      .textLength = 10}},
    {"sid-mid-chat-timings",
     {.finish = "length",
      .chunks = 4,
      .promptTokens = 27,
      .cachedTokens = 26,
      .outputTokens = 4,
      .evidence = "timings",
      .text = " underscplaneodies Draper",
      .textLength = 25}},
    {"sid-mid-chat-usage",
     {.finish = "length",
      .chunks = 24,
      .promptTokens = 27,
      .cachedTokens = 26,
      .outputTokens = 24,
      .evidence = "usage",
      .text = " underscplaneodies DraperRI pundategorSo",
      .textLength = 157}},
    {"sid-mid-chat",
     {.finish = "length",
      .chunks = 24,
      .promptTokens = 27,
      .cachedTokens = 1,
      .outputTokens = 24,
      .evidence = "timings",
      .text = " underscplaneodies DraperRI pundategorSo",
      .textLength = 157}},
    {"sid-mid-completions",
     {.finish = "length",
      .chunks = 6,
      .promptTokens = 4,
      .cachedTokens = 0,
      .outputTokens = 6,
      .evidence = "usage",
      .text = " strategy thirdsExtra ramp tracedimming",
      .textLength = 39}},
    {"sid-mid-err-badjson",
     {.errorKind = "http",
      .message = "[json.exception.parse_error.101] parse error at line 1, column 40: syntax error while parsing object "
                 "- unexpected end of input; expected '}'",
      .status = 400}},
    {"sid-mid-err-badrole", {.errorKind = "http", .message = "Expected 'messages' to be an array", .status = 400}},
    {"sid-mid-err-negtemp",
     {.finish = "length",
      .chunks = 3,
      .promptTokens = 27,
      .cachedTokens = 26,
      .outputTokens = 3,
      .evidence = "timings",
      .text = " museumsbledonmitt",
      .textLength = 18}},
    {"sid-mid-err-nomessages", {.errorKind = "http", .message = "'messages' is required", .status = 400}},
    {"sid-mid-err-overflow",
     {.errorKind = "http",
      .message = "request (40010 tokens) exceeds the available context size (2048 tokens), try increasing it",
      .status = 400}},
    {"sid-mid-err-path", {.errorKind = "http", .message = "File Not Found", .status = 404}},
    {"sid-mid-err-unknown-model",
     {.finish = "length",
      .chunks = 3,
      .promptTokens = 27,
      .cachedTokens = 26,
      .outputTokens = 3,
      .evidence = "timings",
      .text = " underscplaneodies",
      .textLength = 18}},
    {"sid-mid-responses",
     {.finish = "stop",
      .chunks = 6,
      .promptTokens = 13,
      .cachedTokens = 3,
      .outputTokens = 6,
      .evidence = "usage",
      .text = " authentication Dumb climbed earns 31bot",
      .textLength = 41}},
    {"sid-midstream-error-a",
     {.errorKind = "server-error",
      .message = "Context size has been exceeded.",
      .chunks = 241,
      .outputTokens = 241,
      .evidence = "chunks",
      .text = " qezi ratu liti fate yeto numu jucu keyi",
      .textLength = 1157}},
    {"sid-midstream-killed",
     {.errorKind = "connection-lost",
      .message = "the connection was lost",
      .chunks = 51,
      .outputTokens = 51,
      .evidence = "chunks",
      .text = "]( exclusively Observottest align prolet",
      .textLength = 332}},
    {"sid-ping-longprompt",
     {.finish = "length",
      .chunks = 4,
      .promptTokens = 970,
      .cachedTokens = 0,
      .outputTokens = 4,
      .evidence = "usage",
      .text = "hack trainers Stunishment",
      .textLength = 25}},
    {"sid-ping-noauth", {.errorKind = "http", .message = "Invalid API Key", .status = 401}},
    {"sid-ping-queued",
     {.finish = "length",
      .chunks = 6,
      .promptTokens = 970,
      .cachedTokens = 969,
      .outputTokens = 6,
      .evidence = "usage",
      .text = " vinegar gimmpopularimoto240 Stop",
      .textLength = 33}},
    {"sid-router-chat", {.errorKind = "http", .message = "model name=tiny failed to load", .status = 500}},
    {"sid-router-err-unknown-model",
     {.errorKind = "http", .message = "model 'no-such-model' not found", .status = 400}},
    {"sid-think-chat",
     {.finish = "length",
      .chunks = 200,
      .promptTokens = 14,
      .cachedTokens = 0,
      .outputTokens = 200,
      .evidence = "usage",
      .reasoning = " premIndependent Alright flushed antibod",
      .reasoningLength = 1268}},
    {"sid-tiny-responses",
     {.finish = "stop",
      .chunks = 6,
      .promptTokens = 27,
      .cachedTokens = 5,
      .outputTokens = 6,
      .evidence = "usage",
      .text = " tepe vile raze neju gopa jiwa",
      .textLength = 30}},
    {"sid-tiny-chat-contusage",
     {.finish = "length",
      .chunks = 4,
      .promptTokens = 62,
      .cachedTokens = 61,
      .outputTokens = 4,
      .evidence = "usage",
      .text = " kime lavo liluza",
      .textLength = 17}},
    {"sid-tiny-chat-logprobs",
     {.finish = "length",
      .chunks = 4,
      .promptTokens = 62,
      .cachedTokens = 61,
      .outputTokens = 4,
      .evidence = "timings",
      .text = " kime lavo liluza",
      .textLength = 17}},
    {"sid-tiny-chat-max0",
     {.finish = "length",
      .chunks = 1,
      .promptTokens = 62,
      .cachedTokens = 61,
      .outputTokens = 1,
      .evidence = "usage",
      .text = " kime",
      .textLength = 5}},
    {"sid-tiny-chat-max1.framed",
     {.finish = "length",
      .chunks = 1,
      .promptTokens = 62,
      .cachedTokens = 0,
      .outputTokens = 1,
      .evidence = "usage",
      .text = " fidi",
      .textLength = 5}},
    {"sid-tiny-chat-max1",
     {.finish = "length",
      .chunks = 1,
      .promptTokens = 62,
      .cachedTokens = 61,
      .outputTokens = 1,
      .evidence = "usage",
      .text = " kime",
      .textLength = 5}},
    {"sid-tiny-chat-maxcompl",
     {.finish = "length",
      .chunks = 5,
      .promptTokens = 62,
      .cachedTokens = 61,
      .outputTokens = 5,
      .evidence = "usage",
      .text = " kime lavo liluza cufi",
      .textLength = 22}},
    {"sid-tiny-chat-minignoreeos",
     {.finish = "length",
      .chunks = 6,
      .promptTokens = 62,
      .cachedTokens = 61,
      .outputTokens = 6,
      .evidence = "usage",
      .text = " cere posu pato neru sizi tiri",
      .textLength = 30}},
    {"sid-tiny-chat-n2",
     {.errorKind = "malformed",
      .message = "several choices",
      .chunks = 1,
      .outputTokens = 1,
      .evidence = "chunks",
      .text = " kime",
      .textLength = 5}},
    {"sid-tiny-chat-nonstream", {.errorKind = "not-a-stream", .message = "did not stream"}},
    {"sid-tiny-chat-stop",
     {.finish = "stop",
      .chunks = 2,
      .promptTokens = 62,
      .cachedTokens = 61,
      .outputTokens = 2,
      .evidence = "usage",
      .text = " kime l",
      .textLength = 7}},
    {"sid-tiny-chat-timings",
     {.finish = "length",
      .chunks = 4,
      .promptTokens = 62,
      .cachedTokens = 61,
      .outputTokens = 4,
      .evidence = "timings",
      .text = " kime lavo liluza",
      .textLength = 17}},
    {"sid-tiny-chat-usage",
     {.finish = "length",
      .chunks = 24,
      .promptTokens = 62,
      .cachedTokens = 61,
      .outputTokens = 24,
      .evidence = "usage",
      .text = " kime lavo liluza cufi zute meba gaqa ku",
      .textLength = 110}},
    {"sid-tiny-chat",
     {.finish = "length",
      .chunks = 24,
      .promptTokens = 62,
      .cachedTokens = 0,
      .outputTokens = 24,
      .evidence = "timings",
      .text = " kime lavo liluza cufi zute meba gaqa ku",
      .textLength = 110}},
    {"sid-tiny-completions",
     {.finish = "length",
      .chunks = 6,
      .promptTokens = 11,
      .cachedTokens = 0,
      .outputTokens = 6,
      .evidence = "usage",
      .text = " laze luka dafi vagiye fosu",
      .textLength = 27}},
    {"sid-tiny-err-badjson",
     {.errorKind = "http",
      .message = "[json.exception.parse_error.101] parse error at line 1, column 40: syntax error while parsing object "
                 "- unexpected end of input; expected '}'",
      .status = 400}},
    {"sid-tiny-err-badrole", {.errorKind = "http", .message = "Expected 'messages' to be an array", .status = 400}},
    {"sid-tiny-err-negtemp",
     {.finish = "length",
      .chunks = 3,
      .promptTokens = 62,
      .cachedTokens = 61,
      .outputTokens = 3,
      .evidence = "timings",
      .text = " cere posu pato",
      .textLength = 15}},
    {"sid-tiny-err-nomessages", {.errorKind = "http", .message = "'messages' is required", .status = 400}},
    {"sid-tiny-err-overflow",
     {.errorKind = "http",
      .message = "request (68017 tokens) exceeds the available context size (2048 tokens), try increasing it",
      .status = 400}},
    {"sid-tiny-err-path", {.errorKind = "http", .message = "File Not Found", .status = 404}},
    {"sid-tiny-err-unknown-model",
     {.finish = "length",
      .chunks = 3,
      .promptTokens = 62,
      .cachedTokens = 61,
      .outputTokens = 3,
      .evidence = "timings",
      .text = " kime lavo lilu",
      .textLength = 15}},
};

constexpr int everySplitUpTo = 2500; ///< bytes of a body; larger ones are split at seeded points
constexpr int seededSplits = 120;

/// A capture's HTTP head and its body as libcurl hands it over.
struct Answer
{
    int status = 0;
    QByteArray contentType;
    QByteArray body;
};

QByteArray withoutChunkedCoding(const QByteArray &framed)
{
    QByteArray body;
    qsizetype at = 0;
    while (at < framed.size()) {
        const qsizetype lineEnd = framed.indexOf("\r\n", at);
        const qsizetype size = framed.mid(at, lineEnd - at).toLongLong(nullptr, 16);
        body += framed.mid(lineEnd + 2, size);
        at = lineEnd + 2 + size + 2;
    }
    return body;
}

QString pathOf(const QString &name)
{
    return QStringLiteral(TEST_DATA "/captures/%1.raw").arg(name);
}

Answer read(const QString &name)
{
    QFile file(pathOf(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(file.fileName()));
    const QByteArray content = file.readAll();
    const qsizetype headEnd = content.indexOf("\r\n\r\n");
    const QByteArrayList lines = content.left(headEnd).split('\n');
    Answer answer;
    answer.status = lines.first().split(' ').at(1).toInt();
    for (const QByteArray &line : lines)
        if (line.toLower().startsWith("content-type:"))
            answer.contentType = line.mid(line.indexOf(':') + 1).trimmed();
    answer.body = content.mid(headEnd + 4);
    if (name.contains(QLatin1String("framed")))
        answer.body = withoutChunkedCoding(answer.body);
    return answer;
}

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// The body in reads that end at @p splits, a millisecond apart, then the end.
RequestRecord replay(const Answer &answer, const QList<qsizetype> &splits, TransferEnd::Kind end, Api api)
{
    static ChatChunkParser parser;
    static const ActiveRequest::Listener listener {
        .onChunks = [](const ActiveRequest &, TimePoint, TimePoint, int) { },
        .onEnded = [](ActiveRequest &) { },
    };
    constexpr TimePoint start {};
    ActiveRequest request({}, 0, start, start, Due::WhenFree, parser, listener, api);
    TimePoint at = start;
    request.onSent(at, std::nullopt);
    request.onHeaders(at, answer.status, view(answer.contentType), {});
    qsizetype begin = 0;
    bool goesOn = true;
    for (const qsizetype split : splits + QList<qsizetype> {answer.body.size()}) {
        at += 1ms;
        if (goesOn && split > begin)
            goesOn = request.onBody(
                view(answer.body).substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(split - begin)), at);
        begin = std::max(begin, split);
    }
    request.onEnd({.kind = goesOn ? end : TransferEnd::Kind::Cancelled, .message = "gone"}, at);
    return request.takeRecord();
}

/// Everything of a record but its times, as text: two are the same where these are.
QString summary(const RequestRecord &record)
{
    const auto count = [](const std::optional<int> &value) { return QString::number(value.value_or(-1)); };
    return QStringList {record.error ? record.error->kind + QLatin1String(": ") + record.error->message : QString(),
                        record.error ? record.error->body : QString(),
                        QString::number(record.status),
                        record.finish,
                        QString::number(record.chunks),
                        QString::number(record.chunkGaps_us.size()),
                        count(record.promptTokens),
                        count(record.cachedTokens),
                        count(record.outputTokens),
                        count(record.reasoningTokens),
                        QString::number(record.firstChunkTokens),
                        toString(record.evidence),
                        record.text,
                        record.reasoning}
        .join(QLatin1Char('|'));
}

}

class TestCaptures : public QObject
{
    Q_OBJECT

    static void addCaptures()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const Capture &capture : captures)
            QTest::newRow(capture.name) << index++;
    }

    static TransferEnd::Kind endOf(const QString &name)
    {
        return name.contains(QLatin1String("killed")) ? TransferEnd::Kind::ConnectionLost : TransferEnd::Kind::Complete;
    }

    static Api apiOf(const QString &name)
    {
        if (name.contains(QLatin1String("responses")))
            return Api::Responses;
        return name.contains(QLatin1String("completions")) ? Api::Completions : Api::Chat;
    }

private Q_SLOTS:
    void isRead_data() { addCaptures(); }

    void isRead()
    {
        QFETCH(int, index);
        const auto &[name, expected] = captures[index];

        const RequestRecord record =
            replay(read(QLatin1String(name)), {}, endOf(QLatin1String(name)), apiOf(QLatin1String(name)));

        QCOMPARE(record.error ? record.error->kind : QString(), QLatin1String(expected.errorKind));
        if (record.error)
            QVERIFY2(record.error->message.contains(QLatin1String(expected.message)),
                     qPrintable(record.error->message));
        QCOMPARE(record.status, expected.status);
        QCOMPARE(record.finish, QLatin1String(expected.finish));
        QCOMPARE(record.chunks, expected.chunks);
        QCOMPARE(record.promptTokens.value_or(-1), expected.promptTokens);
        QCOMPARE(record.cachedTokens.value_or(-1), expected.cachedTokens);
        QCOMPARE(record.outputTokens.value_or(-1), expected.outputTokens);
        QCOMPARE(toString(record.evidence), QLatin1String(expected.evidence));
        QCOMPARE(record.text.left(40), QString::fromUtf8(expected.text));
        QCOMPARE(record.text.size(), expected.textLength);
        QCOMPARE(record.reasoning.left(40), QString::fromUtf8(expected.reasoning));
        QCOMPARE(record.reasoning.size(), expected.reasoningLength);
    }

    void isTheSameAtEverySplit_data() { addCaptures(); }

    void isTheSameAtEverySplit()
    {
        QFETCH(int, index);
        const QString name = QLatin1String(captures[index].name);
        const TransferEnd::Kind end = endOf(name);
        const Answer answer = read(name);
        const QString whole = summary(replay(answer, {}, end, apiOf(name)));

        if (answer.body.size() <= everySplitUpTo)
            for (qsizetype split = 0; split <= answer.body.size(); ++split)
                QCOMPARE(summary(replay(answer, {split}, end, apiOf(name))), whole);

        std::mt19937 random(1); // NOLINT(cert-msc51-cpp,bugprone-random-generator-seed): the same each time
        std::uniform_int_distribution<qsizetype> anywhere(0, answer.body.size());
        for (int i = 0; i < seededSplits; ++i) {
            QList<qsizetype> splits(1 + i % 9);
            std::ranges::generate(splits, [&] { return anywhere(random); });
            std::ranges::sort(splits);
            QCOMPARE(summary(replay(answer, splits, end, apiOf(name))), whole);
        }

        QList<qsizetype> everyByte(answer.body.size());
        std::iota(everyByte.begin(), everyByte.end(), 0);
        QCOMPARE(summary(replay(answer, everyByte, end, apiOf(name))), whole);
    }

    void everyCaptureIsExpectedToSaySomething()
    {
        QStringList expected;
        for (const Capture &capture : captures)
            expected.append(QLatin1String(capture.name));
        const QDir folder(QStringLiteral(TEST_DATA "/captures"), QStringLiteral("sid-*.raw"));
        for (const QFileInfo &file : folder.entryInfoList()) {
            const QString name = file.completeBaseName();
            const bool isOfTheProbe = name.contains(QLatin1String("models")) || name.contains(QLatin1String("props"))
                || name.contains(QLatin1String("version"));
            QVERIFY2(isOfTheProbe || expected.contains(name), qPrintable(name));
        }
    }
};

QTEST_GUILESS_MAIN(TestCaptures)

#include "tst_captures.moc"
