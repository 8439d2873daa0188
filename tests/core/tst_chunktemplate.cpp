// SPDX-License-Identifier: Apache-2.0
#include "client/chunktemplate.h"
#include "client/sseparser.h"

#include <QFile>
#include <QTest>

#include <random>

using namespace streamgauge;

namespace {

/// A copy that outlives the parser's next document.
struct Outcome
{
    bool isJson = false;
    std::string content;
    std::string reasoning;
    std::string finish;
    ChatChunk rest; ///< without views

    bool operator==(const Outcome &) const = default;
};

Outcome outcomeOf(bool isJson, ChatChunk chunk)
{
    Outcome outcome {.isJson = isJson, .content = {}, .reasoning = {}, .finish = {}, .rest = {}};
    if (!isJson)
        return outcome; // what the chunk holds then is nobody's business
    outcome.content = std::exchange(chunk.content, {});
    outcome.reasoning = std::exchange(chunk.reasoning, {});
    outcome.finish = std::exchange(chunk.finishReason, {});
    outcome.rest = chunk;
    return outcome;
}

class Stream
{
public:
    /// Both ways to the same chunk: where they differ, false.
    bool agrees(std::string json)
    {
        json.reserve(json.size() + SseParser::padding);
        m_known += m_template.knows(json);
        ChatChunk chunk;
        const bool isJson = m_template.parse(
            json, chunk, [this](std::string_view text, ChatChunk &into) { return m_parser.parse(text, into); });
        const Outcome quick = outcomeOf(isJson, chunk);
        ChatChunk whole;
        const bool isWholeJson = m_reference.parse(json, whole);
        return quick == outcomeOf(isWholeJson, whole);
    }

    int known() const { return m_known; }

private:
    ChatChunkParser m_parser;
    ChatChunkParser m_reference;
    ChunkTemplate m_template;
    int m_known = 0;
};

std::vector<std::string> readEvents()
{
    QFile file(QStringLiteral(TEST_DATA "/events/shapes.jsonl"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the events cannot be read");
    std::vector<std::string> events;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (!line.isEmpty())
            events.push_back(line.toStdString());
    return events;
}

const std::vector<std::string> &events()
{
    static const std::vector<std::string> all = readEvents();
    return all;
}

/// Of readEvents().
enum Shape { Content = 1, Reasoning = 3 };

std::string withText(const std::string &event, const std::string &text)
{
    const std::size_t at = event.find("\" t\"") + 1;
    return std::string(event).replace(at, 2, text);
}

}

class TestChunkTemplate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStreamOfOneShapeIsParsedOnce()
    {
        Stream stream;
        for (const char *text : {" a", " b", "", " longer text", "größer", "你好", "\x7f"})
            QVERIFY(stream.agrees(withText(events()[Content], text)));
        QCOMPARE(stream.known(), 5); // neither the first nor the empty one
    }

    void reasoningIsKnownToo()
    {
        Stream stream;
        for (int i = 0; i < 3; ++i)
            QVERIFY(stream.agrees(events()[Reasoning]));
        QCOMPARE(stream.known(), 2);
    }

    void whatIsNoPlainStringIsParsed_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("an escape") << QByteArray("a\\nb");
        QTest::newRow("an escaped quote") << QByteArray("a\\\"b");
        QTest::newRow("the end of the string and another field") << QByteArray("a\",\"role\":\"x");
        QTest::newRow("a line feed") << QByteArray("a\nb");
        QTest::newRow("half a character") << QByteArray("\xe4\xbd");
        QTest::newRow("an overlong character") << QByteArray("\xc0\xaf");
        QTest::newRow("a NUL") << QByteArray("a\0b", 3);
    }

    void whatIsNoPlainStringIsParsed()
    {
        QFETCH(QByteArray, text);
        Stream stream;
        QVERIFY(stream.agrees(withText(events()[Content], " a")));
        QVERIFY(stream.agrees(withText(events()[Content], text.toStdString())));
        QCOMPARE(stream.known(), 0);
        QVERIFY(stream.agrees(withText(events()[Content], " c")));
    }

    void everyShapeAfterEveryOther()
    {
        for (const std::string &first : events())
            for (const std::string &second : events()) {
                Stream stream;
                for (const std::string &event : {first, first, second, first, second, second})
                    QVERIFY2(stream.agrees(event), event.c_str());
            }
    }

    void mutatedEventsGiveWhatTheParserGives()
    {
        std::mt19937 random(7); // NOLINT: the same on every machine
        const auto below = [&random](std::size_t bound) { return static_cast<std::size_t>(random()) % bound; };
        int known = 0;
        for (int round = 0; round < 20000; ++round) {
            Stream stream;
            const std::string &event = events().at(below(events().size()));
            QVERIFY(stream.agrees(event));
            QVERIFY(stream.agrees(event));
            for (int i = 0; i < 3; ++i) {
                std::string mutated = event;
                const std::size_t at = below(mutated.size());
                switch (below(4)) {
                case 0:
                    mutated[at] = static_cast<char>(random());
                    break;
                case 1:
                    mutated.erase(at, 1 + below(4));
                    break;
                case 2:
                    mutated.insert(at, 1, "\"\\{}[]:,a "[below(10)]);
                    break;
                default:
                    mutated.insert(at, mutated.substr(below(mutated.size()), below(20)));
                }
                QVERIFY2(stream.agrees(mutated), mutated.c_str());
            }
            known += stream.known();
        }
        QVERIFY2(known > 10000, qPrintable(QString::number(known))); // or nothing was compared
    }

    void aStreamWhoseEventsAllDifferIsHardlyParsedTwice()
    {
        ChatChunkParser parser;
        ChunkTemplate known;
        int parses = 0;
        for (int i = 0; i < 1000; ++i) {
            std::string event = "{\"created\":" + std::to_string(i) + ",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}";
            event.reserve(event.size() + SseParser::padding);
            ChatChunk chunk;
            QVERIFY(known.parse(event, chunk, [&](std::string_view json, ChatChunk &into) {
                ++parses;
                return parser.parse(json, into);
            }));
            QCOMPARE(chunk.content, std::string_view("a"));
        }
        QVERIFY(parses < 1100);
    }
};

QTEST_GUILESS_MAIN(TestChunkTemplate)
#include "tst_chunktemplate.moc"
